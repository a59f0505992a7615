import type {Container, ContainerState} from './container.js';

/** Where a connection was tried from: the container itself, another container on its very network, or the engine's host. */
export type ReachedFrom = 'container' | 'beside' | 'host';

/** What came of trying a TCP connection. */
export type Reach =
  /** `ms` as the tool inside has measured it; null where it does not measure. */
  | {readonly kind: 'open'; readonly ms: number | null; readonly at: ReachedFrom}
  | {readonly kind: 'refused'; readonly at: ReachedFrom}
  | {readonly kind: 'timeout'; readonly ms: number; readonly at: ReachedFrom}
  | {readonly kind: 'unreachable'; readonly at: ReachedFrom}
  /** The name was not resolved. */
  | {readonly kind: 'no-name'; readonly at: ReachedFrom}
  /** Nothing in the container can open a connection, and there was no other way. */
  | {readonly kind: 'no-tool'}
  | {readonly kind: 'not-running'; readonly state: ContainerState}
  /** The test itself failed, in the engine's words. */
  | {readonly kind: 'failed'; readonly message: string};

/** How two containers lie to each other. */
export interface Meeting {
  /** Names of the networks that both are on. */
  readonly shared: readonly string[];
  readonly from: readonly string[];
  readonly to: readonly string[];
}

const ownNetworks = ({networkMode, networks}: Container): readonly string[] | null => {
  if (networkMode === 'host' || networkMode.startsWith('container:')) return null;
  return networks.filter(name => name !== 'none');
};

/** Which networks two containers are on; null where one of them has no network of its own: the host's, or another container's. */
export const meetingOf = (from: Container, to: Container): Meeting | null => {
  const [ours, theirs] = [ownNetworks(from), ownNetworks(to)];
  if (ours === null || theirs === null) return null;
  return {shared: ours.filter(name => theirs.includes(name)), from: ours, to: theirs};
};

/** The names by which a container is known on a network that it shares with others. On the engine's own bridge there are none. */
export const namesOn = (container: Container, network: string): readonly string[] => {
  if (network === 'bridge') return [];
  const attachment = container.inspection?.networks.find(({name}) => name === network);
  return [...new Set([...(attachment?.aliases ?? []), container.name, container.id.slice(0, 12)])];
};

/** A test, and what is known of its two ends. */
export interface Tried {
  readonly from: Container;
  /** How the one end is called on screen: `backend`. */
  readonly fromLabel: string;
  readonly host: string;
  readonly port: number;
  /** The other end where it is a container that we know; null: it is somewhere else. */
  readonly to: Container | null;
  /** Networks of `from` whose members reach nothing outside of them. */
  readonly internal?: readonly string[];
}

/** What came of a test, in one line. */
export interface ReachText {
  readonly tone: 'good' | 'bad' | 'warn';
  /** `backend → postgres:5432` and what it was, with the reason. The arrow is `→`. */
  readonly text: string;
}

const several = (names: readonly string[]): string => (names.length === 0 ? 'no network' : names.join(', '));

const isUp = ({state}: Container): boolean => state === 'running' || state === 'paused';

const address = /^[\d.]+$|:/;

/** Why the other end cannot be reached at all, as far as networks and states tell it; null when they do not. */
const obstacle = ({from, fromLabel, host, to, internal = []}: Tried): string | null => {
  if (to === null) {
    const closed = from.networks.length > 0 && from.networks.every(name => internal.includes(name));
    return closed ? `${several(from.networks)} is internal: nothing on it reaches the outside` : null;
  }
  const meeting = meetingOf(from, to);
  if (meeting === null)
    return to.networkMode === 'host' ? `${host} uses the host's own network: its name is known on no other` : null;
  if (meeting.shared.length === 0)
    return `no network in common: ${fromLabel} is on ${several(meeting.from)}, ${host} on ${several(meeting.to)}`;
  return isUp(to) ? null : `${host} does not run`;
};

const unknownName = ({host, from, to}: Tried): string => {
  const shared = to && (meetingOf(from, to)?.shared ?? []);
  if (to === null || !shared || shared.length === 0) return `the name ${host} is not known there`;
  const names = [...new Set(shared.flatMap(network => namesOn(to, network)))];
  if (names.length === 0) return 'on the default bridge containers do not know each other by name';
  return names.includes(host)
    ? `the name ${host} is not known there, although it is one of its names on ${several(shared)}`
    : `the name ${host} is not known there; it is known as ${names.slice(0, 3).join(', ')}`;
};

const shownMs = (ms: number): string =>
  ms < 10 ? `${ms.toFixed(1)} ms` : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;

const places: Readonly<Record<ReachedFrom, (from: string) => string>> = {
  container: () => '',
  beside: from => ` (from a container beside ${from}: its image has no tool for it)`,
  host: from => ` (from the engine's host, not from ${from}: its image has no tool for it)`,
};

/** What came of a test and why, in one line. */
export const reachText = (tried: Tried, result: Reach): ReachText => {
  const {fromLabel, host, port} = tried;
  const way = `${fromLabel} → ${host.includes(':') ? `[${host}]` : host}:${port}`;
  const at = 'at' in result ? places[result.at](fromLabel) : '';
  const bad = (what: string, why: string | null): ReachText => ({
    tone: 'bad',
    text: `${way} ${what}${why === null ? '' : `: ${why}`}${at}`,
  });
  switch (result.kind) {
    case 'open':
      return {tone: 'good', text: `${way} is open${result.ms === null ? '' : `, ${shownMs(result.ms)}`}${at}`};
    case 'refused':
      return bad('refused', obstacle(tried) ?? 'nothing listens there');
    case 'timeout':
      return bad('gave no answer', obstacle(tried) ?? `waited ${shownMs(result.ms)}; a firewall drops it, or it hangs`);
    case 'unreachable':
      return bad('cannot be reached', obstacle(tried) ?? 'there is no route to it');
    case 'no-name':
      return bad('cannot be reached', obstacle(tried) ?? (address.test(host) ? 'it is no address' : unknownName(tried)));
    case 'not-running':
      return {
        tone: 'warn',
        text: `${way} was not tried: ${fromLabel} ${result.state === 'paused' ? 'is paused' : 'does not run'}`,
      };
    case 'no-tool': {
      const why = obstacle(tried);
      return why === null
        ? {tone: 'warn', text: `${way} was not tried: ${fromLabel} has no program that opens a connection`}
        : bad('cannot be reached', why);
    }
    default:
      return {tone: 'warn', text: `${way} was not tried: ${result.message}`};
  }
};
