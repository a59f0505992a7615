import {describe, expect, it} from 'vitest';
import {type Content, heightOf, line, type Piece, tablePiece, topOf, windowOf} from '../../../source/ui/format/detail-piece.js';
import {fitTable} from '../../../source/ui/format/detail-table.js';

const table = tablePiece(fitTable([{header: 'A', role: 'text'}], [['1'], ['2'], ['3']], 20, '…'));
const pieces: readonly Piece[] = [line('above'), table, line('below')];
const asText = (of: readonly Piece[]): string[] =>
  of.flatMap(piece =>
    piece.kind === 'line' ? [piece.text] : [...(piece.table.headed ? ['A'] : []), ...piece.table.rows.map(row => row[0] ?? '')],
  );

describe('scrolling shows a part of lines and tables', () => {
  it.each([
    [0, 6, ['above', 'A', '1', '2', '3', 'below']],
    [0, 3, ['above', 'A', '1']],
    [1, 2, ['A', '1']],
    [2, 2, ['1', '2']],
    [4, 9, ['3', 'below']],
  ])('from line %i on, %i lines', (top, height, lines) => {
    expect(asText(windowOf(pieces, top, height))).toEqual(lines);
  });

  it('counts the lines', () => {
    expect(heightOf(pieces)).toBe(6);
  });
});

describe('the first line on screen', () => {
  const content = (at: Content['at']): Content => ({pieces: Array.from({length: 20}, () => line('')), at});
  it.each([
    [0, null, 0],
    [99, null, 15],
    [-3, null, 0],
    [0, {first: 7, last: 7}, 3],
    [10, {first: 2, last: 2}, 2],
    [0, {first: 8, last: 14}, 8],
  ])('asked for %i with the chosen entry at %j is %i', (scroll, at, top) => {
    expect(topOf(content(at), scroll, 5)).toBe(top);
  });
});
