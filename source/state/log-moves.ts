import type {LogItem} from '../model/log-entry.js';
import {type Budget, budgetForFrame} from './log-find.js';
import {isAbove, type LogRow, rowSeq, walkRows} from './log-rows.js';
import type {LogPlace, LogView} from './logs.js';

/** How rows fill the screen: its height, and the lines that a row takes there (more than one when it is wrapped or unfolded). */
export interface Page {
  readonly height: number;
  readonly linesOf: (row: LogRow) => number;
}

const endSeq = Number.MAX_SAFE_INTEGER;

/** The row `by` rows from that of `seq`, or the last one there is; undefined when nothing is shown there. */
const stepFrom = (view: LogView, seq: number, by: number, budget: Budget): LogRow | undefined => {
  const own = rowSeq(view, seq);
  let found: LogRow | undefined;
  let left = Math.abs(by);
  const take = (row: LogRow): boolean => {
    found = row;
    if (row.item.seq !== own) left -= 1;
    return left > 0;
  };
  walkRows(view, seq, by < 0 ? -1 : 1, take, budget);
  return found;
};

/** Rows that fill the screen, oldest first, and the lines of the first one that lie above it. */
export interface Slice {
  readonly rows: readonly LogRow[];
  readonly skip: number;
}

/** Rows that fill the screen up to the one of `seq`, whose last line is the last one. */
const fillUpTo = (view: LogView, seq: number, page: Page, budget: Budget): Slice => {
  const rows: LogRow[] = [];
  let lines = 0;
  const take = (row: LogRow): boolean => {
    rows.push(row);
    lines += page.linesOf(row);
    return lines < page.height;
  };
  walkRows(view, seq, -1, take, budget);
  return {rows: rows.reverse(), skip: Math.max(0, lines - page.height)};
};

/** Rows from a place on, until `most` lines of the screen are full. */
const fillFrom = (view: LogView, {top, skip = 0}: LogPlace, most: number, page: Page, budget: Budget): Slice => {
  const rows: LogRow[] = [];
  let lines = 0;
  let above = 0;
  const take = (row: LogRow): boolean => {
    const own = page.linesOf(row);
    // An item that was folded meanwhile is not as high any more.
    if (rows.length === 0) above = Math.min(skip, own - 1);
    lines += own;
    rows.push(row);
    return lines - above < most;
  };
  walkRows(view, top, 1, take, budget);
  return {rows, skip: above};
};

/** What is on screen from a place on. Where a filter or a fold leaves too little to fill it, the rows before are there too. */
const shownFrom = (view: LogView, place: LogPlace, page: Page, budget: Budget): Slice => {
  const from = fillFrom(view, place, page.height, page, budget);
  const isFull = linesIn(from.rows, page) - from.skip >= page.height;
  // With nothing left to look further, what is missing may still come below.
  return isFull || budget.left <= 0 ? from : fillUpTo(view, endSeq, page, budget);
};

/** The rows from a place on and none before it, on a page that need not be full. */
export const belowPlace: typeof shownFrom = (view, place, page, budget) => fillFrom(view, place, page.height, page, budget);

/** What is on screen: the newest lines when the view follows, else those from its place on. */
export const sliceOf = (view: LogView, page: Page, budget: Budget = budgetForFrame()): Slice =>
  view.place ? shownFrom(view, view.place, page, budget) : fillUpTo(view, endSeq, page, budget);

/** The chosen row; while the view follows, the newest one. */
export const chosenRow = (view: LogView, budget: Budget = budgetForFrame()): LogRow | undefined =>
  (view.place ? stepFrom(view, view.place.cursor, 0, budget) : undefined) ?? stepFrom(view, endSeq, -1, budget);

/** The line that the chosen row begins with. */
export const chosenIn = (view: LogView, budget: Budget = budgetForFrame()): LogItem | undefined => chosenRow(view, budget)?.item;

const at = (view: LogView, top: number, skip: number, cursor: number): LogView => ({
  ...view,
  place: skip > 0 ? {top, skip, cursor} : {top, cursor},
});

const linesIn = (rows: readonly LogRow[], page: Page): number => rows.reduce((sum, row) => sum + page.linesOf(row), 0);

/**
 * The view with its cursor on screen, moving what is on it no further than needed. Of a row that is higher than the screen one sees the
 * beginning, or its end when one comes from below.
 */
export const placed = (view: LogView, cursor: number, page: Page, budget: Budget): LogView => {
  const own = rowSeq(view, cursor);
  const place = view.place ?? {top: own, cursor: own};
  const {rows, skip} = shownFrom(view, place, page, budget);
  const first = rows[0]?.item.seq ?? own;
  const found = rows.findIndex(row => row.item.seq === own);
  const row = rows[found];
  const height = row ? page.linesOf(row) : 0;
  const from = found === -1 ? 0 : linesIn(rows.slice(0, found), page) - skip;
  if (row && from >= 0 && (from + height <= page.height || from === 0)) return at(view, first, skip, own);
  if (row ? from < 0 : isAbove(view, own, first)) {
    const tall = stepFrom(view, own, 0, budget);
    const over = tall ? page.linesOf(tall) - page.height : 0;
    // Already within it: what is on screen of it stays.
    if (row && over > 0) return at(view, first, skip, own);
    return at(view, own, Math.max(0, over), own);
  }
  const up = fillUpTo(view, own, page, budget);
  return up.rows.length > 1 ? at(view, up.rows[0]?.item.seq ?? own, up.skip, own) : at(view, own, 0, own);
};

