import {useRef} from 'react';
import type {Row} from '../../model/rows.js';
import {formatRow, type RowContext} from '../format/row.js';

interface Kept {
  readonly causes: readonly unknown[];
  readonly lines: ReadonlyMap<Row, string>;
}

/**
 * The lines of the rows, the one at `selected` marked (-1: none). Where nothing but selection and scrolling changed, as with most keys,
 * those that were on screen stay as they are. `causes`: what `context` tells by functions.
 */
export const useRowLines = (
  rows: readonly Row[],
  context: RowContext,
  causes: readonly unknown[],
  selected: number,
): readonly string[] => {
  const last = useRef<Kept | null>(null);
  const {staleMs: _, ...told} = context;
  const now = [...Object.values(told), ...causes];
  const before = last.current;
  const holds = before?.causes.length === now.length && before.causes.every((cause, index) => cause === now[index]);
  // Drawing twice gives the same, so it may be noted while drawing.
  const lines = new Map(rows.map(row => [row, (holds ? before.lines.get(row) : undefined) ?? formatRow(row, context, false)]));
  last.current = {causes: now, lines};
  return rows.map((row, index) => {
    const line = lines.get(row) ?? '';
    return index === selected ? context.look.selection(line) : line;
  });
};
