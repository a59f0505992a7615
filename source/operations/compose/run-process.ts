import {spawn} from 'node:child_process';
import {onAbort} from '../../engine/abort.js';

/** A program of this machine, word by word: no shell comes near it. */
export interface Program {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface ProcessOptions {
  /** Aborting asks the program to end (SIGINT), insists (SIGTERM), kills it with all that it started, and at last no longer listens. */
  readonly signal: AbortSignal;
  onOutput(stream: 'stdout' | 'stderr', bytes: Buffer): void;
  /** ms from one of these to the next. */
  readonly patienceMs?: number;
}

/** How a program ended: with an exit code, or by a signal. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const escalation = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;

/** To the program and to all that it started: it leads a process group of its own. */
const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-pid, signal);
  } catch {
    // ESRCH: all of them have ended
  }
};

/**
 * Runs a program without input until it and all that hold its output have ended. Resolves also when it was aborted: then by how it ended.
 * Rejects with what the system says when it cannot be started (ENOENT).
 */
export const runProcess = (
  {words, cwd, env}: Program,
  {signal, onOutput, patienceMs = 6000}: ProcessOptions,
): Promise<ProcessEnd> =>
  new Promise((resolve, reject) => {
    const [file = '', ...args] = words;
    // Detached is a group of its own: ^C in the terminal is for the screen, and ending it ends what it started.
    const child = spawn(file, args, {cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true});
    let timer: NodeJS.Timeout | undefined;
    const insist = (step: number): void => {
      const next = escalation[step];
      if (next === undefined) {
        // What has made a session of its own is out of reach, and may hold the output for ever.
        child.stdout.destroy();
        child.stderr.destroy();
        return;
      }
      if (child.pid === undefined) return;
      signalGroup(child.pid, next);
      timer = setTimeout(() => insist(step + 1), patienceMs);
    };
    const release = onAbort(signal, () => insist(0));
    const finish = (): void => {
      clearTimeout(timer);
      release();
    };
    child.stdout.on('data', (bytes: Buffer) => onOutput('stdout', bytes));
    child.stderr.on('data', (bytes: Buffer) => onOutput('stderr', bytes));
    child.once('error', error => {
      finish();
      reject(error);
    });
    child.once('close', (code, by) => {
      finish();
      resolve({code, signal: by});
    });
  });
