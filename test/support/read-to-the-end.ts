import fs from 'node:fs';
import {ReadStream} from 'node:tty';
import type {IPty} from '@lydell/node-pty';

/** What is left of the program's words, until the terminal has no more or is gone. */
const leftIn = (fd: number): string => {
  const pieces: Buffer[] = [];
  const piece = Buffer.alloc(65_536);
  try {
    for (let length = fs.readSync(fd, piece); length > 0; length = fs.readSync(fd, piece))
      pieces.push(Buffer.from(piece.subarray(0, length)));
  } catch {
    // EAGAIN: nothing more; EIO: nobody is there who could write more.
  }
  return Buffer.concat(pieces).toString('utf8');
};

/**
 * A program's last words put the terminal back. Node takes a terminal for read to the end when the program has ended and one reading gave less
 * than was asked for, and a terminal gives 4 kB at most: in a process that was kept waiting the rest of a screen and those words are lost. And
 * the PTY's reader is closed 200 ms after the program has ended, whatever is still to come. So all that is there is read before either.
 */
export const readToTheEnd = (pty: IPty): void => {
  const reader: unknown = Reflect.get(pty, '_socket');
  const fd: unknown = Reflect.get(pty, 'fd');
  if (!(reader instanceof ReadStream) || typeof fd !== 'number')
    throw new Error('this node-pty reads in another way: look whether it waits for the last words');
  const tellLeft = (): void => {
    const text = reader.destroyed ? '' : leftIn(fd);
    if (text !== '') reader.emit('data', text);
  };
  reader.prependListener('end', tellLeft);
  const destroy = reader.destroy.bind(reader);
  reader.destroy = error => {
    if (!error) tellLeft();
    return destroy(error);
  };
};
