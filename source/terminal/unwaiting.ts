import type {WriteStream} from 'node:tty';

const handleOf = (stream: WriteStream): object | null => {
  const handle: unknown = Reflect.get(stream, '_handle');
  return typeof handle === 'object' ? handle : null;
};

/**
 * Whether Node has opened the terminal for this stream alone. It may not where the terminal is another user's (after `su`): then what is set
 * here is set for the shell and its jobs too, and who does not wait asks again and again, with all the CPU there is.
 */
const isOwn = (handle: object): boolean => {
  const fd: unknown = Reflect.get(handle, 'fd');
  return typeof fd === 'number' && fd > 2;
};

const setBlocking = (handle: object, blocking: boolean): void => {
  const set: unknown = Reflect.get(handle, 'setBlocking');
  if (typeof set === 'function') Reflect.apply(set, handle, [blocking]);
};

/**
 * Node writes to a terminal so that the whole program stands still until it has taken everything: over a slow link, or after ^S, no key is
 * read, no signal heeded and no stream emptied for that long. From here on it does not wait; the returned function has it wait again. A
 * program that was given our terminal has set it back: this is called again after each.
 */
export const unwaiting = (stream: WriteStream): (() => void) => {
  const handle = handleOf(stream);
  if (!stream.isTTY || process.platform === 'win32' || handle === null || !isOwn(handle)) return () => {};
  setBlocking(handle, false);
  return () => setBlocking(handle, true);
};

/** Resolves when the terminal has taken all that was written. */
export const taken = (stream: WriteStream): Promise<void> =>
  new Promise(resolve => {
    stream.write('', () => resolve());
  });
