import type {Role} from '../../terminal/theme.js';
import {cellWidth, truncate} from '../../terminal/widths.js';

/** How the cells of a column look: all alike, or by what is in them and in their row. */
export type CellRole = Role | ((cell: string, row: readonly string[]) => Role);

/** What a column of a table is like, before its width is known. */
export interface TableColumn {
  readonly header: string;
  readonly align?: 'left' | 'right';
  readonly role: CellRole;
  /** Cells it is of use in: it gives up the others, widest column first, when room is short. Absent: it does not shrink. */
  readonly least?: number;
  /** Above 0: it may be left out, the highest rank first. */
  readonly rank?: number;
}

export interface FittedColumn {
  readonly header: string;
  readonly align: 'left' | 'right';
  readonly role: CellRole;
  readonly width: number;
}

/** A table whose cells are plain text that fits into its columns. */
export interface Table {
  readonly columns: readonly FittedColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Whether its headings are drawn. */
  readonly headed: boolean;
  /** The row that is chosen, where one can choose. */
  readonly chosen?: number;
}

export const tableMargin = 1;
export const tableGap = 2;

const tooWide = (widths: readonly number[], width: number): number =>
  tableMargin + widths.reduce((sum, cells) => sum + cells, 0) + tableGap * (widths.length - 1) - width;

/** Takes cells away from columns that can spare some, the widest first; gives what is still too much. */
const shrink = (widths: number[], least: readonly number[], width: number): number => {
  let over = tooWide(widths, width);
  while (over > 0) {
    let widest = -1;
    widths.forEach((cells, index) => {
      if (cells > (least[index] ?? cells) && cells > (widths[widest] ?? 0)) widest = index;
    });
    const cells = widths[widest];
    if (cells === undefined) return over;
    const next = Math.max(0, ...widths.filter((other, index) => index !== widest && other < cells));
    const step = Math.max(1, Math.min(over, cells - Math.max(least[widest] ?? 1, next)));
    widths[widest] = cells - step;
    over -= step;
  }
  return over;
};

/**
 * Fits a table into `width` cells. Columns are as wide as their longest cell where there is room.
 * @param rows plain text without control characters, one list a row @param cut the mark of cut cells
 */
export const fitTable = (
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number,
  cut: string,
): Table => {
  let kept = columns.map((column, index) => ({
    column,
    index,
    natural: rows.reduce((most, row) => Math.max(most, cellWidth(row[index] ?? '')), cellWidth(column.header)),
  }));
  let widths: number[] = [];
  for (;;) {
    widths = kept.map(({natural}) => natural);
    const least = kept.map(({column, natural}) => Math.min(natural, column.least ?? natural));
    if (shrink(widths, least, width) <= 0) break;
    const droppable = kept.filter(({column}) => (column.rank ?? 0) > 0);
    if (droppable.length === 0) {
      shrink(
        widths,
        kept.map(() => 1),
        width,
      );
      break;
    }
    const first = droppable.reduce((found, other) => ((other.column.rank ?? 0) > (found.column.rank ?? 0) ? other : found));
    kept = kept.filter(other => other !== first);
  }
  return {
    headed: true,
    columns: kept.map(({column: {header, align = 'left', role}}, place) => ({
      header: truncate(header, widths[place] ?? 0, cut),
      align,
      role,
      width: widths[place] ?? 0,
    })),
    rows: rows.map(row => kept.map(({index}, place) => truncate(row[index] ?? '', widths[place] ?? 0, cut))),
  };
};

/** The table with its last column widened, so that its rows reach the right edge and a chosen one shows as a bar. */
export const filledTable = (table: Table, width: number): Table => {
  const used = tableMargin + table.columns.reduce((sum, column) => sum + column.width, 0) + tableGap * (table.columns.length - 1);
  const last = table.columns.length - 1;
  const columns = table.columns.map((column, place) =>
    place === last ? {...column, width: column.width + Math.max(0, width - used)} : column,
  );
  return {...table, columns};
};
