import type {Engine} from '../engine/client.js';
import {runExec} from '../engine/run-exec.js';

/** Shells in the order people want them; the last is where images built on busybox alone may keep it. */
export const shells: readonly string[] = ['bash', 'sh', 'ash', '/busybox/sh'];

/**
 * The first shell that runs in the container, null when there is none. Each is tried by running it for nothing: a look at the file
 * system would miss PATH, and the engine's complaint about a missing program would be on the person's screen.
 * Throws EngineError when the container cannot run anything (stopped, paused, gone).
 */
export const findShell = async (engine: Engine, id: string, user: string, signal: AbortSignal): Promise<string | null> => {
  for (const shell of shells) {
    const {exitCode} = await runExec(engine, id, {
      cmd: [shell, '-c', 'exit 0'],
      ...(user === '' ? {} : {user}),
      signal,
      timeoutMs: 10_000,
      maxBytes: 4096,
    });
    if (exitCode === 0) return shell;
  }
  return null;
};
