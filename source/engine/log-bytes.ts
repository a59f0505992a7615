import type {LogLine} from '../model/log-line.js';
import {type Line, openStream} from './call.js';
import {errorFor} from './error-messages.js';
import {EngineError} from './errors.js';
import {createFrameReader} from './frames.js';

/** Bytes that a container wrote to one of its streams. A TTY's are all of stdout. */
export interface LogBytes {
  readonly stream: LogLine['stream'];
  readonly bytes: Buffer;
}

export interface LogBytesOptions {
  /** Whether the container has a TTY (from its inspection): its log has no frames then. */
  readonly tty: boolean;
  readonly signal: AbortSignal;
  /** What one piece of the reply held, in the order in which it was written; awaited before more is read. The bytes are good until then. */
  readonly onBytes: (pieces: readonly LogBytes[]) => void | Promise<void>;
}

/**
 * The whole log of a container as the engine has it now, byte for byte: no timestamps, no lines, nothing decoded. Resolves when all of it
 * was given. Throws EngineError (`not-found`, the words about a driver that cannot be read, an engine that is lost on the way), what
 * `onBytes` throws, and the signal's reason when it is aborted.
 */
export async function logBytes(engine: Line, id: string, {tty, signal, onBytes}: LogBytesOptions): Promise<void> {
  const path = `/containers/${encodeURIComponent(id)}/logs`;
  const query = {stdout: true, stderr: true, tail: 'all'};
  const stream = await openStream(engine, {method: 'GET', path, query}, signal);
  const multiplexed = stream.headers['content-type']?.includes('multiplexed-stream') ?? false;
  let pieces: LogBytes[] = [];
  let complaint = '';
  const frames = createFrameReader(
    (type, bytes) => {
      // The engine itself has something to say: that is no part of what the container wrote.
      if (type === 3) complaint += bytes.toString('utf8');
      else pieces.push({stream: type === 2 ? 'stderr' : 'stdout', bytes});
    },
    {raw: tty && !multiplexed},
  );
  const give = async (): Promise<void> => {
    const given = pieces;
    pieces = [];
    if (given.length > 0) await onBytes(given);
  };
  const chunks: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
  const next = async (): Promise<Buffer | null> => {
    try {
      const {done, value} = await chunks.next();
      return done ? null : value;
    } catch (cause) {
      signal.throwIfAborted();
      throw errorFor(cause, engine.endpoint);
    }
  };
  try {
    for (let chunk = await next(); chunk; chunk = await next()) {
      frames.push(chunk);
      await give();
    }
    frames.end();
    await give();
  } finally {
    stream.destroy();
  }
  signal.throwIfAborted();
  if (complaint !== '') throw new EngineError('engine', complaint.trim(), '');
}
