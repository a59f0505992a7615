import type {DemoContainer} from '../world/container.js';
import type {World} from '../world/world.js';
import type {Input} from './input.js';

/** What a program of the demo is given. */
export interface Io {
  readonly world: World;
  readonly container: DemoContainer;
  readonly tty: boolean;
  readonly input: Input;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Of its terminal; 0 and 0 without one. */
  readonly size: () => {readonly rows: number; readonly columns: number};
  /** Aborted when the program has to end: killed, or its container stopped. */
  readonly ended: AbortSignal;
  readonly env: Map<string, string>;
  readonly user: string;
  /** Number of the process inside the container. */
  readonly pid: number;
  readonly folder: {path: string};
}

/** Runs to its end and answers with its exit code. */
export type Program = (io: Io, argv: readonly string[]) => number | Promise<number>;

/** Waits that many ms. True when it was interrupted: Ctrl-C, or the program has to end. */
export const interrupted = async (io: Io, ms: number): Promise<boolean> => {
  const {world, input, ended, tty} = io;
  if (!tty) {
    await world.wait(ms, ended);
    return ended.aborted;
  }
  const over = new AbortController();
  let stopped = false;
  const listen = async () => {
    while (!over.signal.aborted && !stopped) {
      if (input.takeInterrupt()) stopped = true;
      else await input.arrival(AbortSignal.any([over.signal, ended]));
      if (ended.aborted) stopped = true;
    }
    over.abort();
  };
  const heard = listen();
  await world.wait(ms, AbortSignal.any([over.signal, ended]));
  over.abort();
  await heard;
  if (stopped && !ended.aborted) io.out('^C\n');
  return stopped || ended.aborted;
};
