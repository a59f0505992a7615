import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createCleaner, createCsvRows, createLines, type LineReader} from '../../source/live/answer-lines.js';

const clean = createCleaner([]);

/** All that comes of a text, whichever pieces it comes in. */
const read = (reader: LineReader, bytes: Buffer, size = 7): string[] => {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += size) lines.push(...reader.push(bytes.subarray(at, at + size)));
  return [...lines, ...reader.end()];
};
const linesOf = (text: string, size?: number) => read(createLines(clean), Buffer.from(text), size);
const rowsOf = (text: string, size?: number) => read(createCsvRows(clean), Buffer.from(text), size).map(row => row.split('\t'));

describe('lines of an answer', () => {
  test('come whole, in whatever pieces they are sent', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ -~é日👩]*$/u)), fc.integer({min: 1, max: 9}), (lines, size) => {
        const text = lines.map(line => `${line}\n`).join('');
        expect(linesOf(text, size)).toEqual(lines);
      }),
    );
  });
  test('end as they do: carriage returns go, the last one needs no break', () => {
    expect(linesOf('used_memory:1\r\nmax:0\r\n\r\nlast')).toEqual(['used_memory:1', 'max:0', '', 'last']);
    expect(linesOf('')).toEqual([]);
  });
  test('move nothing: escape sequences and controls go, tabs stand in columns', () => {
    expect(linesOf('a\u001b[2Jb\u001b]0;x\u0007c\u0000d\u009b5me\n\tx\ty\n')).toEqual(['abcde', '        x       y']);
  });
  test('that was written over shows its last state', () => {
    expect(linesOf('10 %\r50 %\rdone\n')).toEqual(['done']);
  });
  test('of ten million characters is cut, and says so', () => {
    const [line = '', next] = read(createLines(clean), Buffer.from(`${'x'.repeat(10_000_000)}\nnext\n`), 65_536);
    expect(line.length).toBeLessThan(66_000);
    expect(line).toMatch(/xxx… \(9\.9 M characters more, not kept\)$/);
    expect(next).toBe('next');
  });
  test('hide the secrets that are known', () => {
    const reader = createLines(createCleaner(['hunter2', '']));
    expect(read(reader, Buffer.from('requirepass\nhunter2\nxhunter2y\n'))).toEqual(['requirepass', '••••••', 'x••••••y']);
  });
});

describe('rows of CSV', () => {
  const quoted = (cell: string) => (/[",\n\r]/.test(cell) || cell === '' ? `"${cell.replaceAll('"', '""')}"` : cell);
  test('are what was written, whatever is in a cell and whichever pieces it comes in', () => {
    const cell = fc.stringMatching(/^[ -~\n日]*$/);
    fc.assert(
      fc.property(fc.array(fc.array(cell, {minLength: 1, maxLength: 4})), fc.integer({min: 1, max: 9}), (rows, size) => {
        const text = rows.map(row => `${row.map(quoted).join(',')}\n`).join('');
        expect(rowsOf(text, size)).toEqual(rows);
      }),
    );
  });
  test('have empty cells where nothing stands', () => {
    expect(rowsOf('a,b,c\n1,,\n,,3\n')).toEqual([
      ['a', 'b', 'c'],
      ['1', '', ''],
      ['', '', '3'],
    ]);
  });
  test('end without a break, and within quotes', () => {
    expect(rowsOf('a\n1')).toEqual([['a'], ['1']]);
    expect(rowsOf('a\n"1\n2')).toEqual([['a'], ['1\n2']]);
    expect(rowsOf('')).toEqual([]);
  });
  test('a cell never breaks out of its row: tabs and escapes go', () => {
    expect(rowsOf('a,b\n"x\ty\u001b[31m",2\n')).toEqual([
      ['a', 'b'],
      ['x       y', '2'],
    ]);
  });
  test('a cell of ten million characters is cut, and its row goes on', () => {
    const rows = read(createCsvRows(clean), Buffer.from(`a,b\n"${'x'.repeat(10_000_000)}",2\n`), 65_536);
    expect(rows[1]).toMatch(/characters more, not kept\)\t2$/);
    expect(rows[1]?.length).toBeLessThan(66_000);
  });
});
