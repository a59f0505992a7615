import {describe, expect, test} from 'vitest';
import {createInputParser} from '../../../node_modules/ink/build/input-parser.js';
import {createKeyReader} from '../../../source/ui/keys/key-reader.js';

/** The names of keys in pieces of input with a pause after each: Ink hands on what it has then, whole or not. */
const keysIn = (pieces: readonly string[]): string[] => {
  const parser = createInputParser();
  const read = createKeyReader(() => 0);
  return pieces.flatMap(piece => {
    const events = [...parser.push(piece), parser.flushPendingEscape() ?? ''];
    return events.flatMap(event => (typeof event === 'string' && event !== '' ? read(event) : []));
  });
};

const answers = '\u001b]11;rgb:1c1c/2b2b/3a3a\u001b\\\u001b[?62;22c';

describe('a terminal that answers late, on a line that tears the answer up', () => {
  test('presses no key in two pieces, wherever they are cut, but for an Escape that comes alone', () => {
    for (let cut = 0; cut <= answers.length; cut++) {
      const keys = keysIn([answers.slice(0, cut), `${answers.slice(cut)}q`]);
      expect([cut, keys.filter(key => key !== 'esc')]).toEqual([cut, ['q']]);
      if (answers[cut - 1] !== '\u001b') expect([cut, keys]).toEqual([cut, ['q']]);
    }
  });

  test('presses no key in three pieces', () => {
    for (let first = 1; first < answers.length; first++) {
      for (let second = first + 1; second < answers.length; second++) {
        const keys = keysIn([answers.slice(0, first), answers.slice(first, second), `${answers.slice(second)}q`]);
        expect([first, second, keys.filter(key => key !== 'esc')]).toEqual([first, second, ['q']]);
      }
    }
  });

  test('presses no key byte by byte', () => {
    expect(keysIn([...answers, 'q']).filter(key => key !== 'esc')).toEqual(['q']);
  });

  test('presses no key when it breaks off, and the next one is taken', () => {
    expect(keysIn(['\u001b]11;rgb:1c1c/2b', 'q'])).toEqual(['q']);
  });
});

test('Escape and ] pressed apart are two keys', () => {
  let now = 0;
  const read = createKeyReader(() => now);
  expect(read('\u001b')).toEqual(['esc']);
  now = 600;
  expect(read(']')).toEqual([']']);
});
