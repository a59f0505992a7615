import {rowsIn, screenIn, selectedIndexIn} from './selectors.js';
import type {State} from './state.js';

/** From this width on detail stands beside the list, below it lies over it. */
export const sideBySideFrom = 150;
/** Terminals smaller than this get a line that says so. */
export const leastColumns = 40;
export const leastRows = 8;

/** Whether an empty line sets the list apart from the header: only where lines are plenty. */
export const isAiry = (state: State): boolean => state.view.size.rows >= 28;

/** Lines of the list of stacks: all but header, meters, column names, rule, why line and footer. */
export const listHeight = (state: State): number => Math.max(1, state.view.size.rows - 6 - (isAiry(state) ? 1 : 0));

/** Lines between the header and the footer. */
export const bodyHeight = (state: State): number => listHeight(state) + 1 + (isAiry(state) ? 1 : 0);

/** Cells of the list, and of what stands beside it (0: nothing does). */
export const panes = (state: State): {readonly list: number; readonly side: number} => {
  const {columns} = state.view.size;
  if (screenIn(state).kind !== 'detail') return {list: columns, side: 0};
  if (columns < sideBySideFrom) return {list: 0, side: columns};
  const list = Math.floor(columns * 0.42);
  return {list, side: columns - list};
};

/** First line to show so that line `at` is among `height` lines, scrolling no further than needed. */
export const scrolled = (top: number, at: number, height: number, length: number): number => {
  const highest = Math.max(0, length - height);
  if (at < top) return Math.min(at, highest);
  if (at >= top + height) return Math.min(at - height + 1, highest);
  return Math.max(0, Math.min(top, highest));
};

/** The lines of the list that are on screen. */
export const visibleRowsIn = (state: State): {readonly top: number; readonly rows: ReturnType<typeof rowsIn>} => {
  const rows = rowsIn(state);
  const height = listHeight(state);
  const top = scrolled(state.view.top, Math.max(0, selectedIndexIn(state)), height, rows.length);
  return {top, rows: rows.slice(top, top + height)};
};
