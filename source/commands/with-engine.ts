import type {Engine} from '../engine/client.js';
import {connectEngine} from './connect.js';
import {exitCodes, type Options} from './options.js';

/** What a command works with while it runs. */
export interface Run {
  readonly engine: Engine;
  /** Aborted by ^C, SIGTERM or SIGHUP, and when nobody reads stdout any more. */
  readonly signal: AbortSignal;
  /** Data, to stdout. Resolves when there is room for more. */
  print(data: string | Uint8Array): Promise<void>;
  /** Everything else, to stderr: one line. */
  tell(line: string): void;
}

/** By number, as shells make exit codes of them: 128 + n. */
const signals = {SIGHUP: 1, SIGINT: 2, SIGTERM: 15} as const;

const room = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const go = (): void => {
      process.stdout.off('drain', go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    process.stdout.once('drain', go);
    signal.addEventListener('abort', go, {once: true});
    if (signal.aborted) go();
  });

/**
 * Connects, does the work, closes, whatever happens: a demo engine leaves no socket behind. Gives the exit code: that of the work, or of
 * the signal that ended it (a second one ends the program at once), or 0 when the reader of stdout has seen enough. Throws EngineError.
 */
export const withEngine = async (options: Options, work: (run: Run) => Promise<number>): Promise<number> => {
  const controller = new AbortController();
  const {signal} = controller;
  let ended: number | null = null;
  const end = (code: number): void => {
    ended ??= code;
    controller.abort();
  };
  const listeners = Object.entries(signals).map(([name, number]) => [name, () => end(128 + number)] as const);
  const unread = (error: NodeJS.ErrnoException): void => end(error.code === 'EPIPE' ? exitCodes.fine : exitCodes.unwell);
  for (const [name, listener] of listeners) process.once(name, listener);
  process.stdout.on('error', unread);
  try {
    const connection = await connectEngine(options, signal);
    try {
      const code = await work({
        engine: connection.engine,
        signal,
        async print(data) {
          if (!signal.aborted && !process.stdout.write(data)) await room(signal);
        },
        tell(line) {
          process.stderr.write(`${line}\n`);
        },
      });
      return ended ?? code;
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (ended !== null) return ended; // what was under way was cut off
    throw error;
  } finally {
    for (const [name, listener] of listeners) process.off(name, listener);
    process.stdout.off('error', unread);
  }
};
