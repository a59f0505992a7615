import type {Duplex} from 'node:stream';
import {setTimeout as pause} from 'node:timers/promises';
import {LeftModes} from './left-modes.js';

/** When what the event loop has to do just now is done. */
export const nextTick = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
/** Resolves with the promise, or so many ms later. */
const within = async (promise: Promise<void>, ms: number): Promise<void> => {
  const over = new AbortController();
  const late = pause(ms, undefined, {signal: over.signal}).catch(() => {}); // called off below
  await Promise.race([promise, late]);
  over.abort();
};

/** How long keys wait for the program to know the size of its terminal, ms. */
const sizePatience = 3000;
const signals = ['SIGINT', 'SIGQUIT', 'SIGTSTP'] as const;

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** The size of the person's terminal. */
export const terminalSize = (): Size => ({rows: process.stdout.rows || 24, columns: process.stdout.columns || 80});

/**
 * Ends the read that Ink leaves pending on stdin when it suspends: without it the first keys would go to Ink and not to the child.
 */
export const releaseInput = async (): Promise<void> => {
  await nextTick();
  process.stdin.resume();
  process.stdin.pause();
  await nextTick();
};

/**
 * Joins the person's terminal to a program at the other end of `stream` until that ends. Call it while the screen is suspended.
 * Keys go through unchanged, so ^C is the program's, and only once it knows the size, which is told at once and after every resize: a
 * psql that is asked before has no row to answer on, and calls a pager. Whatever happens, raw mode, listeners and the modes that the
 * program left changed are put back. `onOutput` is told what the program writes, too.
 */
export const joinTerminal = async (
  stream: Duplex,
  resize: (size: Size) => Promise<void>,
  onOutput?: (chunk: Buffer) => void,
): Promise<void> => {
  const {stdin, stdout} = process;
  const modes = new LeftModes();
  const ignore = (): void => {};
  const tellSize = (): Promise<void> => resize(terminalSize());
  const toProgram = (chunk: Buffer | string): void => {
    if (stream.writable) stream.write(chunk);
  };
  let midLine = false;
  const toPerson = (chunk: Buffer): void => {
    modes.see(chunk);
    onOutput?.(chunk);
    midLine = chunk.at(-1) !== 0x0a;
    if (stdout.write(chunk)) return;
    stream.pause();
    stdout.once('drain', () => stream.resume());
  };
  // Listened to before anything is waited for: the program may be over, or the engine gone, by then.
  const ended = new Promise<void>(resolve => {
    stream.once('end', resolve);
    stream.once('close', resolve);
    stream.on('error', () => resolve()); // a lost engine: the caller asks for the exit code and tells
    if (stream.destroyed) resolve();
  });
  await releaseInput();
  for (const signal of signals) process.on(signal, ignore);
  try {
    stream.on('data', toPerson);
    stdout.on('resize', tellSize);
    stdin.ref();
    stdin.setRawMode(true);
    await within(Promise.race([tellSize(), ended]), sizePatience);
    stdin.on('data', toProgram);
    stdin.resume();
    await ended;
  } finally {
    stream.off('data', toPerson);
    stdout.off('resize', tellSize);
    stdin.off('data', toProgram);
    stdin.pause();
    stdin.setRawMode(false);
    stdout.write(`${modes.restore()}${midLine ? '\r\n' : ''}`); // a shell that was killed leaves its prompt
    // Node ends the read a turn after `pause`: whoever listens before that would wait for a read that is over, and never hear a key.
    await nextTick();
    for (const signal of signals) process.off(signal, ignore);
    // A resize while the program had the terminal has to reach the screen.
    process.kill(process.pid, 'SIGWINCH');
  }
};
