import type {Container} from './container.js';
import type {ServiceProfile} from './profile.js';
import {meetingOf, namesOn} from './reach.js';
import type {Member, Stack} from './stack.js';

/** A port of another container that a connection could be tried to. */
export interface ReachTarget {
  /** Key of the container. */
  readonly key: string;
  /** `postgres`, of another stack `other/postgres`. */
  readonly label: string;
  /** What it is called by: a name where names are known, else an address. */
  readonly host: string;
  readonly port: number;
  /** The networks that both are on; null where nobody knows. */
  readonly shared: readonly string[] | null;
}

/** The TCP ports that something is known to listen on, or is meant to: exposed, published, named by the profile. */
export const knownPorts = ({ports, inspection}: Container, profile: ServiceProfile | null): number[] => {
  const listed = ports.filter(({protocol}) => protocol === 'tcp').map(({privatePort}) => privatePort);
  const exposed = (inspection?.exposedPorts ?? [])
    .filter(port => !/\/(udp|sctp)$/.test(port))
    .map(port => Number.parseInt(port, 10));
  const named = (profile?.ports ?? []).map(({container}) => container);
  return [...new Set([...listed, ...exposed, ...named])].filter(port => port > 0).sort((a, b) => a - b);
};

/** What a container is best called by from another one. */
const hostOf = (from: Container, {label, container: to}: Member, shared: readonly string[] | null): string => {
  const [network] = shared ?? [];
  const service = label === to.service ? label : null; // of several replicas the service's name is nobody's own
  if (network === undefined) return service !== null && to.project === from.project ? service : to.name;
  const names = namesOn(to, network);
  if (service !== null && names.includes(service)) return service;
  const ip = to.inspection?.networks.find(({name}) => name === network)?.ip ?? '';
  return names.length === 0 && ip !== '' ? ip : to.name;
};

/**
 * Where a member could connect to: the other members of its stack, then containers of other stacks that share a network with it.
 * @param profileOf what is known of a service, by the member's key
 */
export const reachTargets = (
  from: Member,
  stack: Stack,
  stacks: readonly Stack[],
  profileOf: (key: string) => ServiceProfile | null,
): ReachTarget[] => {
  const targetsIn = (other: Stack): ReachTarget[] =>
    other.members
      .filter(({key}) => key !== from.key)
      .flatMap(member => {
        const {key, label, container} = member;
        const shared = meetingOf(from.container, container)?.shared ?? null;
        const together = other.key === stack.key && stack.project !== null;
        if (!together && (shared ?? []).length === 0) return [];
        const host = hostOf(from.container, member, shared);
        const called = other.key === stack.key || other.project === null ? label : `${other.name}/${label}`;
        return knownPorts(container, profileOf(key)).map(port => ({key, label: called, host, port, shared}));
      });
  return [...targetsIn(stack), ...stacks.filter(({key}) => key !== stack.key).flatMap(targetsIn)];
};
