import type {Duplex, Readable} from 'node:stream';
import {delay, limited, onAbort} from '../engine/abort.js';
import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {createExec, exitCodeOf, inspectExec, startExec} from '../engine/exec.js';
import {createFrameReader} from '../engine/frames.js';
import {endExec, type StartedExec} from './end-exec.js';
import {newMark} from './signal-exec.js';

/** What a command wrote, as it comes. Awaited before more is read: a slow reader slows the command. Has to settle once it is called off. */
export type OnOutput = (stream: 'stdout' | 'stderr', bytes: Buffer) => void | Promise<void>;

/** Told of what may go on. */
export type OnLeft = (again: () => Promise<boolean>) => void;

export interface PipesOptions {
  readonly cmd: readonly string[];
  /** `NAME=value`. */
  readonly env?: readonly string[];
  /** Goes to the command's input, which ends with it; null: it has none. */
  readonly stdin: Readable | null;
  readonly onOutput: OnOutput;
  readonly signal: AbortSignal;
  /** Time limit for the whole run; without it, and with 0, none. */
  readonly timeoutMs?: number;
  /** What it hears first when it is to end; without it INT, as from ^C. */
  readonly endBy?: 'INT' | 'TERM';
  /** It could not be ended, and may go on: `again` tries once more, and tells whether it has ended for sure. */
  readonly onLeft?: OnLeft;
}

const closedByCommand = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ECONNRESET');

/** Hands over what comes until the stream ends. Once `over` is aborted it is read and dropped, so that the command can end. */
export const readFrames = async (stream: Duplex, onOutput: OnOutput, over: AbortSignal): Promise<void> => {
  const pieces: ['stdout' | 'stderr', Buffer][] = [];
  const frames = createFrameReader((type, payload) => pieces.push([type === 2 || type === 3 ? 'stderr' : 'stdout', payload]));
  const give = async (): Promise<void> => {
    for (const [name, bytes] of pieces.splice(0)) if (!over.aborted) await onOutput(name, bytes);
  };
  for await (const chunk of stream) {
    frames.push(chunk);
    await give();
  }
  frames.end();
  await give();
};

/** Joins an input to a command; gives what parts them, without telling the command that its input is over. */
export const feed = (stream: Duplex, stdin: Readable | null): (() => void) => {
  if (!stdin) return () => {};
  stdin.pipe(stream);
  stdin.once('error', () => stream.end()); // an input that cannot be read is one that has ended
  return () => {
    stdin.unpipe(stream);
    stdin.pause();
  };
};

/** Starts it. Not bound to `over` from then on: a command is ended before its connection is closed, as the end of its input may mean something to it. */
const start = async (engine: Engine, exec: StartedExec, over: AbortSignal): Promise<Duplex> => {
  const opening = new AbortController();
  const release = onAbort(over, () => opening.abort(over.reason));
  try {
    return await startExec(engine, exec.execId, {tty: false}, opening.signal);
  } finally {
    release();
  }
};

/** Joins the streams until the command's end, or until it was ended because `over` was aborted. Rejects when the connection breaks. */
const join = async (
  stream: Duplex,
  {stdin, onOutput}: Pick<PipesOptions, 'stdin' | 'onOutput'>,
  over: AbortSignal,
  end: () => Promise<boolean>,
): Promise<void> => {
  const part = feed(stream, stdin);
  const release = onAbort(over, () => {
    part();
    void end().then(() => stream.destroy());
  });
  try {
    await readFrames(stream, onOutput, over);
  } finally {
    release();
    part();
  }
};

/** Its stream has ended and it goes on, also after a while that is long for a busy engine: something between us cut the connection. */
const runsOn = async (engine: Engine, execId: string, signal: AbortSignal): Promise<boolean> => {
  for (let attempt = 0; attempt < 10; attempt++) {
    if (!(await inspectExec(engine, execId, signal)).running) return false;
    await delay(200, signal);
  }
  return true;
};

/** Why it came to nothing. */
const reasonOf = (cause: unknown, ended: boolean, late: string | null): unknown => {
  const hint = ended ? 'it was ended in the container' : 'it may still run in the container';
  if (late !== null) return new EngineError('late', late, hint, null, {cause});
  return cause instanceof EngineError
    ? cause
    : new EngineError('lost', 'the connection to the command was lost', hint, null, {cause});
};

/**
 * Runs a command in a container without a terminal, its streams joined to ours. Gives its exit code, null when the engine does not tell.
 * A command that is called off, takes too long or loses its connection is ended in the container first; then this rejects with the
 * signal's reason, or EngineError `late` or `lost` whose hint says whether it was ended. What `onOutput` throws ends it, too.
 */
export const execWithPipes = async (engine: Engine, id: string, options: PipesOptions): Promise<number | null> => {
  const {cmd, env = [], stdin, signal, timeoutMs = 0, endBy = 'INT', onLeft} = options;
  const mark = newMark();
  const limit = limited(signal, timeoutMs);
  const over = limit.signal;
  let exec: StartedExec | null = null;
  let stream: Duplex | null = null;
  let ending: Promise<boolean> | null = null;
  const end = (): Promise<boolean> => {
    ending ??= exec === null ? Promise.resolve(true) : endExec(engine, exec, endBy);
    return ending;
  };
  /** What `onOutput` threw. */
  const thrown: unknown[] = [];
  const onOutput: OnOutput = async (name, bytes) => {
    try {
      await options.onOutput(name, bytes);
    } catch (error) {
      thrown.push(error);
      throw error;
    }
  };
  try {
    const execId = await createExec(engine, id, {cmd, tty: false, stdin: stdin !== null, env: [...env, mark]}, over);
    exec = {containerId: id, execId, user: '', mark};
    stream = await start(engine, exec, over);
    const broken: unknown = await join(stream, {stdin, onOutput}, over, end).then(
      () => null,
      (cause: unknown) => cause,
    );
    // It may have ended before it had read all of its input: what it wrote is here, and its exit code tells the rest.
    if (thrown.length > 0 || over.aborted || (broken !== null && !closedByCommand(broken))) throw broken;
    const code = await exitCodeOf(engine, execId, over);
    if (code === null && (await runsOn(engine, execId, over))) throw broken;
    return code;
  } catch (cause) {
    if (cause instanceof EngineError && cause.status !== null && !over.aborted) throw cause; // refused: nothing was started
    const ended = await end();
    const left = exec;
    if (!ended && left !== null) onLeft?.(() => endExec(engine, left, endBy));
    signal.throwIfAborted();
    if (thrown.length > 0) throw thrown[0];
    throw reasonOf(cause, ended, limit.expired() ? `${cmd[0]} did not end within ${timeoutMs / 1000} s` : null);
  } finally {
    limit.end();
    stream?.destroy();
  }
};
