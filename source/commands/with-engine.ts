import type {Engine} from '../engine/client.js';
import {connectEngine} from './connect.js';
import {heedSignals} from './ending.js';
import {exitCodes, type Options} from './options.js';

/** What a command works with while it runs. */
export interface Run {
  readonly engine: Engine;
  /** Aborted by ^C, SIGTERM or SIGHUP, and when nobody reads stdout any more. */
  readonly signal: AbortSignal;
  /** The exit code of what aborted it, `130` for ^C; null while nothing did. */
  code(): number | null;
  /** Data, to stdout. Resolves when there is room for more. */
  print(data: string | Uint8Array): Promise<void>;
  /** Data that belongs on stderr, in the same way. */
  printError(data: string | Uint8Array): Promise<void>;
  /** Everything else, to stderr: one line. */
  tell(line: string): void;
}

const room = (stream: NodeJS.WriteStream, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const go = (): void => {
      stream.off('drain', go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    stream.once('drain', go);
    signal.addEventListener('abort', go, {once: true});
    if (signal.aborted) go();
  });

/**
 * Connects, does the work, closes, whatever happens: a demo engine leaves no socket behind. Gives the exit code: that of the work, or of
 * the signal that ended it (a second one ends the program at once), or 0 when the reader of stdout has seen enough. Throws EngineError.
 */
export const withEngine = async (options: Options, work: (run: Run) => Promise<number>): Promise<number> => {
  const ending = heedSignals();
  const {signal} = ending;
  const unread = (error: NodeJS.ErrnoException): void => ending.end(error.code === 'EPIPE' ? exitCodes.fine : exitCodes.unwell);
  process.stdout.on('error', unread);
  try {
    const connection = await connectEngine(options, signal);
    try {
      const code = await work({
        engine: connection.engine,
        signal,
        code: ending.code,
        async print(data) {
          if (!signal.aborted && !process.stdout.write(data)) await room(process.stdout, signal);
        },
        async printError(data) {
          if (!signal.aborted && !process.stderr.write(data)) await room(process.stderr, signal);
        },
        tell(line) {
          process.stderr.write(`${line}\n`);
        },
      });
      return ending.code() ?? code;
    } finally {
      await connection.close();
    }
  } catch (error) {
    const code = ending.code();
    if (code !== null) return code; // what was under way was cut off
    throw error;
  } finally {
    ending.off();
    process.stdout.off('error', unread);
  }
};
