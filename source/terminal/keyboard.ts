import {isLastAnswer, question, schemeOfAnswer, sortAnswers} from './answers.js';
import type {Scheme} from './theme.js';

/** The end of the wait for an answer: terminals that do not know the question stay silent. */
const patienceMs = 50;
/** How long an answer that is still to come is kept off the normal screen, where it would be echoed. */
const lateMs = 1000;

/** What is used of stdin and stdout. */
interface Input {
  on(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
  off(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
  pause(): unknown;
  resume(): unknown;
  unshift(chunk: Buffer): unknown;
  setRawMode(raw: boolean): unknown;
}
interface Output {
  write(text: string): unknown;
}

/** The person's keyboard until the screen takes it. Raw all the while: neither keys nor a late answer are echoed. */
export interface Keyboard {
  /** Resolves when the terminal has answered, or has had 50 ms for it. */
  readonly answered: Promise<void>;
  /** What it has said of its background by now: on a slow line the answer comes later than the wait for it. */
  scheme(): Scheme | null;
  /** From now on keys go there, what was typed before is forgotten; null keeps them again. */
  listen(listener: ((typed: string) => void) | null): void;
  /** Leaves stdin to who reads it next, still raw: what was typed meanwhile comes first there. */
  handOver(): Promise<void>;
  /** Gives stdin back as it was, not raw and not read from, once nothing is to come any more or a second has gone by since the question. */
  release(): Promise<void>;
}

export interface KeyboardOptions {
  /** Whether the terminal is to be asked for its background. */
  readonly ask: boolean;
  /** ^C while nobody listens: a raw terminal makes no signal of it. */
  onInterrupt(): void;
}

/** Takes the keyboard, and asks the terminal for its background. Whoever opened it releases it. */
export const openKeyboard = (stdin: Input, stdout: Output, {ask, onInterrupt}: KeyboardOptions): Keyboard => {
  let [typed, begun] = ['', ''];
  let scheme: Scheme | null = null;
  let listener: ((typed: string) => void) | null = null;
  let lone: NodeJS.Timeout | undefined;
  let settle: () => void = () => {};
  const answered = new Promise<void>(resolve => {
    settle = resolve;
  });
  let hush: () => void = () => {};
  const silent = new Promise<void>(resolve => {
    hush = resolve;
  });

  const give = (keys: string): void => {
    if (keys === '') return;
    if (listener) listener(keys);
    else if (keys.includes('\u0003')) onInterrupt();
    else typed += keys;
  };
  const take = (chunk: Buffer | string): void => {
    clearTimeout(lone);
    // Byte by byte, as a character may be cut in two here; the questions and their answers are ASCII.
    const sorted = sortAnswers(begun + (typeof chunk === 'string' ? chunk : chunk.toString('latin1')));
    begun = sorted.begun;
    for (const answer of sorted.answers) {
      scheme = schemeOfAnswer(answer) ?? scheme;
      if (!isLastAnswer(answer)) continue;
      settle();
      hush();
    }
    give(sorted.typed);
    // Nothing follows: it was the Escape key.
    if (begun === '\u001b' && listener) {
      lone = setTimeout(() => {
        begun = '';
        give('\u001b');
      }, patienceMs);
    }
  };
  const leave = (): void => {
    clearTimeout(timer);
    clearTimeout(lateTimer);
    clearTimeout(lone);
    settle();
    hush();
    stdin.off('data', take);
    stdin.pause();
  };

  const timer = setTimeout(() => settle(), patienceMs);
  const lateTimer = setTimeout(() => hush(), lateMs);
  stdin.setRawMode(true);
  stdin.on('data', take);
  stdin.resume();
  if (ask) stdout.write(question);
  else {
    settle();
    hush();
  }
  return {
    answered,
    scheme: () => scheme,
    listen(next) {
      listener = next;
      typed = '';
    },
    async handOver() {
      leave();
      if (typed + begun !== '') stdin.unshift(Buffer.from(typed + begun, 'latin1'));
      // Node ends the read a turn after `pause`: whoever listens before that would wait for a read that is over.
      await new Promise<void>(resolve => setImmediate(resolve));
    },
    async release() {
      await silent;
      leave();
      stdin.setRawMode(false);
    },
  };
};
