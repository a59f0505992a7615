import tty from 'node:tty';
import {expect, test} from 'vitest';
import {unwaiting} from '../../source/terminal/unwaiting.js';

/** A terminal as Node has it, at a descriptor, and what is set of it. */
const terminalAt = (fd: number): {readonly stream: tty.WriteStream; readonly set: boolean[]} => {
  const set: boolean[] = [];
  const stream: tty.WriteStream = Object.create(tty.WriteStream.prototype);
  Object.assign(stream, {isTTY: true, _handle: {fd, setBlocking: (blocking: boolean) => set.push(blocking)}});
  return {stream, set};
};

test('a terminal that Node has opened for us alone is not waited for, until it is again', () => {
  const {stream, set} = terminalAt(18);
  const wait = unwaiting(stream);
  expect(set).toEqual([false]);
  wait();
  expect(set).toEqual([false, true]);
});

test('one that is shared with the shell stays as the shell has it', () => {
  const {stream, set} = terminalAt(1);
  unwaiting(stream)();
  expect(set).toEqual([]);
});

test('a pipe is none', () => {
  const {stream, set} = terminalAt(18);
  Object.assign(stream, {isTTY: false});
  unwaiting(stream)();
  expect(set).toEqual([]);
});
