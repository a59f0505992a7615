import type {Row} from '../../model/rows.js';
import {formatRow, type RowContext} from './row.js';

/** The lines of rows, the one at `selected` marked (-1: none). `causes`: what the context tells by functions, as values to compare. */
export type RowLines = (
  rows: readonly Row[],
  context: RowContext,
  causes: readonly unknown[],
  selected: number,
) => readonly string[];

/** Where nothing but selection and scrolling changed, as with most keys, the lines that were made last stay as they are. */
export const keptRowLines = (): RowLines => {
  let known: readonly unknown[] = [];
  let lines: ReadonlyMap<Row, string> = new Map();
  return (rows, context, causes, selected) => {
    const {staleMs: _, ...told} = context;
    const now = [...Object.values(told), ...causes];
    const holds = now.length === known.length && now.every((cause, index) => cause === known[index]);
    const before = holds ? lines : new Map<Row, string>();
    // Drawing twice gives the same, so it may be noted while drawing. What left the screen is made anew when it comes back.
    lines = new Map(rows.map(row => [row, before.get(row) ?? formatRow(row, context, false)]));
    known = now;
    return rows.map((row, index) => {
      const line = lines.get(row) ?? '';
      return index === selected ? context.look.selection(line) : line;
    });
  };
};
