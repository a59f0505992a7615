import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {edited, insert, type LineInput, lineOf} from '../../source/state/line-input.js';

/** `|` is where the cursor stands. */
const at = (text: string): LineInput => ({text: text.replace('|', ''), cursor: text.indexOf('|')});
const shown = ({text, cursor}: LineInput): string => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

describe('a line that is typed', () => {
  test.each([
    ['left', 'ab|c', 'a|bc'],
    ['left', '|abc', '|abc'],
    ['right', 'a|bc', 'ab|c'],
    ['right', 'abc|', 'abc|'],
    ['home', 'one two|', '|one two'],
    ['ctrl-a', 'one two|', '|one two'],
    ['end', '|one two', 'one two|'],
    ['ctrl-e', 'one| two', 'one two|'],
    ['alt-b', 'one two |', 'one |two '],
    ['alt-f', 'one| two three', 'one two| three'],
    ['backspace', 'ab|c', 'a|c'],
    ['backspace', '|abc', '|abc'],
    ['del', 'a|bc', 'a|c'],
    ['ctrl-d', 'abc|', 'abc|'],
    ['ctrl-w', 'select 1 from t|x', 'select 1 from |x'],
    ['ctrl-w', 'a b  |', 'a |'],
    ['ctrl-u', 'one |two', '|two'],
    ['ctrl-k', 'one |two', 'one |'],
    ['space', 'a|b', 'a |b'],
    ['x', 'a|b', 'ax|b'],
    ['é', '|b', 'é|b'],
    ['left', '日本|', '日|本'],
    ['backspace', 'a👩‍👩‍👧|b', 'a|b'],
    ['del', 'a|👩‍👩‍👧b', 'a|b'],
  ])('%s makes %s into %s', (key, before, after) => {
    expect(shown(edited(at(before), key) ?? lineOf('none'))).toBe(after);
  });

  test.each(['enter', 'tab', 'up', 'f5', 'pgup', 'esc'])('%s edits nothing', key => {
    expect(edited(at('a|b'), key)).toBeNull();
  });

  test('a paste goes in where the cursor stands, a book only so far', () => {
    expect(shown(insert(at('a|b'), 'xyz'))).toBe('axyz|b');
    const {text, cursor} = insert(lineOf('a'), 'x'.repeat(50_000));
    expect([text.length, cursor]).toEqual([10_000, 10_000]);
  });

  test('the cursor never leaves the text, whatever keys come', () => {
    const keys = [
      'left',
      'right',
      'home',
      'end',
      'alt-b',
      'alt-f',
      'alt-d',
      'backspace',
      'del',
      'ctrl-w',
      'ctrl-u',
      'ctrl-k',
      'a',
      'é',
      '日',
      'space',
    ];
    fc.assert(
      fc.property(fc.string({unit: 'grapheme'}), fc.array(fc.constantFrom(...keys)), (text, pressed) => {
        let line = lineOf(text);
        for (const key of pressed) {
          line = edited(line, key) ?? line;
          expect(line.cursor).toBeGreaterThanOrEqual(0);
          expect(line.cursor).toBeLessThanOrEqual(line.text.length);
        }
      }),
    );
  });
});
