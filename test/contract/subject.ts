import {expect} from 'vitest';
import {type Answer, ask, follow, hijack, type Stream, type Terminal} from '../demo/support/ask.js';
import type {ContractEngine} from './engine.js';

/** An engine as the clauses talk to it: raw HTTP, in the version that stacktop would speak with it. */
export interface Subject extends ContractEngine {
  /** Number after the dot of that version: what engines differ by is a function of it. */
  readonly minor: number;
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  /** The JSON that a GET is answered with. Fails for any status but 200. */
  read(path: string): Promise<unknown>;
  follow(path: string): Promise<Stream>;
  hijack(path: string, body: unknown): Promise<Terminal>;
}

/** Registers clauses of the contract; `subject()` is there once they run. */
export type Clauses = (subject: () => Subject) => void;

/** The newest version that stacktop speaks. */
const newest = 52;

/** Asks the engine which version it speaks. */
export const subjectOf = async (engine: ContractEngine): Promise<Subject> => {
  const {host} = engine;
  const {headers} = await ask(host, 'GET', '/_ping');
  const offered = Number(/^1\.(\d+)$/.exec(String(headers['api-version']))?.[1]);
  const minor = Math.min(offered, newest);
  const versioned = (path: string) => `/v1.${minor}${path}`;
  return {
    ...engine,
    minor,
    ask: (method, path, body) => ask(host, method, versioned(path), body),
    read: async path => {
      const {status, text} = await ask(host, 'GET', versioned(path));
      expect(status, `GET ${path}: ${text}`).toBe(200);
      return JSON.parse(text);
    },
    follow: path => follow(host, versioned(path)),
    hijack: (path, body) => hijack(host, versioned(path), body),
  };
};

/** `filters` of a query. */
export const filtered = (filters: Readonly<Record<string, readonly string[]>>): string =>
  `filters=${encodeURIComponent(JSON.stringify(filters))}`;

/** Actions with `die` before the `stop` that it belongs to: from API 1.42 on an engine tells the two by two hands, in either order. */
export const inOrder = ({minor}: Subject, actions: readonly string[]): readonly string[] =>
  minor < 42 ? actions : actions.join().replaceAll('stop,die', 'die,stop').split(',');

/** Asks again and again, for a minute at most, until the answer is as expected. */
export const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, {timeout: 60_000, interval: 50});

/** `{"message": …}` of an answer that refuses. */
export const refusal = ({status, headers, text}: Answer) => ({
  status,
  type: headers['content-type'],
  message: text.startsWith('{') ? JSON.parse(text).message : text,
});
