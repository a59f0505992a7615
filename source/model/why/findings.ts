import type {Past} from '../past.js';
import {noPast} from '../past.js';
import type {Stack} from '../stack.js';
import type {OomKills} from '../usage.js';

/** Who listens on a port of the engine's host. */
export type PortHolder =
  | {readonly kind: 'process'; readonly pid: number; readonly program: string}
  /** Somebody does, but not one that this user may look at. */
  | {readonly kind: 'hidden'}
  /** Nobody, by now. */
  | {readonly kind: 'free'};

/** What became of a TCP connection from inside of a container. */
export type Reached = 'open' | 'refused' | 'timeout' | 'unreachable' | 'no-name';

/** A question that what the engine lists does not answer. `key` names it: two rules that ask the same get one answer. */
export type Question = {readonly key: string} & (
  | {readonly kind: 'port'; readonly port: number; readonly protocol: PortProtocol}
  | {readonly kind: 'network' | 'image'; readonly name: string}
  /** The last lines of the container's last run. */
  | {readonly kind: 'log'; readonly id: string}
  /** Whether a TCP connection from this container reaches a service by its name. */
  | {readonly kind: 'reach'; readonly id: string; readonly host: string; readonly port: number}
);

export type PortProtocol = 'tcp' | 'udp';

export type Finding =
  | {readonly kind: 'port'; readonly holder: PortHolder}
  | {readonly kind: 'network' | 'image'; readonly exists: boolean}
  /** Oldest first; hostile text, secrets masked. */
  | {readonly kind: 'log'; readonly lines: readonly string[]}
  | {readonly kind: 'reach'; readonly reached: Reached};

/** Answers by their question's key. What is not in it was not asked, or could not be told. */
export type Findings = ReadonlyMap<string, Finding>;
export const noFindings: Findings = new Map();

export const portQuestion = (port: number, protocol: PortProtocol): Question => ({
  kind: 'port',
  key: `port ${port}/${protocol}`,
  port,
  protocol,
});
export const networkQuestion = (name: string): Question => ({kind: 'network', key: `network ${name}`, name});
export const imageQuestion = (name: string): Question => ({kind: 'image', key: `image ${name}`, name});
export const logQuestion = (id: string): Question => ({kind: 'log', key: `log ${id}`, id});
export const reachQuestion = (id: string, host: string, port: number): Question => ({
  kind: 'reach',
  key: `reach ${id} ${host}:${port}`,
  id,
  host,
  port,
});

/** The answer to a question, null where there is none. */
export const holderOf = (findings: Findings, port: number, protocol: PortProtocol): PortHolder | null => {
  const found = findings.get(portQuestion(port, protocol).key);
  return found?.kind === 'port' ? found.holder : null;
};

const existence = (findings: Findings, {key}: Question): boolean | null => {
  const found = findings.get(key);
  return found?.kind === 'network' || found?.kind === 'image' ? found.exists : null;
};
export const networkExists = (findings: Findings, name: string): boolean | null => existence(findings, networkQuestion(name));
export const imageExists = (findings: Findings, name: string): boolean | null => existence(findings, imageQuestion(name));

export const linesOf = (findings: Findings, id: string): readonly string[] => {
  const found = findings.get(logQuestion(id).key);
  return found?.kind === 'log' ? found.lines : [];
};

export const reachedOf = (findings: Findings, id: string, host: string, port: number): Reached | null => {
  const found = findings.get(reachQuestion(id, host, port).key);
  return found?.kind === 'reach' ? found.reached : null;
};

/** What the rules know beyond the stack itself. */
export interface WhyKnown {
  pastOf(key: string): Past;
  /** Bytes that the container used when it was measured last; null when it never was. */
  memoryOf(id: string): number | null;
  /** Processes that the kernel killed in it for their memory; null when nobody counted. */
  oomKillsOf(id: string): OomKills | null;
  /** The image that a service is meant to have, by its compose file or profile; null when that is built, or not known. */
  imageOf(stack: Stack, service: string): string | null;
  readonly findings: Findings;
  /** All there are: the one that has a port may be another's. */
  readonly stacks: readonly Stack[];
}

export const nothingFound: WhyKnown = {
  pastOf: () => noPast,
  memoryOf: () => null,
  oomKillsOf: () => null,
  imageOf: () => null,
  findings: noFindings,
  stacks: [],
};
