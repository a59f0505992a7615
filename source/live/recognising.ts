import type {Container} from '../model/container.js';
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

/** All containers as services. Containers that did not change keep their facts: a change costs one container. */
export const createRecogniser = (profiles: readonly Profile[]): ((stacks: readonly Stack[]) => KnownServices) => {
  const kept = new WeakMap<Container, {readonly profile: Profile | null; readonly facts: ServiceFacts}>();
  const known = (container: Container, profile: Profile | null): ServiceFacts => {
    const old = kept.get(container);
    if (old?.profile === profile) return old.facts;
    const facts = factsOf(container, profile);
    kept.set(container, {profile, facts});
    return facts;
  };
  return stacks => {
    const byKey = new Map<string, ServiceFacts>();
    const recognised = new Map<string, Profile>();
    for (const stack of stacks) {
      const profile = profileOf(stack, profiles);
      if (profile) recognised.set(stack.key, profile);
      for (const {key, container} of stack.members) byKey.set(key, known(container, profile));
    }
    return {byKey, profiles: recognised};
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
  let recognise = createRecogniser([]);
  let last: State['stacks'] | null = null;
  return {
    recognised(state) {
      if (state.stacks === last) return state;
      last = state.stacks;
      return {...state, services: recognise(state.stacks)};
    },
    async load(env) {
      const {profiles, problems} = await knownProfiles(env);
      recognise = createRecogniser(profiles);
      last = null;
      return problems.map(problemText);
    },
  };
};
