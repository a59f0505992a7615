import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
  type AnswerText,
  emptyText,
  firstOf,
  type Keeps,
  lastOf,
  lineAt,
  wholeOf,
  withMore,
} from '../../source/state/answer-text.js';

const lines = (from: number, count: number) =>
  Array.from({length: count}, (_, index) => ({text: `line ${from + index}`, stderr: false}));

const fill = (pieces: readonly number[], limit: number, keeps: Keeps): AnswerText => {
  let from = 0;
  return pieces.reduce((text, count) => {
    from += count;
    return withMore(text, lines(from - count, count), limit, keeps);
  }, emptyText);
};

describe('the lines of an answer', () => {
  test('keep their numbers, however they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({min: 0, max: 900}), {maxLength: 8}), pieces => {
        const text = fill(pieces, Number.POSITIVE_INFINITY, 'first');
        const count = pieces.reduce((sum, piece) => sum + piece, 0);
        expect([text.came, text.dropped, lastOf(text)]).toEqual([count, 0, count - 1]);
        for (const number of [0, Math.floor(count / 2), count - 1].filter(one => one >= 0 && one < count))
          expect(lineAt(text, number)?.text).toBe(`line ${number}`);
        expect(lineAt(text, count)).toBeNull();
        expect(lineAt(text, -1)).toBeNull();
      }),
    );
  });
  test('that are too many: an answer keeps its beginning, and says how many more there were', () => {
    const text = fill([600, 600, 600], 20_000, 'first');
    expect(text.bytes).toBeLessThanOrEqual(20_000);
    expect(firstOf(text)).toBe(0);
    expect(text.came).toBe(1800);
    expect(text.dropped).toBe(1800 - 1 - lastOf(text));
    const after = withMore(text, [{text: '', stderr: false}], 20_000, 'first');
    expect([lastOf(after), after.dropped]).toEqual([lastOf(text), text.dropped + 1]);
  });
  test('keep their numbers when the bound falls into the middle of what came at once', () => {
    for (const first of [0, 100, 512, 600]) {
      const text = fill([first, 3000], 50_000, 'first');
      expect([text.came, text.dropped]).toEqual([first + 3000, first + 3000 - 1 - lastOf(text)]);
      expect(lineAt(text, lastOf(text))?.text).toBe(`line ${lastOf(text)}`);
    }
  });
  test('that are too many: what goes on for ever keeps its end', () => {
    const text = fill([600, 600, 600], 40_000, 'last');
    expect(text.bytes).toBeLessThanOrEqual(40_000);
    expect(lastOf(text)).toBe(1799);
    expect(firstOf(text)).toBe(text.dropped);
    expect(lineAt(text, text.dropped)?.text).toBe(`line ${text.dropped}`);
    expect(lineAt(text, text.dropped - 1)).toBeNull();
  });
  test('of which one alone is too long is there', () => {
    expect(lastOf(withMore(emptyText, [{text: 'x'.repeat(5000), stderr: false}], 1000, 'first'))).toBe(0);
  });
  test('know which came on stderr', () => {
    const text = withMore(withMore(emptyText, lines(0, 3), 1e6, 'first'), [{text: 'bad', stderr: true}], 1e6, 'first');
    expect([2, 3].map(number => lineAt(text, number))).toEqual([
      {text: 'line 2', stderr: false},
      {text: 'bad', stderr: true},
    ]);
    expect(wholeOf(text)).toBe('line 0\nline 1\nline 2\nbad\n');
  });
});