/** Stands still where it is: the cursor is on the newest line. Where no line is shown there is nothing to stand on, and it follows on. */
export const pauseView = (view: LogView, page: Page, budget: Budget = budgetForFrame()): LogView => {
  if (view.place) return view;
  const {rows, skip} = fillUpTo(view, endSeq, page, budget);
  const first = rows[0];
  const last = rows.at(-1);
  return first && last ? at(view, first.item.seq, skip, last.item.seq) : view;
};

export const followView = (view: LogView): LogView => (view.place ? {...view, place: null} : view);

/** The cursor some rows on. */
export const moveCursor = (view: LogView, by: number, page: Page): LogView => {
  const budget = budgetForFrame();
  const paused = pauseView(view, page, budget);
  const {place} = paused;
  const found = place && stepFrom(paused, place.cursor, by, budget);
  return found ? placed(paused, found.item.seq, page, budget) : paused;
};

/** The row that a line of the screen shows; the last one below the end. */
const rowAtLine = ({rows, skip}: Slice, line: number, page: Page): LogRow | undefined => {
  let end = -skip;
  return (
    rows.find(row => {
      end += page.linesOf(row);
      return end > line;
    }) ?? rows.at(-1)
  );
};

/** The place some lines of the screen further up, as far as there are any; and how far it is. */
const scrolledUp = (
  view: LogView,
  {top, skip = 0}: LogPlace,
  by: number,
  page: Page,
  budget: Budget,
): {top: LogPlace; moved: number} => {
  const own = rowSeq(view, top);
  let found = {top: own, skip, cursor: 0};
  let moved = skip;
  if (by > skip)
    walkRows(
      view,
      top,
      -1,
      row => {
        if (row.item.seq === own) return true;
        moved += page.linesOf(row);
        found = {...found, top: row.item.seq};
        return moved < by;
      },
      budget,
    );
  return {top: {...found, skip: Math.max(0, moved - by)}, moved: Math.min(moved, by)};
};

/** The same further down: the newest line stays on the last line of the screen. */
const scrolledDown = (view: LogView, place: LogPlace, by: number, page: Page, budget: Budget): {top: LogPlace; moved: number} => {
  const {rows, skip} = fillFrom(view, place, page.height + by, page, budget);
  const moved = Math.max(0, Math.min(by, linesIn(rows, page) - skip - page.height));
  let left = moved + skip;
  let index = 0;
  for (; index < rows.length - 1; index += 1) {
    const row = rows[index];
    const lines = row ? page.linesOf(row) : 0;
    if (left < lines) break;
    left -= lines;
  }
  return {top: {top: rows[index]?.item.seq ?? place.top, skip: left, cursor: 0}, moved};
};

/**
 * Some lines of the screen on, and the cursor with them, so that it keeps its place on screen; at either end the cursor moves alone.
 * `shown`: what is on screen before, where the page is not that of the screen.
 */
export const scrollView = (view: LogView, by: number, page: Page, shown: typeof shownFrom = shownFrom): LogView => {
  const budget = budgetForFrame();
  const paused = pauseView(view, page, budget);
  const {place} = paused;
  if (!place) return paused;
  const before = shown(paused, place, page, budget);
  const own = rowSeq(paused, place.cursor);
  const index = before.rows.findIndex(row => row.item.seq === own);
  const line = index === -1 ? 0 : Math.max(0, linesIn(before.rows.slice(0, index), page) - before.skip);
  const from = {top: before.rows[0]?.item.seq ?? place.top, skip: before.skip, cursor: own};
  const {top, moved} = by < 0 ? scrolledUp(paused, from, -by, page, budget) : scrolledDown(paused, from, by, page, budget);
  const alone = Math.abs(by) - moved;
  const after = fillFrom(paused, top, page.height, page, budget);
  const cursor = rowAtLine(after, Math.max(0, Math.min(page.height - 1, line + (by < 0 ? -alone : alone))), page);
  return cursor ? at(paused, after.rows[0]?.item.seq ?? top.top, after.skip, cursor.item.seq) : paused;
};

/** The oldest line that is shown. */
export const toFirst = (view: LogView, page: Page): LogView => {
  const budget = budgetForFrame();
  const first = stepFrom(view, 0, 1, budget);
  return first ? at(view, first.item.seq, 0, first.item.seq) : pauseView(view, page, budget);
};

/** An item in sight, with some lines before and after it where it was not on screen. */
export const showItem = (view: LogView, seq: number, page: Page, budget: Budget = budgetForFrame()): LogView => {
  const own = rowSeq(view, seq);
  const {rows, skip} = sliceOf(view, page, budget);
  const first = rows[0];
  if (first && rows.some(row => row.item.seq === own))
    return placed({...view, place: view.place ?? {top: first.item.seq, skip, cursor: own}}, own, page, budget);
  const half = {...page, height: Math.max(1, Math.floor(page.height / 2))};
  const up = fillUpTo(view, own, half, budget);
  const top = up.skip === 0 ? up.rows[0] : (up.rows[1] ?? up.rows[0]);
  return placed(at(view, top?.item.seq ?? own, 0, own), own, page, budget);
};
