import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {cellWidth} from '../../../source/terminal/widths.js';
import {wrapSpans} from '../../../source/ui/format/log-spans.js';
import {between, rowStarts} from '../../../source/ui/format/row-starts.js';

const bare = (text: string): string => text;
const rowsOf = (text: string, width: number): string[] => {
  const starts = rowStarts(text, width);
  return starts.map((start, row) => text.slice(start, starts[row + 1] ?? text.length));
};
const text = fc
  .array(fc.constantFrom('a', 'word ', '日本', 'é', 'e\u0301', '👩‍👩‍👧', '1️⃣', '…', 'x'.repeat(30)), {maxLength: 40})
  .map(parts => parts.join(''));

describe('the rows of a wrapped line', () => {
  test('are all of it, none wider than there is room, and break within no character', () => {
    fc.assert(
      fc.property(text, fc.integer({min: 2, max: 40}), (line, width) => {
        const rows = rowsOf(line, width);
        expect(rows.join('')).toBe(line);
        for (const row of rows) expect(cellWidth(row)).toBeLessThanOrEqual(width);
        const spans = wrapSpans([{text: line, paint: bare}], width, 10_000);
        expect(rows).toEqual(spans.map(row => row.map(span => span.text).join('')));
      }),
    );
  });
  test('of a book are as many as it takes', () => {
    const book = `${'x'.repeat(64_000)}… (9.9 M characters more, not kept)`;
    expect(rowsOf(book, 72).length).toBe(Math.ceil(book.length / 72));
  });
  test('keep their colours', () => {
    const spans = [
      {text: 'abc', paint: (part: string) => `<${part}>`},
      {text: 'defg', paint: bare},
    ];
    expect(between(spans, 2, 5).map(({text: part, paint}) => paint(part))).toEqual(['<c>', 'de']);
    expect(between(spans, 3, 99).map(({text: part}) => part)).toEqual(['defg']);
  });
});
