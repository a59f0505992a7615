import type {Composed} from './composed.js';
import type {Container, Dependency} from './container.js';
import {serviceKey} from './identity.js';
import {orderWith} from './order.js';
import {type Profile, serviceOf} from './profile.js';
import type {Member, MissingService, Stack} from './stack.js';

/** What is known of a stack beyond its containers. */
export interface StackKnowledge {
  readonly profile: Profile | null;
  readonly composed: Composed | null;
  /** Its compose files are still being read: until then nobody can say what is missing. */
  readonly reading?: boolean;
}

interface Expected {
  readonly name: string;
  readonly namedBy: MissingService['namedBy'];
}

/** The compose files know better than a profile what is meant to be there: where they can be read, a profile adds nothing. */
const expectedOf = ({profile, composed, reading = false}: StackKnowledge): Expected[] => {
  if (reading) return [];
  return composed
    ? composed.services.filter(({replicas}) => replicas > 0).map(({name}) => ({name, namedBy: 'compose'}))
    : (profile?.services ?? []).filter(({job}) => !job).map(({name}) => ({name, namedBy: 'profile'}));
};

/** Compose 2 writes what a service depends on into a label, and an empty one when that is nothing; Compose 1 writes none. */
const isTold = ({labels}: Container): boolean => labels['com.docker.compose.depends_on'] !== undefined;

const sameDependencies = (a: readonly Dependency[], b: readonly Dependency[]): boolean =>
  a.length === b.length && a.every((one, at) => one.service === b[at]?.service && one.condition === b[at]?.condition);

/**
 * A stack with what its compose files and its profile say: dependencies where no label tells them, members in their order, and what is
 * missing. Gives the same stack when that changes nothing; informing it again gives the same again.
 */
export const informed = (stack: Stack, knowledge: StackKnowledge): Stack => {
  if (stack.project === null) return stack;
  const {profile, composed} = knowledge;
  const present = new Set(stack.members.flatMap(({container}) => container.service ?? []));
  const expected = expectedOf(knowledge).filter(({name}) => !present.has(name));
  const there = new Set([...present, ...expected.map(({name}) => name)]);

  const known = (service: string): readonly Dependency[] => {
    const inFiles = composed?.services.find(({name}) => name === service);
    if (inFiles) return inFiles.dependsOn;
    // A profile may know services that this stack never had.
    return (serviceOf(profile, service)?.dependsOn ?? []).filter(one => there.has(one.service));
  };
  const dependsOf = (container: Container): readonly Dependency[] =>
    isTold(container) || container.dependsOn.length > 0 || container.service === null || container.oneOff
      ? container.dependsOn
      : known(container.service);

  const {project} = stack;
  const containers = stack.members.map(({container}) => container);
  const wanted = new Map(expected.map(({name}) => [name, known(name)]));
  const {ordered, before} = orderWith(containers, dependsOf, wanted);
  const places = new Map(ordered.map((container, at) => [container, at]));
  const placeOf = ({container}: Member): number => places.get(container) ?? 0;
  const members = stack.members
    .map(member => {
      const dependsOn = dependsOf(member.container);
      return sameDependencies(dependsOn, member.dependsOn) ? member : {...member, dependsOn};
    })
    .sort((a, b) => placeOf(a) - placeOf(b));
  const namedBy = expected[0]?.namedBy ?? 'compose';
  const missing = [...before].map(([name, place]): MissingService => {
    return {key: serviceKey(project, name), name, namedBy, dependsOn: wanted.get(name) ?? [], before: place};
  });
  const sameMembers = members.every((member, at) => member === stack.members[at]);
  const sameMissing =
    missing.length === stack.missing.length &&
    missing.every((one, at) => {
      const old = stack.missing[at];
      const samePlace = one.key === old?.key && one.namedBy === old.namedBy && one.before === old.before;
      return samePlace && sameDependencies(one.dependsOn, old.dependsOn);
    });
  if (sameMembers && sameMissing) return stack;
  const total = stack.total - stack.missing.length + missing.length;
  return {...stack, members: sameMembers ? stack.members : members, missing, total};
};
