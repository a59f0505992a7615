import type {Duplex} from 'node:stream';
import {delay} from './abort.js';
import {call, type Line, openHijacked} from './call.js';
import {EngineError} from './errors.js';
import {flag, numeric, positive, record, text} from './read.js';

/**
 * The engine's own detach keys (Ctrl-P Ctrl-Q) would hold back every Ctrl-P, the shell's history key. This sequence nobody types.
 */
const DETACH_KEYS = 'ctrl-@,ctrl-^,ctrl-@,ctrl-^';

export interface ExecOptions {
  readonly cmd: readonly string[];
  readonly tty: boolean;
  readonly stdin: boolean;
  /** `NAME=value`; not visible in the container's or the host's process list as arguments would be. */
  readonly env?: readonly string[];
  readonly user?: string;
  readonly workingDir?: string;
  /** From API 1.42; earlier engines start with 0×0 until `resizeExec`. */
  readonly size?: TerminalSize;
}

export interface TerminalSize {
  readonly rows: number;
  readonly columns: number;
}

export interface ExecState {
  readonly running: boolean;
  /** 126 and 127: not executable, not found; null while it runs. */
  readonly exitCode: number | null;
  /** On the engine's host; null where the engine does not tell (Podman). */
  readonly pid: number | null;
}

/** Prepares a command in a running container; gives the exec's id. Throws EngineError: `conflict` when the container is stopped or paused (Podman: `engine`). */
export async function createExec(engine: Line, id: string, options: ExecOptions, signal: AbortSignal): Promise<string> {
  const {cmd, tty, stdin, env, user, workingDir, size} = options;
  const body = {
    Cmd: cmd,
    Tty: tty,
    AttachStdin: stdin,
    AttachStdout: true,
    AttachStderr: true,
    Env: env,
    User: user,
    WorkingDir: workingDir,
    DetachKeys: tty ? DETACH_KEYS : undefined,
    ConsoleSize: tty && size ? [size.rows, size.columns] : undefined,
  };
  const path = `/containers/${encodeURIComponent(id)}/exec`;
  const execId = text(record(await call(engine, {method: 'POST', path, body}, signal)).Id);
  if (execId === '') throw new EngineError('engine', `${engine.endpoint.url} sent no id for the command`);
  return execId;
}

/**
 * Starts it and takes the connection over. With a TTY the bytes are the terminal's own; without, what comes is multiplexed (see
 * frames.ts). `tty` has to be as at creation: the framing follows this one. Destroying the socket does not end the command.
 * Words like "OCI runtime exec failed" come in the stream.
 */
export function startExec(engine: Line, execId: string, {tty}: {readonly tty: boolean}, signal: AbortSignal): Promise<Duplex> {
  return openHijacked(engine, {method: 'POST', path: `/exec/${execId}/start`, body: {Detach: false, Tty: tty}}, signal);
}

/**
 * Tells the new size of the terminal. Only after the start: before it Docker waits 10 s. Just after the start it may not be ready yet, on a
 * busy host for seconds: so this tries again and again for eight of them.
 */
export async function resizeExec(
  engine: Line,
  execId: string,
  {rows, columns}: TerminalSize,
  signal: AbortSignal,
): Promise<void> {
  const request = {
    method: 'POST',
    path: `/exec/${execId}/resize`,
    query: {h: rows, w: columns},
    slow: true,
    timeoutMs: 15_000,
  } as const;
  for (let attempt = 1; ; attempt++) {
    try {
      await call(engine, request, signal);
      return;
    } catch (error) {
      if (attempt === 40 || !(error instanceof EngineError) || error.status === null || error.code === 'not-found') throw error;
      await delay(Math.min(attempt * 10, 250), signal);
    }
  }
}

export async function inspectExec(engine: Line, execId: string, signal: AbortSignal): Promise<ExecState> {
  const raw = record(await call(engine, {method: 'GET', path: `/exec/${execId}/json`}, signal));
  const running = flag(raw.Running);
  return {running, exitCode: running ? null : numeric(raw.ExitCode), pid: positive(raw.Pid)};
}

/**
 * The exit code once the stream has ended: the engine may still say `running`, on a busy host for seconds. null when it goes on saying so
 * for five of them.
 */
export async function exitCodeOf(engine: Line, execId: string, signal: AbortSignal): Promise<number | null> {
  for (let attempt = 0; attempt < 60; attempt++) {
    const {running, exitCode} = await inspectExec(engine, execId, signal);
    if (!running) return exitCode;
    await delay(attempt < 5 ? 10 : attempt < 20 ? 60 : 100, signal);
  }
  return null;
}
