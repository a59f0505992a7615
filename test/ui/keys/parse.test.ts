import {describe, expect, test} from 'vitest';
import {createInputParser} from '../../../node_modules/ink/build/input-parser.js';
import {createKeyReader} from '../../../source/ui/keys/key-reader.js';
import {escapeAndKey, parseKeys} from '../../../source/ui/keys/parse.js';
import {bytesOfKey} from '../../support/keys.js';

/** The names of keys in what a terminal sends, by way of Ink's own parser. */
const keysIn = (...chunks: readonly string[]): string[] => {
  const parser = createInputParser();
  const read = createKeyReader();
  const events = chunks.flatMap(chunk => parser.push(chunk));
  const rest = parser.flushPendingEscape();
  return [...events, ...(rest === undefined ? [] : [rest])].flatMap(event => (typeof event === 'string' ? read(event) : []));
};

describe('keys have names, in every form that terminals send them', () => {
  test.each([
    ...[
      'enter',
      'esc',
      'tab',
      'shift-tab',
      'space',
      'backspace',
      'up',
      'down',
      'left',
      'right',
      'home',
      'end',
      'insert',
      'del',
      'pgup',
      'pgdn',
    ],
    ...[
      'f1',
      'f2',
      'f3',
      'f4',
      'f5',
      'f6',
      'f7',
      'f8',
      'f9',
      'f10',
      'f11',
      'f12',
      'ctrl-a',
      'ctrl-c',
      'ctrl-k',
      'ctrl-z',
      'alt-x',
      'alt-enter',
    ],
    ...['a', 'G', '/', '?', 'é', '名', '😀', ':'],
  ])('%s', name => {
    expect(keysIn(bytesOfKey(name))).toEqual([name]);
  });

  test.each([
    ['\u001bOA', 'up'],
    ['\u001bOH', 'home'],
    ['\u001b[1~', 'home'],
    ['\u001b[7~', 'home'],
    ['\u001b[4~', 'end'],
    ['\u001b[8~', 'end'],
    ['\u001b[11~', 'f1'],
    ['\u001b[[A', 'f1'],
    ['\u001b[[E', 'f5'],
    ['\u0008', 'backspace'],
    ['\n', 'enter'],
  ])('%j is %s', (bytes, name) => {
    expect(keysIn(bytes)).toEqual([name]);
  });

  test('typed fast they come in one piece, each of them counts', () => {
    expect(keysIn('jjk\r')).toEqual(['j', 'j', 'k', 'enter']);
    expect(keysIn('/kaf\u007f')).toEqual(['/', 'k', 'a', 'f', 'backspace']);
    expect(keysIn('\u001b[A\u001b[Bq')).toEqual(['up', 'down', 'q']);
    expect(keysIn('\u001b[', 'A')).toEqual(['up']);
    expect(keysIn('\u001b\u001b')).toEqual(['esc', 'esc']);
    expect(keysIn('\u001b\u001b[A')).toEqual(['esc', 'up']);
    expect(keysIn('constructor')).toEqual([...'constructor']);
  });

  test('what is no key here is none', () => {
    for (const bytes of ['\u001b[1;5A', '\u001b[<0;10;10M', '\u001b[I', '\u001b[?62;22c', '\u009b'])
      expect(keysIn(bytes)).toEqual([]);
    expect(parseKeys('toString')).toEqual([...'toString']);
  });

  test('a paste is no key', () => {
    expect(keysIn('\u001b[200~rm\r\u001b[201~')).toEqual([]);
  });
});

describe("a terminal's late answer about its background", () => {
  test.each([
    ['ended by ST', ['\u001b]11;rgb:1c1c/1c1c/1c1c\u001b\\']],
    ['ended by a bell', ['\u001b]11;rgb:1c1c/1c1c/1c1c\u0007']],
    ['in pieces', ['\u001b]', '11;rg', 'b:1c1c/1c', '1c/1c1c', '\u001b\\']],
    ['followed by the second answer', ['\u001b]11;rgba:0/0/0/0\u0007', '\u001b[?62c']],
  ])('%s is no key, and the keys after it are', (_, chunks) => {
    expect(keysIn(...chunks, 'j', 'q')).toEqual(['j', 'q']);
  });
  test('and a key in the same piece is one', () => {
    expect(keysIn('\u001b]11;rgb:0/0/0\u0007l')).toEqual(['l']);
  });
  test.each([
    [
      ['j', 'q', '\u0003'],
      ['j', 'q', 'ctrl-c'],
    ],
    [
      ['1', '2', 'q'],
      ['1', '2', 'q'],
    ],
    [
      ['\u001b[A', 'q'],
      ['up', 'q'],
    ],
    [['11;rgq'], ['1', '1', ';', 'r', 'g', 'q']],
  ])('someone who presses Alt-] loses no key: %j', (chunks, keys) => {
    expect(keysIn('\u001b]', ...chunks)).toEqual(keys);
  });
});

test.each([
  ['alt-/', false, ['esc', '/']],
  ['alt-q', true, ['esc', 'q']],
  ['alt-b', false, ['esc', 'b']],
  ['alt-b', true, null],
  ['alt-backspace', true, null],
  ['esc', false, null],
  ['a', false, null],
] as const)('%s, a line being typed: %s, is told as %j', (key, typing, both) => {
  expect(escapeAndKey(key, typing)).toEqual(both);
});
