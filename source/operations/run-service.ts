import {Readable} from 'node:stream';
import type {Engine} from '../engine/client.js';
import type {Ending, Invocation} from '../services/service.js';
import {execWithPipes, type OnLeft, type OnOutput} from './exec-pipes.js';
import {createKept} from './kept-output.js';

/** What a question may take. What a person runs for long has none. */
export const questionLimitMs = 30_000;

/** Of stdout and of stderr each, where all of it is kept. */
const longestAnswer = 1 << 20;

export interface RunServiceOptions {
  readonly onOutput: OnOutput;
  readonly signal: AbortSignal;
  /** Without it the invocation's own, else 30 s; 0 is none. */
  readonly timeoutMs?: number;
  /** Instead of the invocation's own input: it may be as long as it likes. */
  readonly stdin?: Readable;
  /** It could not be ended in the container and may go on; `again` tries once more to end it. */
  readonly onLeft?: OnLeft;
}

/** The input of an invocation, of one piece; null when it has none. */
export const inputOf = ({input}: Invocation): Readable | null =>
  input === undefined ? null : Readable.from([Buffer.from(input)]);

/** Its own time limit, ms; 0 is none. */
export const limitOf = ({limitMs}: Invocation, otherwise: number): number => (limitMs === undefined ? otherwise : (limitMs ?? 0));

/**
 * Runs a service's program in its container without a terminal and hands over what it writes. Gives its exit code, null when the engine
 * does not tell. Called off, late or cut off it is ended in the container first; then this rejects as `execWithPipes`. Throws EngineError.
 */
export const runService = (
  engine: Engine,
  id: string,
  invocation: Invocation,
  {onOutput, signal, timeoutMs = limitOf(invocation, questionLimitMs), stdin, onLeft}: RunServiceOptions,
): Promise<number | null> =>
  execWithPipes(engine, id, {
    cmd: invocation.argv,
    env: invocation.env,
    stdin: stdin ?? inputOf(invocation),
    onOutput,
    signal,
    timeoutMs,
    endBy: invocation.endBy ?? 'TERM',
    ...(onLeft ? {onLeft} : {}),
  });

export interface AskOptions {
  readonly signal: AbortSignal;
  /** Without it the invocation's own, else 30 s; 0 is none. */
  readonly timeoutMs?: number;
  /** Kept of stdout and of stderr each, bytes; without it 1 MiB. The rest is read and dropped. */
  readonly maxBytes?: number;
}

/** What a program answered. */
export interface Answer extends Ending {
  /** Something was dropped. */
  readonly truncated: boolean;
}

/** Runs a short question and gives all it answered, for a service's `verdict` and `vitals`. Throws as `runService`. */
export const askService = async (
  engine: Engine,
  id: string,
  invocation: Invocation,
  {signal, timeoutMs = limitOf(invocation, questionLimitMs), maxBytes = longestAnswer}: AskOptions,
): Promise<Answer> => {
  const kept = createKept(maxBytes);
  const exitCode = await runService(engine, id, invocation, {onOutput: kept.onOutput, signal, timeoutMs});
  return {exitCode, ...kept.taken()};
};
