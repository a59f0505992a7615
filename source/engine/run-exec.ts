import type {Duplex} from 'node:stream';
import {onAbort, onLate} from './abort.js';
import type {Line} from './call.js';
import {EngineError} from './errors.js';
import {createExec, exitCodeOf, startExec} from './exec.js';
import {createFrameReader} from './frames.js';

export interface RunOptions {
  readonly cmd: readonly string[];
  /** `NAME=value`: where a password belongs, never in `cmd`. */
  readonly env?: readonly string[];
  readonly user?: string;
  readonly workingDir?: string;
  /** Sent to the command, then its input ends. */
  readonly stdin?: string;
  /** Time limit for the whole run; without it 30 s, 0 is none. */
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
  /** Kept of stdout and of stderr each; without it 1 MiB. The rest is read and dropped. */
  readonly maxBytes?: number;
}

export interface RunResult {
  /** null when the engine does not tell. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Something was dropped. */
  readonly truncated: boolean;
}

/**
 * Runs one command in a container without a terminal and gives all it wrote. Throws EngineError `timeout` after the limit, and
 * the signal's reason when aborted: the command itself goes on then, as an engine cannot end an exec.
 */
export async function runExec(engine: Line, id: string, options: RunOptions): Promise<RunResult> {
  const {signal, timeoutMs = 30_000, stdin, cmd, env, user, workingDir, maxBytes = 1 << 20} = options;
  const controller = new AbortController();
  const release = onAbort(signal, () => controller.abort(signal.reason));
  const late = new EngineError(
    'timeout',
    `"${cmd[0]}" did not end within ${timeoutMs / 1000} s`,
    'it may still be running in the container',
  );
  const inTime = timeoutMs > 0 ? onLate(timeoutMs, () => controller.abort(late)) : () => {};
  try {
    const own = controller.signal;
    const execId = await createExec(engine, id, {cmd, tty: false, stdin: stdin !== undefined, env, user, workingDir}, own);
    const socket = await startExec(engine, execId, {tty: false}, own);
    if (stdin !== undefined) socket.end(stdin);
    const output = await readOutput(socket, maxBytes, own);
    return {exitCode: await exitCodeOf(engine, execId, own), ...output};
  } finally {
    inTime();
    release();
  }
}

async function readOutput(socket: Duplex, maxBytes: number, signal: AbortSignal) {
  const kept = {stdout: [] as Buffer[], stderr: [] as Buffer[]};
  const sizes = {stdout: 0, stderr: 0};
  let truncated = false;
  const frames = createFrameReader((type, payload) => {
    const name = type === 1 ? 'stdout' : 'stderr';
    const piece = payload.subarray(0, Math.max(0, maxBytes - sizes[name]));
    if (piece.length < payload.length) truncated = true;
    if (piece.length > 0) kept[name].push(piece);
    sizes[name] += piece.length;
  });
  try {
    for await (const chunk of socket) frames.push(chunk);
    frames.end();
  } catch (cause) {
    signal.throwIfAborted();
    // A command that ends before it has read its stdin resets the connection; what it wrote is here, and the exit code tells the rest.
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code !== 'EPIPE' && code !== 'ECONNRESET') throw cause;
  } finally {
    socket.destroy();
  }
  signal.throwIfAborted();
  return {stdout: Buffer.concat(kept.stdout).toString(), stderr: Buffer.concat(kept.stderr).toString(), truncated};
}
