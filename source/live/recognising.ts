import type {Composed} from '../model/composed.js';
import type {Container} from '../model/container.js';
import {informed, type StackKnowledge} from '../model/informed.js';
import {type Profile, recogniseProfile, serviceOf} from '../model/profile.js';
import type {KnownServices, ServiceFacts} from '../model/service.js';
import type {Stack} from '../model/stack.js';
import {withLabels} from '../profiles/labels.js';
import {problemText} from '../profiles/problem.js';
import {knownProfiles} from '../profiles/shipped.js';
import {kindOf, serviceFor} from '../services/recognise.js';
import type {State} from '../state/state.js';

const factsOf = (container: Container, profile: Profile | null): ServiceFacts => {
  const name = container.service ?? container.name;
  const service = withLabels(name, serviceOf(profile, name), container.labels);
  const kind = kindOf(container, service);
  return {kind, profile: service, console: kind === 'kafka' ? 'topics' : serviceFor(kind).consoleName};
};

const profileOf = ({project, members}: Stack, profiles: readonly Profile[]): Profile | null => {
  if (project === null) return null;
  const services = members.map(({container}) => ({name: container.service ?? container.name, image: container.image}));
  return recogniseProfile(profiles, {project, services});
};

/** What a list of stacks is, once their containers and profiles are known. */
export interface Recognised {
  /** The same stacks, with what is known of them beyond their containers (see model/informed.ts). */
  readonly stacks: readonly Stack[];
  readonly services: KnownServices;
}

/** What is known from elsewhere. */
export interface Sources {
  readonly profiles: readonly Profile[];
  /** What the compose files of a stack say, where they were read. */
  composedOf(stack: Stack): Composed | null;
}

export const noComposed = (): null => null;

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
  const keptStacks = new WeakMap<Stack, StackKnowledge & {readonly informed: Stack}>();
  const informing = (stack: Stack, knowledge: StackKnowledge): Stack => {
    const old = keptStacks.get(stack);
    if (old?.profile === knowledge.profile && old.composed === knowledge.composed) return old.informed;
    const entry = {...knowledge, informed: informed(stack, knowledge)};
    keptStacks.set(stack, entry).set(entry.informed, entry); // it comes again as it is
    return entry.informed;
  };
  return stacks => {
    const byKey = new Map<string, ServiceFacts>();
    const recognised = new Map<string, Profile>();
    const inFiles = new Map<string, Composed>();
    const knowing = stacks.map(stack => {
      const profile = profileOf(stack, profiles);
      const composed = composedOf(stack);
      if (profile) recognised.set(stack.key, profile);
      if (composed) inFiles.set(stack.key, composed);
      for (const {key, container} of stack.members) byKey.set(key, known(container, profile));
      return informing(stack, {profile, composed});
    });
    return {stacks: knowing, services: {byKey, profiles: recognised, composed: inFiles}};
  };
};

/** Keeps `state.services` at what the containers are. */
export interface Recognising {
  /** The state with its containers recognised; the same one when they did not change. */
  recognised(state: State): State;
  /** Reads the profiles. Until then only what a container shows is known of it. Gives what is wrong with them, a line each. */
  load(env: Readonly<Record<string, string | undefined>>): Promise<readonly string[]>;
}

export const createRecognising = (): Recognising => {
  let recognise = createRecogniser({profiles: [], composedOf: noComposed});
  let last: State['stacks'] | null = null;
  return {
    recognised(state) {
      if (state.stacks === last) return state;
      const {stacks, services} = recognise(state.stacks);
      last = stacks;
      return {...state, stacks, services};
    },
    async load(env) {
      const {profiles, problems} = await knownProfiles(env);
      recognise = createRecogniser({profiles, composedOf: noComposed});
      last = null;
      return problems.map(problemText);
    },
  };
};
