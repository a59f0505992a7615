import type {ReachText} from '../model/reach.js';
import {memberIn} from './selectors.js';
import type {State} from './state.js';

/** Where a test goes: a port of a container that is known, or what a person typed. */
export interface ConnectionEnd {
  readonly host: string;
  readonly port: number;
  /** Key of the container; null: none of ours. */
  readonly key: string | null;
}

/** What is asked for: to try a connection from a container. */
export interface ConnectionGoal {
  /** Key of the container that it is tried from. */
  readonly from: string;
  /** Null: it is what was typed. */
  readonly to: ConnectionEnd | null;
}

/** A connection that is being tried, or was. Times are ms since 1970. */
export interface ConnectionTest {
  readonly id: number;
  /** Key of the container that it is tried from. */
  readonly from: string;
  /** `web → postgres:5432` */
  readonly way: string;
  readonly startedAt: number;
  /** Null while it is tried. */
  readonly result: (ReachText & {readonly at: number}) | null;
}

export interface ConnectionActions {
  /** Tries a connection; one at a time. `typed` is `HOST:PORT` where the goal has no end. */
  reach(goal: ConnectionGoal, typed: string): void;
  /** Calls off the one that is being tried, and ends it in its container. */
  stop(): void;
}

const mostKept = 20;

/** Notes that it is tried; what was known of the same way is of the past. */
export const connectionBegun = (state: State, test: ConnectionTest): State => ({
  ...state,
  connections: [test, ...state.connections.filter(({from, way}) => from !== test.from || way !== test.way)].slice(0, mostKept),
});

export const connectionTold = (state: State, id: number, text: ReachText, at: number): State => ({
  ...state,
  connections: state.connections.map(test => (test.id === id ? {...test, result: {...text, at}} : test)),
});

/** It was called off: nothing is known. */
export const connectionDropped = (state: State, id: number): State => ({
  ...state,
  connections: state.connections.filter(test => test.id !== id),
});

/** The one that is being tried now; undefined when none is. */
export const triedIn = ({connections}: State): ConnectionTest | undefined => connections.find(({result}) => result === null);

/** What was tried from the containers of a detail, newest first: of one container, or of all of a stack. */
export const connectionsOf = (state: State, key: string): ConnectionTest[] =>
  state.connections.filter(({from}) => from === key || memberIn(state, from)?.stack.key === key);

/** `postgres:5432`, `[fe80::1]:80`: a host and a port as people type them; null when it is neither. */
export const parseEnd = (typed: string): Omit<ConnectionEnd, 'key'> | null => {
  const [, bracketed, plain, digits] = /^(?:\[([^\]\s]+)\]|([^\s:[\]]+)):(\d{1,5})$/.exec(typed.trim()) ?? [];
  const host = bracketed ?? plain ?? '';
  const port = Number(digits);
  return host !== '' && port > 0 && port < 65_536 ? {host, port} : null;
};

/** Why what is typed is no end of a connection; null when it is one. */
export const problemOfEnd = (typed: string): string | null =>
  parseEnd(typed) ? null : 'a host and a port are needed, as in postgres:5432';
