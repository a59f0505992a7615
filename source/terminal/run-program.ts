import {type ChildProcess, spawn} from 'node:child_process';
import fs from 'node:fs';
import {nextTick, releaseInput} from './hand-over.js';
import {plainModes} from './left-modes.js';
import {notedSettings} from './settings.js';

/** A program of this machine that gets the person's terminal, word by word: no shell comes near it. */
export interface TerminalProgram {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The process and all that it started, by the kernel's own word; elsewhere than on Linux the process alone. */
const familyOf = (pid: number): number[] => {
  try {
    // Any of its threads may have started one.
    const threads = fs.readdirSync(`/proc/${pid}/task`);
    const children = threads.flatMap(thread => fs.readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' '));
    return [pid, ...children.filter(Boolean).map(Number).flatMap(familyOf)];
  } catch {
    return [pid]; // it has ended, or there is no such file here
  }
};

/** Whether a process still has our terminal: one that has ended may stand in the list until somebody asks how. */
const isThere = (pid: number): boolean => {
  try {
    return !/^\d+ \(.*\) Z/s.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false; // it has ended, or there is no such file here
  }
};

const signalEach = (pids: readonly number[], signal: NodeJS.Signals): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // ESRCH: it has ended meanwhile
    }
  }
};

const patienceMs = 4000;
const lookMs = 50;

/**
 * Ends a program that is in our own group, as what reads from a terminal has to be: it and its children one by one. Resolves when none of
 * them has the terminal any more: a child may outlive its parent, and set the terminal again at its own end.
 */
const endFamily = async ({pid}: ChildProcess): Promise<void> => {
  const family = pid === undefined ? [] : familyOf(pid);
  const left = (): number[] => family.filter(isThere);
  signalEach(family, 'SIGTERM');
  for (let waited = 0; left().length > 0 && waited < 2 * patienceMs; waited += lookMs) {
    if (waited === patienceMs) signalEach(left(), 'SIGKILL');
    await new Promise(resolve => setTimeout(resolve, lookMs));
  }
};

const ended = (program: TerminalProgram, signal: AbortSignal): Promise<ProgramEnd> =>
  new Promise((resolve, reject) => {
    const [file = '', ...args] = program.words;
    const child = spawn(file, args, {cwd: program.cwd, env: program.env, stdio: 'inherit'});
    let ending = Promise.resolve();
    const end = (): void => {
      ending = endFamily(child);
    };
    const finish = (): void => signal.removeEventListener('abort', end);
    child.once('error', error => {
      finish();
      reject(error);
    });
    child.once('exit', (code, by) => {
      finish();
      void ending.then(() => resolve({code, signal: by}));
    });
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, {once: true});
  });

/**
 * Has a signal do nothing here until the returned function is called. A terminal that is not raw sends ^C to all who are in front: who else
 * listens for it would end us under the program that it was meant for.
 */
const withheld = (signal: NodeJS.Signals): (() => void) => {
  const ignore = (): void => {};
  const others = process.listeners(signal);
  process.removeAllListeners(signal).on(signal, ignore);
  return () => {
    for (const listener of others) process.on(signal, listener);
    process.off(signal, ignore);
  };
};

/** A key that says: read, go on. */
const goesOn = /[\r\nq\u001b\u0003\u0004]/;

/** Until the person has read what stands there. */
const seen = async (line: string, signal: AbortSignal): Promise<void> => {
  const {stdin, stdout} = process;
  stdout.write(line);
  stdin.ref();
  stdin.setRawMode(true);
  await new Promise<void>(resolve => {
    const finish = (): void => {
      stdin.off('data', listen);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const listen = (chunk: Buffer | string): void => {
      if (goesOn.test(String(chunk))) finish();
    };
    stdin.on('data', listen);
    stdin.resume();
    if (signal.aborted) finish();
    else signal.addEventListener('abort', finish, {once: true});
  });
  stdin.pause();
  stdin.setRawMode(false);
  stdout.write('\r\n');
};

/**
 * Runs a program in the person's terminal. Call it while the screen is suspended. With a last line, what it wrote is left there until
 * Enter. ^C, ^\ and ^Z are the program's; aborting ends it. Whatever happens, the terminal's modes are put back. Rejects when it cannot be
 * started.
 */
export const runInTerminal = async (
  program: TerminalProgram,
  lastLine: ((end: ProgramEnd) => string) | null,
  signal: AbortSignal,
): Promise<ProgramEnd> => {
  const {stdout} = process;
  // A stopped program would leave nobody to go on: the shell only knows us.
  const goOn = (): boolean => process.kill(0, 'SIGCONT');
  await releaseInput();
  process.on('SIGTSTP', goOn);
  const heeded = (['SIGINT', 'SIGQUIT'] as const).map(withheld);
  try {
    const setAgain = await notedSettings();
    const end = await ended(program, signal).finally(setAgain);
    if (end.code === null || end.code > 128) stdout.write(plainModes);
    if (lastLine && !signal.aborted) await seen(lastLine(end), signal);
    return end;
  } finally {
    await nextTick();
    for (const heed of heeded) heed();
    process.off('SIGTSTP', goOn);
    // A resize while the program had the terminal has to reach the screen.
    process.kill(process.pid, 'SIGWINCH');
  }
};
