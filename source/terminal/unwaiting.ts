import type {WriteStream} from 'node:tty';

const setBlocking = (stream: WriteStream, blocking: boolean): void => {
  const handle: unknown = Reflect.get(stream, '_handle');
  if (typeof handle !== 'object' || handle === null) return;
  const set: unknown = Reflect.get(handle, 'setBlocking');
  if (typeof set === 'function') Reflect.apply(set, handle, [blocking]);
};

/**
 * Node writes to a terminal so that the whole program stands still until it has taken everything: over a slow link, or after ^S, no key is
 * read, no signal heeded and no stream emptied for that long. From here on it does not wait; the returned function has it wait again.
 */
export const unwaiting = (stream: WriteStream): (() => void) => {
  if (!stream.isTTY || process.platform === 'win32') return () => {};
  setBlocking(stream, false);
  return () => setBlocking(stream, true);
};

/** Resolves when the terminal has taken all that was written. */
export const taken = (stream: WriteStream): Promise<void> =>
  new Promise(resolve => {
    stream.write('', () => resolve());
  });
