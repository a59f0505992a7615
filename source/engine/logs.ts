import type {LogLine} from '../model/log-line.js';
import {delay} from './abort.js';
import type {Line} from './call.js';
import {inspectContainer} from './containers.js';
import {errorFor} from './error-messages.js';
import {EngineError, type EngineErrorCode} from './errors.js';
import {LogCourse} from './log-course.js';

/** `waiting`: for the container to run again, or for the engine to answer again. */
export type LogState = 'open' | 'waiting' | 'ended';

/** What was there when a log was asked for is still to come, has been handed over, or nobody can tell. */
export type LogPastState = 'coming' | 'read' | 'unknown';

export interface LogOptions {
  /** How many of the lines there are already. */
  readonly tail: number | 'all';
  /** ms since 1970, or ns as a bigint. */
  readonly since?: number | bigint;
  readonly until?: number | bigint;
  /** Whether the container has a TTY (from its inspection): its log has no frames then. */
  readonly tty: boolean;
  /** It is kept in a file of JSON, which an engine may leave off reading without a word: that is looked for. */
  readonly mayLeaveOff?: boolean;
  readonly signal: AbortSignal;
  /** Awaited before more is read from the engine: that is the back-pressure. */
  readonly onLines: (lines: readonly LogLine[]) => void | Promise<void>;
  readonly onState?: (state: LogState, error?: EngineError) => void;
  /** How far reading has got, each time the engine is asked: of logs that `mayLeaveOff`, and of those that end. */
  readonly onPast?: (past: LogPastState) => void;
  /** Lines are missing before those that come next: the engine could not read them, and says why. */
  readonly onGap?: (error: EngineError) => void;
}

export interface FollowOptions extends LogOptions {
  readonly follow: boolean;
  /** Resolves when the container runs again; rejects with `not-found` when it is gone. Without it: an inspect a second. */
  readonly restarted?: (signal: AbortSignal) => Promise<void>;
}

const POLL_MS = 1000;
/** A log that the engine cannot read is asked for less and less often, down to this. */
const LONGEST_WAIT_MS = 30_000;
/** An engine that is away for so long may not come back: what was received of a line is shown. */
const HALF_MS = 3000;

/** The log as it is now, once through. Throws as `followLogs`; what was received is handed over before. */
export function containerLogs(engine: Line, id: string, options: LogOptions): Promise<void> {
  return followLogs(engine, id, {...options, follow: false});
}

/**
 * Reads a container's log and, with `follow`, goes on through its restarts and the engine's, repeating no line. Resolves when
 * the log has ended (`follow` false, or the container was removed) or `signal` is aborted. An engine that is away is waited for,
 * also before the first answer. Throws EngineError when it refuses its first answer: `not-found`, or its words about a log driver
 * that cannot be read. Where it cannot read on (a damaged file), it is asked for what comes after that, and `onGap` is told.
 */
export async function followLogs(engine: Line, id: string, options: FollowOptions): Promise<void> {
  const {signal, follow, onState = () => {}} = options;
  const restarted = options.restarted ?? (inner => runsAgain(engine, id, inner));
  const course = new LogCourse(engine, id, options);
  while (!signal.aborted) {
    const began = performance.now();
    let error: EngineError | undefined;
    try {
      await course.readOn();
    } catch (cause) {
      if (signal.aborted) return;
      error = errorFor(cause, engine.endpoint);
      if (!course.opened && !isAway(error)) throw error;
    }
    const isOver = !follow || error?.code === 'not-found';
    await course.giveHalves(isOver ? 0 : HALF_MS);
    if (signal.aborted) return;
    if (error && !follow) throw error;
    if (isOver) return onState('ended');
    onState('waiting', error);
    // A container that dies as soon as it starts is not asked at full speed.
    const wait = Math.min(LONGEST_WAIT_MS, POLL_MS * 2 ** course.failures);
    await delay(Math.max(0, wait - (performance.now() - began)), signal);
    if (await isBack(restarted, signal)) continue;
    await course.giveHalves();
    return signal.aborted ? undefined : onState('ended');
  }
}

/** The engine is restarted, or the way to it is broken: it may answer again. */
const away: readonly EngineErrorCode[] = ['no-socket', 'refused', 'unreachable', 'timeout', 'lost'];

export const isAway = ({code}: EngineError): boolean => away.includes(code);

/** False when the container is gone for good, or the wait was aborted. What else fails is the engine being away: it is asked again. */
async function isBack(restarted: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    try {
      await restarted(signal);
      return !signal.aborted;
    } catch (error) {
      if (error instanceof EngineError && error.code === 'not-found') return false;
      await delay(POLL_MS, signal);
    }
  }
  return false;
}

/** Also when it ran and stopped again between two looks: its start is another one then, and it has new lines. */
async function runsAgain(engine: Line, id: string, signal: AbortSignal): Promise<void> {
  const before = await inspectContainer(engine, id, signal);
  if (before.state === 'running') return;
  while (!signal.aborted) {
    await delay(POLL_MS, signal);
    const now = await inspectContainer(engine, id, signal);
    if (now.state === 'running' || now.inspection?.startedAt !== before.inspection?.startedAt) return;
  }
}
