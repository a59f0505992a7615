import fs from 'node:fs';
import {StringDecoder} from 'node:string_decoder';
import type {IPty} from '@lydell/node-pty';

const everyMs = 20;

/** Reads a PTY at no more than so many bytes a second, as the far end of a slow link does. Returns what ends the reading. */
export const readSlowly = (pty: IPty, bytesPerSecond: number, receive: (chunk: string) => void): (() => void) => {
  const fd: unknown = Reflect.get(pty, 'fd');
  if (typeof fd !== 'number') throw new Error('this node-pty keeps its file elsewhere');
  pty.pause();
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(Math.max(1, Math.round((bytesPerSecond * everyMs) / 1000)));
  const read = (): void => {
    try {
      const length = fs.readSync(fd, buffer);
      if (length > 0) receive(decoder.write(buffer.subarray(0, length)));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return; // nothing there yet
      stop(); // the program has ended
    }
  };
  const timer = setInterval(read, everyMs);
  const stop = (): void => clearInterval(timer);
  return stop;
};
