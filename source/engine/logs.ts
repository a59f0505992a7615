import type {LogLine} from '../model/log-line.js';
import {delay} from './abort.js';
import {type Line, openStream} from './call.js';
import {inspectContainer} from './containers.js';
import {errorFor} from './error-messages.js';
import {EngineError, type EngineErrorCode} from './errors.js';
import {createLogReader} from './log-lines.js';
import {LogPosition} from './log-resume.js';
import {secondsOf} from './log-time.js';

/** `waiting`: for the container to run again, or for the engine to answer again. */
export type LogState = 'open' | 'waiting' | 'ended';

export interface LogOptions {
  /** How many of the lines there are already. */
  readonly tail: number | 'all';
  /** ms since 1970, or ns as a bigint. */
  readonly since?: number | bigint;
  readonly until?: number | bigint;
  /** Whether the container has a TTY (from its inspection): its log has no frames then. */
  readonly tty: boolean;
  readonly signal: AbortSignal;
  /** Awaited before more is read from the engine: that is the back-pressure. */
  readonly onLines: (lines: LogLine[]) => void | Promise<void>;
  readonly onState?: (state: LogState, error?: EngineError) => void;
}

export interface FollowOptions extends LogOptions {
  readonly follow: boolean;
  /** Resolves when the container runs again; rejects with `not-found` when it is gone. Without it: an inspect a second. */
  readonly restarted?: (signal: AbortSignal) => Promise<void>;
}

const POLL_MS = 1000;

/** The log as it is now, once through. Throws as `followLogs`. */
export function containerLogs(engine: Line, id: string, options: LogOptions): Promise<void> {
  return followLogs(engine, id, {...options, follow: false});
}

/**
 * Reads a container's log and, with `follow`, goes on through its restarts and the engine's, repeating no line. Resolves when
 * the log has ended (`follow` false, or the container was removed) or `signal` is aborted. An engine that is away is waited for,
 * also before the first answer. Throws EngineError when it refuses its first answer: `not-found`, or its words about a log driver
 * that cannot be read.
 */
export async function followLogs(engine: Line, id: string, options: FollowOptions): Promise<void> {
  const {signal, follow, onState = () => {}} = options;
  const restarted = options.restarted ?? (inner => runsAgain(engine, id, inner));
  const position = new LogPosition();
  let opened = false;
  const onOpen = (): void => {
    opened = true;
    onState('open');
  };
  while (!signal.aborted) {
    const began = performance.now();
    let error: EngineError | undefined;
    try {
      await readOnce(engine, id, options, position, onOpen);
    } catch (cause) {
      if (signal.aborted) return;
      error = errorFor(cause, engine.endpoint);
      if (!opened && !isAway(error)) throw error;
      if (error.code === 'not-found') return onState('ended');
    }
    if (signal.aborted) return;
    if (!follow) {
      if (error) throw error;
      return onState('ended');
    }
    onState('waiting', error);
    // A container that dies as soon as it starts is not asked at full speed.
    await delay(Math.max(0, POLL_MS - (performance.now() - began)), signal);
    if (!(await isBack(restarted, signal))) return signal.aborted ? undefined : onState('ended');
  }
}

/** The engine is restarted, or the way to it is broken: it may answer again. */
const away: readonly EngineErrorCode[] = ['no-socket', 'refused', 'unreachable', 'timeout', 'lost'];

export const isAway = ({code}: EngineError): boolean => away.includes(code);

async function readOnce(
  engine: Line,
  id: string,
  options: FollowOptions,
  position: LogPosition,
  onOpen: () => void,
): Promise<void> {
  const {signal, follow, tty, onLines} = options;
  const resumed = position.last;
  const since = resumed ?? options.since;
  position.resume();
  const query = {
    follow: follow || undefined,
    stdout: true,
    stderr: true,
    timestamps: true,
    tail: resumed === null ? options.tail : 'all',
    since: since === undefined ? undefined : secondsOf(since),
    until: options.until === undefined ? undefined : secondsOf(options.until),
  };
  const path = `/containers/${encodeURIComponent(id)}/logs`;
  // An engine may hold the headers back until the first line: no time limit.
  const stream = await openStream(engine, {method: 'GET', path, query, timeoutMs: follow ? 0 : 30_000}, signal);
  const multiplexed = stream.headers['content-type']?.includes('multiplexed-stream') ?? false;
  const reader = createLogReader({tty: tty && !multiplexed});
  onOpen();
  const give = async (lines: readonly LogLine[]) => {
    const fresh = position.take(lines);
    if (fresh.length > 0 && !signal.aborted) await onLines(fresh);
  };
  try {
    for await (const chunk of stream) await give(reader.push(chunk));
    // Not after an error: half a line would come again whole, and be shown twice.
    await give(reader.end());
  } finally {
    stream.destroy();
  }
}

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
