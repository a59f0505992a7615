import type {Profile, ServiceKind, ServiceProfile} from './profile.js';

/** A service as it is on the engine. */
export interface ServiceTraits {
  readonly name: string;
  readonly image: string;
  /** What it looks like by itself, no profile asked. Without it only its image tells. */
  readonly kind?: ServiceKind;
  /** Its container's name. */
  readonly container?: string;
}

/** A stack as it is on the engine, as far as recognising needs it. */
export interface StackTraits {
  readonly project: string;
  readonly services: readonly ServiceTraits[];
  /** Names of the networks it is on. */
  readonly networks?: readonly string[];
  /** The compose files it was started from, with or without their folders. */
  readonly files?: readonly string[];
}

export interface Recognition {
  readonly profile: Profile | null;
  /** Profiles that fit equally well, so that none of them was taken. */
  readonly rivals: readonly Profile[];
}

/** Kinds that a container shows by itself: one that shows another is not the service that the profile means. */
const telling: ReadonlySet<ServiceKind | undefined> = new Set<ServiceKind>([
  ...(['postgres', 'redis', 'kafka', 'ngrok', 'mysql', 'mongo', 'rabbitmq', 'zookeeper', 'nginx', 'traefik'] as const),
]);

/** Names that any stack may have: they say half as much. */
const common = new Set(
  [
    'postgres postgresql db database redis cache mysql mariadb mongo mongodb rabbitmq kafka zookeeper nginx traefik proxy',
    'backend frontend api app web server worker client pgadmin adminer',
  ]
    .join(' ')
    .split(' '),
);
const weightOf = (name: string): number => (common.has(name) ? 1 : 2);

const usualFiles = /^(docker-)?compose(\.override)?\.ya?ml$/;

const repository = (image: string): string => {
  const name = image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  return name.replace(/^(docker\.io\/)?(library\/)?/, '');
};

/**
 * Whether a container of that name can be the service. Houses have their own mirrors and builds, so the same kind is enough; what the
 * stack builds itself is known by its name.
 */
const isAlike = (service: ServiceProfile, {image, kind}: ServiceTraits): boolean => {
  if (service.image !== null && repository(service.image) === repository(image)) return true;
  if (telling.has(service.kind) && telling.has(kind)) return kind === service.kind;
  if (telling.has(service.kind)) return service.image === null;
  return !telling.has(kind) && (service.image === null || kind !== undefined);
};

interface Likeness {
  readonly profile: Profile;
  /** What speaks for it, weighed. */
  readonly evidence: number;
  /** Share of it in all that speaks for and against, 0 to 1. */
  readonly fit: number;
}

/** Names that the profile's people gave by hand, and that stay when the project is renamed. */
const marksOf = (profile: Profile, stack: StackTraits, alike: readonly ServiceProfile[]): number => {
  const containers = new Set(stack.services.map(({container}) => container));
  const named = alike.filter(({container}) => container !== null && containers.has(container)).length;
  const {network} = profile;
  const onNetwork =
    network !== null && (stack.networks ?? []).some(name => name === network || name === `${stack.project}_${network}`);
  return named + (onNetwork ? 2 : 0) + (ownFiles(profile).some(file => filesOf(stack).includes(file)) ? 1 : 0);
};
const ownFiles = ({composeFiles}: Profile): readonly string[] => composeFiles.filter(file => !usualFiles.test(file));
const filesOf = ({files = []}: StackTraits): readonly string[] => files.map(file => file.replace(/^.*[/\\]/, ''));

const sum = (names: readonly string[]): number => names.reduce((total, name) => total + weightOf(name), 0);
const namesOf = (services: readonly ServiceProfile[]): readonly string[] => services.map(({name}) => name);

const likenessOf = (profile: Profile, stack: StackTraits): Likeness | null => {
  const found = new Map<string, ServiceTraits[]>();
  for (const service of stack.services) found.set(service.name, [...(found.get(service.name) ?? []), service]);
  const present = profile.services.filter(({name}) => found.has(name));
  const alike = present.filter(service => found.get(service.name)?.some(one => isAlike(service, one)));
  if (alike.length < 2) return null;
  const missing = profile.services.filter(({name, job}) => !job && !found.has(name));
  const extra = [...found.keys()].filter(name => profile.services.every(service => service.name !== name));
  const marks = marksOf(profile, stack, alike);
  const known = sum(namesOf(alike));
  const evidence = known + marks;
  const against = sum(namesOf(missing)) + 2 * (sum(namesOf(present)) - known) + sum(extra) / 2;
  // A handful of names that any stack has, started from other files than the profile's, is some other stack.
  const isElsewhere = marks === 0 && ownFiles(profile).length > 0 && filesOf(stack).length > 0;
  return evidence < (isElsewhere ? 4 : 3) ? null : {profile, evidence, fit: evidence / (evidence + against)};
};

const leastFit = 0.7;

/**
 * The profile of a stack. The project's name decides; of several profiles that name it the last one (the user's own come last, by file).
 * A stack under another project name is known by its services, their images and kinds, and by the names that its people gave by hand, when
 * that is seven tenths of all that speaks for and against. Of two that fit the one with more in common is taken, else none.
 */
export const recognise = (profiles: readonly Profile[], stack: StackTraits): Recognition => {
  const named = profiles.findLast(profile => profile.projects.includes(stack.project));
  if (named) return {profile: named, rivals: []};
  const [best, ...others] = profiles
    .flatMap(profile => likenessOf(profile, stack) ?? [])
    .filter(({fit}) => fit >= leastFit)
    .sort((a, b) => b.fit - a.fit || b.evidence - a.evidence);
  if (!best) return {profile: null, rivals: []};
  const equal = others.filter(({fit, evidence}) => fit === best.fit && evidence === best.evidence);
  return equal.length === 0
    ? {profile: best.profile, rivals: []}
    : {profile: null, rivals: [best, ...equal].map(({profile}) => profile)};
};

/** The same, without who else it may have been. */
export const recogniseProfile = (profiles: readonly Profile[], stack: StackTraits): Profile | null =>
  recognise(profiles, stack).profile;
