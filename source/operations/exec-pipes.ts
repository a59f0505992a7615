import type {Readable} from 'node:stream';
import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {createExec, exitCodeOf, startExec} from '../engine/exec.js';
import {createFrameReader} from '../engine/frames.js';
import {endExec} from './end-exec.js';

export interface PipesOptions {
  readonly cmd: readonly string[];
  /** Goes to the command's input, which ends with it. */
  readonly stdin: Readable;
  /** Awaited before more is read: a slow reader slows the command. */
  readonly onOutput: (stream: 'stdout' | 'stderr', bytes: Buffer) => Promise<void>;
  readonly signal: AbortSignal;
  /** After an abort: the command could not be ended and may go on. */
  readonly onLeft: () => void;
}

const closedByCommand = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ECONNRESET');

/**
 * Runs a command in a container without a terminal, its three streams joined to ours. Gives its exit code, null when the engine does not
 * tell. An abort ends the command too, where that is possible. Throws EngineError.
 */
export const execWithPipes = async (engine: Engine, id: string, options: PipesOptions): Promise<number | null> => {
  const {cmd, stdin, onOutput, signal, onLeft} = options;
  const execId = await createExec(engine, id, {cmd, tty: false, stdin: true}, signal);
  const socket = await startExec(engine, execId, {tty: false}, signal);
  const pieces: ['stdout' | 'stderr', Buffer][] = [];
  const frames = createFrameReader((type, payload) => pieces.push([type === 2 || type === 3 ? 'stderr' : 'stdout', payload]));
  const give = async (): Promise<void> => {
    for (const [stream, bytes] of pieces.splice(0)) await onOutput(stream, bytes);
  };
  stdin.pipe(socket);
  stdin.once('error', () => socket.end()); // an input that cannot be read is one that has ended
  try {
    for await (const chunk of socket) {
      frames.push(chunk);
      await give();
    }
    frames.end();
    await give();
  } catch (cause) {
    // It ended before it had read all of its input: what it wrote is here, and its exit code tells the rest.
    if (!signal.aborted && !closedByCommand(cause))
      throw new EngineError('lost', 'the connection to the command was lost', 'it may still run', null, {cause});
  } finally {
    stdin.unpipe(socket);
    stdin.pause();
    socket.destroy();
  }
  if (signal.aborted && !(await endExec(engine, id, execId))) onLeft();
  signal.throwIfAborted();
  return exitCodeOf(engine, execId, signal);
};
