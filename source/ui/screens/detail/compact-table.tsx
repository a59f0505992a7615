import {type CellProps, Table as InkTable} from 'ink-table';
import {createContext, memo, useContext} from 'react';
import {cellWidth, truncate} from '../../../terminal/widths.js';
import {Line} from '../../components/line.js';
import {type CellRole, type Table, tableGap, tableMargin} from '../../format/detail-table.js';
import type {Look} from '../../format/look.js';

interface Drawn {
  readonly table: Table;
  readonly look: Look;
}

/** What rows and headings are drawn from: ink-table measures in UTF-16 units, which are not cells, and knows no roles. */
const DrawnTable = createContext<Drawn | null>(null);
const nothing = () => null;

/** Cells of a row side by side. The space around a text is not painted: it would show where a chosen row is inverted. */
const rowText = ({columns}: Table, look: Look, cells: readonly string[], roleOf: (place: number) => CellRole): string =>
  columns
    .map(({width, align}, place) => {
      const text = truncate(cells[place] ?? '', width);
      const rest = ' '.repeat(Math.max(0, width - cellWidth(text)));
      const role = roleOf(place);
      const painted = look.paint[typeof role === 'function' ? role(text, cells) : role](text);
      const gap = ' '.repeat(place === 0 ? tableMargin : tableGap);
      return gap + (align === 'right' ? rest + painted : painted + rest);
    })
    .join('');

interface Painted {
  readonly columns: Table['columns'];
  readonly look: Look;
  readonly text: string;
}

/** Rows that were painted: where a table's rows stay the same ones, moving the choice paints none of them again. */
const paintedRows = new WeakMap<readonly string[], Painted>();

const paintedRow = (table: Table, look: Look, cells: readonly string[]): string => {
  const known = paintedRows.get(cells);
  if (known?.columns === table.columns && known.look === look) return known.text;
  const text = rowText(table, look, cells, column => table.columns[column]?.role ?? 'text');
  paintedRows.set(cells, {columns: table.columns, look, text});
  return text;
};

/** A whole row is one line of the screen, so that a key that moves the choice draws two lines and not a few hundred cells. */
const Row = ({children}: CellProps) => {
  const drawn = useContext(DrawnTable);
  if (!drawn) return null;
  const {table, look} = drawn;
  const place = Number(String(children).trim());
  const cells = table.rows[place];
  const text = cells ? paintedRow(table, look, cells) : '';
  return <Line text={place === table.chosen ? look.selection(text) : text} />;
};

const Header = () => {
  const drawn = useContext(DrawnTable);
  if (!drawn) return null;
  const {table, look} = drawn;
  const headers = table.columns.map(({header}) => header);
  return <Line text={rowText(table, look, headers, () => 'dim')} />;
};

/** ink-table keeps the components that it was first given: a table of another shape has to be another table. */
export const shapeOf = ({columns, headed}: Table): string =>
  `${headed} ${columns.map(({header, width}) => `${header}:${width}`).join(' ')}`;

const same = (before: Drawn, after: Drawn): boolean =>
  before.look === after.look &&
  before.table.chosen === after.table.chosen &&
  shapeOf(before.table) === shapeOf(after.table) &&
  before.table.rows.length === after.table.rows.length &&
  before.table.rows.every((row, place) => row.every((cell, column) => cell === after.table.rows[place]?.[column]));

/** ink-table makes a checksum of every row: it is asked anew only when there are other rows, not when others are in them. */
const Skeleton = memo(({rows, headed}: {readonly rows: number; readonly headed: boolean}) => (
  <InkTable
    data={Array.from({length: rows}, (_, row) => ({row}))}
    columns={['row']}
    skeleton={nothing}
    header={headed ? Header : nothing}
    cell={Row}
  />
));

/**
 * A table of n + 1 lines: ink-table without its frame. It has one column for the whole row, which is named by its number: headings from a
 * container's `ps` need not differ from each other, and a row stays the same one when what is in it changes.
 */
export const CompactTable = memo(
  ({table, look}: Drawn) => (
    <DrawnTable value={{table, look}}>
      <Skeleton rows={table.rows.length} headed={table.headed} />
    </DrawnTable>
  ),
  same,
);
