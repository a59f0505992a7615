import type {Engine} from '../engine/client.js';
import {runExec} from '../engine/run-exec.js';
import type {Invocation, Service, Verdict} from '../services/service.js';
import type {OnOutput} from './exec-pipes.js';
import {runKafkaTool} from './kafka-tool.js';
import {createKept} from './kept-output.js';
import {type RunServiceOptions, runService} from './run-service.js';

/** More than this nobody says who could not begin; and what has run for so long has begun. */
const mostHeld = 4096;
const usualHeldMs = 3000;

export interface RunToolOptions extends RunServiceOptions {
  /** Reads what the tool says when it cannot be run: the next of its fallbacks is tried then. */
  readonly verdict: Service['verdict'];
  /** Told when the tool cannot be run at all, instead of the engine's words about it. */
  readonly onUnfit?: (verdict: Verdict) => void;
  /** What has run for so long has begun; without it 3 s. What goes on for ever is wanted on screen sooner. */
  readonly heldMs?: number;
  /** Whether a container may be made for a tool that the service's own has no room for; without it, yes. */
  readonly mayCreate?: boolean;
}

/** How an engine begins to say that a program cannot be run; no program begins so. */
const refusal = 'OCI runtime exec failed';
const isRefusal = (name: 'stdout' | 'stderr', piece: Buffer): boolean =>
  name === 'stdout' && piece.subarray(0, refusal.length).toString('latin1') === refusal.slice(0, piece.length);

/**
 * Holds output back until it is known whether the program runs at all; then what was held is given, and all that follows. Where there is
 * no other way to run it (`last`), only what looks like the engine's refusal is held.
 */
const createHeld = (onOutput: OnOutput, last: boolean, heldMs: number) => {
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
      if (last && !open && bytes === 0 && !isRefusal(name, piece)) open = true;
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

/** All ways to run it, the best first. */
const waysOf = ({argv, fallbacks = []}: Invocation): readonly (readonly string[])[] => [argv, ...fallbacks];

/**
 * The words of the first program of an invocation that the image has: for what cannot be tried twice, because it reads its input or has
 * the terminal. Looked for by a shell; where there is none, they are the first. Throws EngineError.
 */
export const wordsThatRun = async (
  engine: Engine,
  id: string,
  invocation: Invocation,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const ways = waysOf(invocation);
  if (ways.length === 1) return invocation.argv;
  for (const way of ways) {
    const cmd = ['sh', '-c', 'command -v "$1"', 'sh', way[0] ?? ''];
    const {exitCode} = await runExec(engine, id, {cmd, signal, maxBytes: 4096});
    if (exitCode === 0) return way;
  }
  return invocation.argv;
};

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
  const ways = options.stdin ? [await wordsThatRun(engine, id, invocation, options.signal)] : waysOf(invocation);
  for (const [index, argv] of ways.entries()) {
    const last = index === ways.length - 1;
    const held = createHeld(options.onOutput, last, options.heldMs ?? usualHeldMs);
    try {
      const exitCode = await runOnce(engine, id, {...invocation, argv}, {...options, onOutput: held.onOutput});
      const said = held.taken();
      const verdict = said && options.verdict({exitCode, ...said});
      if (verdict?.unfit && !last) continue;
      if (verdict?.unfit && options.onUnfit) options.onUnfit(verdict);
      else await held.release();
      return exitCode;
    } catch (error) {
      await held.release(); // what it said before it was ended
      throw error;
    } finally {
      held.drop();
    }
  }
  return null; // there is at least one way
};
