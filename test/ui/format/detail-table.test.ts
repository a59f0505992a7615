import {describe, expect, it} from 'vitest';
import {cellWidth} from '../../../source/terminal/widths.js';
import {fitTable, type Table, type TableColumn, tableGap, tableMargin} from '../../../source/ui/format/detail-table.js';

const columns: readonly TableColumn[] = [
  {header: 'NAME', role: 'text', least: 6},
  {header: 'MAC', role: 'dim', rank: 1},
  {header: 'FROM', role: 'text', least: 6},
];
const rows = [
  ['日本語のなまえ', '02:42:ac:11:00:02', 'x'.repeat(300)],
  ['b', '', 'y'],
];
const total = (table: Table): number =>
  tableMargin + table.columns.reduce((sum, {width}) => sum + width, 0) + tableGap * (table.columns.length - 1);

describe('a table fits into its width', () => {
  it.each([
    [200, ['NAME', 'MAC', 'FROM']],
    [60, ['NAME', 'MAC', 'FROM']],
    [30, ['NAME', 'FROM']],
    [16, ['NAME', 'FROM']],
    [10, ['NAME', 'FROM']],
  ])('of %i cells, with the columns %s', (width, headers) => {
    const table = fitTable(columns, rows, width, '…');
    expect(table.columns).toHaveLength(headers.length);
    expect(total(table)).toBeLessThanOrEqual(width);
    for (const row of table.rows)
      row.forEach((cell, place) => {
        expect(cellWidth(cell)).toBeLessThanOrEqual(table.columns[place]?.width ?? 0);
      });
  });

  it('gives columns what they need and no more where there is room', () => {
    const table = fitTable(columns, [['a', 'b', 'c']], 100, '…');
    expect(table.columns.map(({width}) => width)).toEqual([4, 3, 4]);
  });

  it('takes room from the widest column first', () => {
    const table = fitTable(columns, [['abcdefgh', 'mac', 'x'.repeat(50)]], 40, '…');
    expect(table.rows[0]?.[0]).toBe('abcdefgh');
    expect(table.rows[0]?.[2]).toMatch(/^x+…$/);
  });
});
