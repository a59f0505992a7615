import type {Engine} from '../engine/client.js';
import {runExec} from '../engine/run-exec.js';
import type {Invocation, Service} from '../services/service.js';
import type {OnOutput} from './exec-pipes.js';
import {runKafkaTool} from './kafka-tool.js';
import {createKept} from './kept-output.js';
import {type RunServiceOptions, runService} from './run-service.js';

/** More than this nobody says who could not begin; and what has run for so long has begun. */
const mostHeld = 4096;
const heldMs = 3000;

export interface RunToolOptions extends RunServiceOptions {
  /** Reads what the tool says when it cannot be run: the next of its fallbacks is tried then. */
  readonly verdict: Service['verdict'];
  /** Whether a container may be made for a tool that the service's own has no room for; without it, yes. */
  readonly mayCreate?: boolean;
}

/** Holds output back until it is known whether the program runs at all; then what was held is given, and all that follows. */
const createHeld = (onOutput: OnOutput) => {
  const kept = createKept(mostHeld);
  let held: Parameters<OnOutput>[] = [];
  let bytes = 0;
  let open = false;
  let giving = Promise.resolve();
  const release = (): Promise<void> => {
    open = true;
    giving = giving.then(async () => {
      for (const [name, piece] of held.splice(0)) await onOutput(name, piece);
    });
    return giving;
  };
  const timer = setTimeout(() => void release().catch(() => {}), heldMs); // the next piece rejects with the same
  return {
    onOutput: async (name: 'stdout' | 'stderr', piece: Buffer): Promise<void> => {
      if (!open) {
        kept.onOutput(name, piece);
        held.push([name, Buffer.from(piece)]);
        bytes += piece.length;
        return bytes > mostHeld ? release() : undefined;
      }
      await giving;
      await onOutput(name, piece);
    },
    /** What was held; null once it was given. */
    taken: () => (open ? null : kept.taken()),
    release,
    drop(): void {
      clearTimeout(timer);
      held = [];
    },
  };
};

const runOnce = async (engine: Engine, id: string, invocation: Invocation, options: RunToolOptions): Promise<number | null> =>
  invocation.room === undefined
    ? runService(engine, id, invocation, options)
    : (await runKafkaTool(engine, id, invocation, options)).exitCode;

/** Those of the ways whose program is there: the first alone. Looked for by a shell; where there is none, the first is taken. */
const thatIsThere = async (
  engine: Engine,
  id: string,
  ways: readonly (readonly string[])[],
  signal: AbortSignal,
): Promise<readonly (readonly string[])[]> => {
  for (const way of ways) {
    const cmd = ['sh', '-c', 'command -v "$1"', 'sh', way[0] ?? ''];
    const {exitCode} = await runExec(engine, id, {cmd, signal, maxBytes: 4096});
    if (exitCode === 0) return [way];
  }
  return ways.slice(0, 1);
};

/** The words of the first program of an invocation that the image has: for a terminal, where nothing can be tried twice. Throws EngineError. */
export const wordsThatRun = async (
  engine: Engine,
  id: string,
  {argv, fallbacks = []}: Invocation,
  signal: AbortSignal,
): Promise<readonly string[]> =>
  fallbacks.length === 0 ? argv : ((await thatIsThere(engine, id, [argv, ...fallbacks], signal))[0] ?? argv);

/**
 * Runs a service's tool: where there is room for it, and under the first of its names that the image has. Gives its exit code, null when
 * the engine does not tell. Output of a name that cannot be run is dropped. Rejects as `runService`, and with EngineError `conflict` when
 * there is no room (`runKafkaTool`).
 */
export const runTool = async (
  engine: Engine,
  id: string,
  invocation: Invocation,
  options: RunToolOptions,
): Promise<number | null> => {
  const all = [invocation.argv, ...(invocation.fallbacks ?? [])];
  // Input is read only once: who gets it has to be there.
  const ways = all.length > 1 && options.stdin ? await thatIsThere(engine, id, all, options.signal) : all;
  const last = ways.at(-1) ?? invocation.argv;
  for (const argv of ways.slice(0, -1)) {
    const held = createHeld(options.onOutput);
    try {
      const exitCode = await runOnce(engine, id, {...invocation, argv}, {...options, onOutput: held.onOutput});
      const said = held.taken();
      if (said && options.verdict({exitCode, ...said}).unfit) continue;
      await held.release();
      return exitCode;
    } catch (error) {
      await held.release(); // what it said before it was ended
      throw error;
    } finally {
      held.drop();
    }
  }
  return runOnce(engine, id, {...invocation, argv: last}, options);
};
