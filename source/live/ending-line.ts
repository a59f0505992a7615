import type {Service} from '../services/service.js';

/** A program that goes on for longer was a session: what it said first is not why it ended. */
const earlyMs = 5000;
const mostBytes = 4096;

/** Keeps what a program says when it ends as soon as it has begun. */
export const earlyWords = (now: () => number = Date.now) => {
  const startedAt = now();
  const pieces: Buffer[] = [];
  let bytes = 0;
  return {
    push(chunk: Buffer): void {
      bytes += chunk.length;
      if (bytes <= mostBytes) pieces.push(Buffer.from(chunk));
    },
    /** null when it went on, or said more than one says who cannot begin. */
    taken: (): string | null =>
      bytes > mostBytes || now() - startedAt > earlyMs ? null : Buffer.concat(pieces).toString().replaceAll('\r\n', '\n'),
  };
};

/** How a program with the person's terminal ended, in one line: its own words and what to try where it could not begin. */
export const lineOfEnding = (
  what: string,
  code: number | null,
  words: string | null,
  verdict?: Service['verdict'],
): {readonly text: string; readonly kind: 'info' | 'warn'} => {
  if (code === 0) return {text: `${what} ended: exit code 0`, kind: 'info'};
  if (code === null) return {text: `${what} ended: the engine does not say how`, kind: 'warn'};
  const stopped = code === 130 || code === 143 || code === 137;
  // A terminal has one stream: what the engine says of a missing program is looked for on either.
  const judged = words === null || words.trim() === '' || stopped ? null : verdict?.({exitCode: code, stdout: '', stderr: words});
  if (judged && !judged.ok && judged.message !== '')
    return {text: `${what}: ${judged.message}${judged.hint === '' ? '' : `; ${judged.hint}`}`, kind: 'warn'};
  if (code === 126 || code === 127)
    return {
      text: `${what} could not run: exit code ${code}, ${code === 127 ? 'not found' : 'not found or not executable'}`,
      kind: 'warn',
    };
  return {text: `${what} ended: exit code ${code}`, kind: 'warn'};
};
