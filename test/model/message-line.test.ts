import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {breakSign, messageLine, readMessageLine} from '../../source/model/message-line.js';
import type {MessageText} from '../../source/model/topic.js';
import {plainText} from '../../source/terminal/sanitise.js';
import {hostileName} from '../ui/hostile.js';
import {message} from './kafka-sample.js';

const bytesOf = (text: string, over: Partial<MessageText> = {}): MessageText => ({
  text,
  binary: true,
  size: 4,
  cut: false,
  ...over,
});
const there = (given: Parameters<typeof messageLine>[0]) => readMessageLine(messageLine(given, plainText), given.partition);

describe('a message as a line', () => {
  test('comes back as it was', () => {
    expect(there(message(7, 'paid', {key: 'user-1', partition: 3}))).toEqual({
      partition: 3,
      offset: 7,
      key: {text: 'user-1', form: 'text', cutFrom: null},
      value: {text: 'paid', form: 'text', cutFrom: null},
      headers: [],
    });
  });

  test('no key is not an empty key, no value not an empty value', () => {
    expect(there(message(1, null))).toMatchObject({key: null, value: null});
    expect(there(message(1, '', {key: ''}))).toMatchObject({key: {text: ''}, value: {text: ''}});
  });

  test('JSON is told, and stands in one line', () => {
    expect(there(message(1, '{\n  "a": 1\n}')).value).toEqual({text: '{"a":1}', form: 'json', cutFrom: null});
  });

  test('line breaks stay what they are, tabs become spaces', () => {
    expect(there(message(1, 'a\r\nb\n\tc')).value?.text).toBe(`a${breakSign}b${breakSign} c`);
  });

  test('what was cut says how much there was, and is not taken for JSON', () => {
    const value: MessageText = {text: '{"a":1}', binary: false, size: 10_000_000, cut: true};
    expect(there({...message(1, ''), value}).value).toEqual({text: '{"a":1}', form: 'text', cutFrom: 10_000_000});
  });

  test('bytes that are no text are bytes', () => {
    expect(there({...message(1, ''), key: bytesOf('00ff'), value: bytesOf('fffe0001')})).toMatchObject({
      key: {text: '00ff', form: 'bytes'},
      value: {text: 'fffe0001', form: 'bytes'},
    });
  });

  test('headers come along, with and without a value', () => {
    const headers = [
      {name: 'trace', value: {text: 'abc', binary: false, size: 3, cut: false}},
      {name: 'none', value: null},
    ];
    expect(there({...message(1, 'x'), headers}).headers).toEqual([
      {name: 'trace', value: {text: 'abc', form: 'text', cutFrom: null}},
      {name: 'none', value: null},
    ]);
  });

  test('nothing in a key, a value or a header can pass for another field or for something a terminal obeys', () => {
    fc.assert(
      fc.property(hostileName, hostileName, hostileName, (key, value, header) => {
        const headers = [{name: header, value: {text: value, binary: false, size: 1, cut: false}}];
        const line = messageLine({...message(42, value, {key}), headers}, plainText);
        expect(line).not.toMatch(/[\n\r\u001b\u0007\u009b]/);
        const read = readMessageLine(line, 0);
        expect(read.offset).toBe(42);
        expect(read.headers).toHaveLength(1);
        expect(read.key?.text).toBe(
          key
            .split(/\r\n|[\n\r]/)
            .map(plainText)
            .join(breakSign),
        );
      }),
    );
  });
});
