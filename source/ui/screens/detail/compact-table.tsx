import {Text} from 'ink';
import {type CellProps, Table as InkTable} from 'ink-table';
import {createContext, memo, useContext} from 'react';
import {toWidth} from '../../../terminal/widths.js';
import {type Table, tableGap, tableMargin} from '../../format/detail-table.js';
import type {Look} from '../../format/look.js';

interface Drawn {
  readonly table: Table;
  readonly look: Look;
}

/** What cells and headings are drawn from: ink-table hands them their place and text only. */
const DrawnTable = createContext<Drawn | null>(null);
const nothing = () => null;

/** A cell in its column's width, with the space around it. */
const padded = ({columns}: Table, place: number, text: string): readonly [string, string, string] => {
  const column = columns[place];
  const before = place === 0 ? ' '.repeat(tableMargin) : '';
  const after = place === columns.length - 1 ? '' : ' '.repeat(tableGap);
  return [before, column ? toWidth(text, column.width, column.align) : text, after];
};

/** ink-table pads by UTF-16 units, which are not cells: its padding is taken off again. */
const Cell = ({column, children}: CellProps) => {
  const drawn = useContext(DrawnTable);
  if (!drawn) return null;
  const text = String(children).trim();
  const [before, cell, after] = padded(drawn.table, column, text);
  const role = drawn.table.columns[column]?.role ?? 'text';
  const paint = drawn.look.paint[typeof role === 'function' ? role(text) : role];
  return <Text wrap="truncate">{before + paint(cell) + after}</Text>;
};

const Header = ({children}: {readonly children?: unknown}) => {
  const drawn = useContext(DrawnTable);
  if (!drawn) return null;
  const place = Number(String(children).trim());
  return (
    <Text wrap="truncate">
      {drawn.look.paint.dim(padded(drawn.table, place, drawn.table.columns[place]?.header ?? '').join(''))}
    </Text>
  );
};

/** ink-table keeps the components that it was first given: a table of another shape has to be another table. */
export const shapeOf = ({columns, headed}: Table): string =>
  `${headed} ${columns.map(({header, width}) => `${header}:${width}`).join(' ')}`;

const same = (before: Drawn, after: Drawn): boolean =>
  before.look === after.look &&
  shapeOf(before.table) === shapeOf(after.table) &&
  before.table.rows.length === after.table.rows.length &&
  before.table.rows.every((row, place) => row.every((cell, column) => cell === after.table.rows[place]?.[column]));

/**
 * A table of n + 1 lines: ink-table without its frame. Its columns are named by their place, so that headings from a container's `ps`
 * need not differ from each other.
 */
export const CompactTable = memo(({table, look}: Drawn) => {
  const {columns, rows, headed} = table;
  return (
    <DrawnTable value={{table, look}}>
      <InkTable
        data={rows.map(row => Object.fromEntries(row.map((cell, place) => [String(place), cell])))}
        columns={columns.map((_, place) => String(place))}
        skeleton={nothing}
        header={headed ? Header : nothing}
        cell={Cell}
      />
    </DrawnTable>
  );
}, same);
