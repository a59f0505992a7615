import type {Container, Dependency} from './container.js';
import type {HttpHealth} from './http-health.js';
import {containerKey, noStack, stackKey} from './identity.js';
import {compareNames} from './name-order.js';
import {inDependencyOrder} from './order.js';
import {isUp, rankOf, type Status, severityOf, statusOf} from './status.js';

/** A container in its stack, with what the screens ask of it again and again. */
export interface Member {
  readonly key: string;
  readonly container: Container;
  /** Name in its stack: the service, with its replica number where there are several. */
  readonly label: string;
  readonly status: Status;
  /** What its service waits for at its start: by its label, else as the compose files or the profile have it (see informed.ts). */
  readonly dependsOn: readonly Dependency[];
}

/** A service that is meant to be there, and has no container. */
export interface MissingService {
  readonly key: string;
  readonly name: string;
  /** Who names it. */
  readonly namedBy: 'compose' | 'profile';
  readonly dependsOn: readonly Dependency[];
  /** Its place in the order of dependency: how many of the members come before it. */
  readonly before: number;
}

export interface Stack {
  readonly key: string;
  /** Compose project or swarm stack; null for containers of none. */
  readonly project: string | null;
  readonly name: string;
  /** In order of dependency. */
  readonly members: readonly Member[];
  /** What its compose files or its profile name, and it has not. */
  readonly missing: readonly MissingService[];
  /** Containers that run, of those that are meant to, the missing ones too (a job that is done, or may be, is not counted). */
  readonly running: number;
  readonly total: number;
  /** The member whose status is the worst; undefined only in an empty stack. */
  readonly worst: Member | undefined;
}

const labelOf = (container: Container, replicas: number): string => {
  if (container.service === null) return container.name;
  if (container.oneOff) return container.name;
  return replicas > 1 ? `${container.service} ${container.number ?? 1}` : container.service;
};

/** Two containers can share an identity for a moment while compose recreates one: the second gets a key of its own. */
const uniqueKey = (container: Container, taken: Set<string>): string => {
  const key = containerKey(container);
  const unique = taken.has(key) ? `${key}#${container.id}` : key;
  taken.add(unique);
  return unique;
};

/** What containers answer over HTTP, by id. */
export type HttpHealths = ReadonlyMap<string, HttpHealth>;
const unasked: HttpHealths = new Map();

/** One stack from its containers. */
export const stackOf = (project: string | null, containers: readonly Container[], answers: HttpHealths = unasked): Stack => {
  // Numbers, not containers: while one is recreated there are two of the same number.
  const replicas = new Map<string, Set<number>>();
  for (const {service, oneOff, number} of containers) {
    if (service === null || oneOff) continue;
    replicas.set(service, (replicas.get(service) ?? new Set()).add(number ?? 1));
  }
  const taken = new Set<string>();
  const members = inDependencyOrder(containers).map(container => ({
    key: uniqueKey(container, taken),
    container,
    label: labelOf(container, replicas.get(container.service ?? '')?.size ?? 1),
    status: statusOf(container, answers.get(container.id)),
    dependsOn: container.dependsOn,
  }));
  const counted = members.filter(({status}) => status.kind !== 'done' && status.kind !== 'ended');
  const worst = members.reduce<Member | undefined>(
    (found, member) => (found === undefined || rankOf(member.status) < rankOf(found.status) ? member : found),
    undefined,
  );
  return {
    key: stackKey(project),
    project,
    name: project ?? noStack,
    members,
    missing: [],
    running: counted.filter(member => isUp(member.container)).length,
    total: counted.length,
    worst,
  };
};

/** All containers as stacks, by name; those of none come last. */
export const groupStacks = (containers: Iterable<Container>, answers: HttpHealths = unasked): Stack[] => {
  const projects = new Map<string | null, Container[]>();
  for (const container of containers) {
    const members = projects.get(container.project);
    if (members) members.push(container);
    else projects.set(container.project, [container]);
  }
  return [...projects]
    .map(([project, members]) => stackOf(project, members, answers))
    .sort((a, b) => Number(a.project === null) - Number(b.project === null) || compareNames(a.name, b.name));
};

/** Members in trouble, over all stacks: those whose check fails, and those that ended, did not start or start again and again. */
export const countTrouble = (stacks: readonly Stack[], kind: 'unhealthy' | 'failed'): number => {
  const counts = (status: Status): boolean =>
    severityOf(status) === 'bad' && (status.kind === 'unhealthy') === (kind === 'unhealthy');
  return stacks.reduce((sum, stack) => sum + stack.members.filter(member => counts(member.status)).length, 0);
};
