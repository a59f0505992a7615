import type {Composed} from '../model/composed.js';
import type {Container} from '../model/container.js';
import {informed, type StackKnowledge} from '../model/informed.js';
import {type Profile, type ServiceKind, serviceOf} from '../model/profile.js';
import {type Recognition, recognise, type StackTraits} from '../model/recognition.js';
import type {KnownServices, ServiceFacts} from '../model/service.js';
import type {Stack} from '../model/stack.js';
import {withLabels} from '../profiles/labels.js';
import {kindOf, serviceFor} from '../services/recognise.js';
import type {State} from '../state/state.js';
import {notify} from '../state/view-updates.js';

const factsOf = (container: Container, profile: Profile | null): ServiceFacts => {
  const name = container.service ?? container.name;
  const service = withLabels(name, serviceOf(profile, name), container.labels);
  const kind = kindOf(container, service);
  return {kind, profile: service, console: kind === 'kafka' ? 'topics' : serviceFor(kind).consoleName};
};

const looks = new WeakMap<Container, ServiceKind>();
/** What a container is when no profile is asked. */
const lookOf = (container: Container): ServiceKind => {
  const known = looks.get(container);
  if (known !== undefined) return known;
  const kind = kindOf(container, null);
  looks.set(container, kind);
  return kind;
};

const composeFiles = 'com.docker.compose.project.config_files';

const traitsOf = (project: string, members: Stack['members']): StackTraits => {
  const containers = members.map(({container}) => container).filter(({oneOff}) => !oneOff);
  return {
    project,
    services: containers.map(container => ({
      name: container.service ?? container.name,
      image: container.image,
      kind: lookOf(container),
      container: container.name,
    })),
    networks: [...new Set(containers.flatMap(({networks}) => networks))],
    files: [...new Set(containers.flatMap(({labels}) => labels[composeFiles]?.split(',') ?? []))],
  };
};

const nobody: Recognition = {profile: null, rivals: []};
const recognitionOf = ({project, members}: Stack, profiles: readonly Profile[]): Recognition => {
  if (project === null) return nobody;
  // Most stacks go by their name.
  const named = recognise(profiles, {project, services: []});
  return named.profile ? named : recognise(profiles, traitsOf(project, members));
};

/** What a list of stacks is, once their containers and profiles are known. */
export interface Recognised {
  /** The same stacks, with what is known of them beyond their containers (see model/informed.ts). */
  readonly stacks: readonly Stack[];
  readonly services: KnownServices;
  /** Profiles that fit a stack equally well, so that none of them was taken; by the stack's key. */
  readonly rivals: ReadonlyMap<string, readonly Profile[]>;
}

/** What is known from elsewhere. */
export interface Sources {
  readonly profiles: readonly Profile[];
  /** What the compose files of a stack say; null where there are none to read, undefined while they are being read. */
  composedOf(stack: Stack): Composed | null | undefined;
}

/** All containers as services. Containers that did not change keep their facts: a change costs one container. */
export const createRecogniser = ({profiles, composedOf}: Sources): ((stacks: readonly Stack[]) => Recognised) => {
  const kept = new WeakMap<Container, {readonly profile: Profile | null; readonly facts: ServiceFacts}>();
  const known = (container: Container, profile: Profile | null): ServiceFacts => {
    const old = kept.get(container);
    if (old?.profile === profile) return old.facts;
    const facts = factsOf(container, profile);
    kept.set(container, {profile, facts});
    return facts;
  };
  const recognitions = new WeakMap<Stack, Recognition>();
  /** To compare a stack with all profiles takes some 50 µs: of a hundred stacks only the one that changed is compared. */
  const recognitionOfKnown = (stack: Stack): Recognition => {
    const old = recognitions.get(stack) ?? recognitionOf(stack, profiles);
    recognitions.set(stack, old);
    return old;
  };
  const keptStacks = new WeakMap<Stack, StackKnowledge & {readonly informed: Stack}>();
  const informing = (stack: Stack, knowledge: StackKnowledge): Stack => {
    const old = keptStacks.get(stack);
    const same = old?.profile === knowledge.profile && old.composed === knowledge.composed && old.reading === knowledge.reading;
    if (old && same) return old.informed;
    const entry = {...knowledge, informed: informed(stack, knowledge)};
    keptStacks.set(stack, entry).set(entry.informed, entry); // it comes again as it is
    return entry.informed;
  };
  return stacks => {
    const byKey = new Map<string, ServiceFacts>();
    const recognised = new Map<string, Profile>();
    const inFiles = new Map<string, Composed>();
    const rivals = new Map<string, readonly Profile[]>();
    const knowing = stacks.map(stack => {
      const recognition = recognitionOfKnown(stack);
      const {profile} = recognition;
      if (recognition.rivals.length > 0) rivals.set(stack.key, recognition.rivals);
      const composed = composedOf(stack);
      if (profile) recognised.set(stack.key, profile);
      if (composed) inFiles.set(stack.key, composed);
      for (const {key, container} of stack.members) byKey.set(key, known(container, profile));
      const informedStack = informing(stack, {profile, composed: composed ?? null, reading: composed === undefined});
      recognitions.set(informedStack, recognition); // it comes again as it is
      return informedStack;
    });
    return {stacks: knowing, services: {byKey, profiles: recognised, composed: inFiles}, rivals};
  };
};

/** What to say of a stack that several profiles fit, in a line. */
export const rivalsText = (name: string, rivals: readonly Profile[]): string =>
  `${name} fits ${rivals.map(profile => `${profile.name} (${profile.file})`).join(' and ')} alike: name it under projects in one of them`;

/** Stacks with ever new names may come and go: what was told of the oldest is told again. */
const mostTold = 200;

/** Keeps `state.services` at what the containers are. */
export interface Recognising {
  /** The state with its containers recognised; the same one when they did not change. */
  recognised(state: State): State;
  /** What the compose files of stacks say has changed: they are looked at again. */
  again(): void;
  /** Goes by these profiles from the next `recognised` on. Until the first only what a container shows is known of it. */
  use(profiles: readonly Profile[]): void;
}

export const createRecognising = (composedOf: Sources['composedOf']): Recognising => {
  let recogniser = createRecogniser({profiles: [], composedOf});
  let last: State['stacks'] | null = null;
  const told = new Set<string>();
  /** Each once: the stack stays as it is for as long as nobody decides. */
  const rivalsIn = ({stacks, rivals}: Recognised): string | null => {
    for (const stack of stacks) {
      const fitting = rivals.get(stack.key);
      const text = fitting ? rivalsText(stack.name, fitting) : '';
      if (text === '' || told.has(text)) continue;
      told.add(text);
      const [oldest] = told;
      if (oldest !== undefined && told.size > mostTold) told.delete(oldest);
      return text;
    }
    return null;
  };
  return {
    recognised(state) {
      if (state.stacks === last) return state;
      const found = recogniser(state.stacks);
      last = found.stacks;
      const text = rivalsIn(found);
      const next = {...state, stacks: found.stacks, services: found.services};
      return text === null ? next : notify(next, text, 'warn', 10_000);
    },
    again() {
      last = null;
    },
    use(profiles) {
      recogniser = createRecogniser({profiles, composedOf});
      last = null;
    },
  };
};
