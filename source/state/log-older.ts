import type {LogEntry, LogItem} from '../model/log-entry.js';
import {type Budget, budgetForFrame, shownIn} from './log-find.js';
import {isMark} from './log-flags.js';
import {belowPlace, type Page, scrollView, toFirst} from './log-moves.js';
import {blockIndexOf, flagsOf, itemsOf, type LogRing, sourcesOf, withOlderItems} from './log-ring.js';
import type {LogView} from './logs.js';

/** Whether no line that is shown stands before this one. False as long as that is not known. */
export const isOldestShown = (view: LogView, seq: number, budget: Budget = budgetForFrame()): boolean => {
  for (let index = blockIndexOf(view.ring, seq); index >= 0; index -= 1) {
    const block = view.ring.blocks[index];
    const places = block && shownIn(view, block, budget);
    if (!block || !places) return false;
    const first = places[0];
    if (first !== undefined && block.first + first < seq) return false;
  }
  return true;
};

/** Older lines are wanted, and the view is to go up by `by` items once they are there. */
export const wantOlder = (view: LogView, by: number): LogView => {
  const {older} = view;
  if (older.kind === 'none') return view;
  const [before, read] = older.kind === 'wanted' ? [older.by, older.read] : [0, 0];
  const from = view.place?.top ?? Number.MAX_SAFE_INTEGER;
  return {...view, older: {kind: 'wanted', by: before + by, from, read}};
};

/**
 * What a move upwards by some lines of the screen made of a view, with older lines wanted where it came to the oldest one: to go on by as
 * many where it could not move at all, else to have them there for the next move.
 */
export const movedUp = (before: LogView, after: LogView, lines: number): LogView => {
  const [was, is] = [before.place, after.place];
  const isStuck = was?.top === is?.top && was?.skip === is?.skip && was?.cursor === is?.cursor;
  const isOldest = (is?.skip ?? 0) === 0 && isOldestShown(after, is?.top ?? Number.MAX_SAFE_INTEGER);
  return isOldest ? wantOlder(after, isStuck ? lines : 0) : after;
};

/** Higher than any screen, so that nothing but the way up counts. */
const tallPage: Page = {height: 400, linesOf: () => 1};

/**
 * Older lines before all others (with `seq`s that end just before the first one), and the view as far up as it was to go. `begins`: there
 * are none before them.
 */
export const withOlder = (view: LogView, items: readonly LogItem[], begins: boolean): LogView => {
  const {older} = view;
  const next: LogView = {
    ...view,
    ring: withOlderItems(view.ring, items),
    older: begins ? {kind: 'none'} : older.kind === 'wanted' ? {...older, read: older.read + items.length} : older,
  };
  if (older.kind !== 'wanted' || older.by === 0 || !next.place || next.place.top !== older.from || items.length === 0)
    return next;
  const moved =
    older.by === Number.POSITIVE_INFINITY ? toFirst(next, tallPage) : scrollView(next, -older.by, tallPage, belowPlace);
  // What it was to go it has gone, if only as far as there were lines.
  return moved.place?.top === next.place.top || moved.older.kind !== 'wanted'
    ? moved
    : {...moved, older: {...moved.older, by: 0}};
};

/** Whether somebody waits for older lines, and not only the next move. */
export const isWaitingForOlder = ({older}: LogView): boolean => older.kind === 'wanted' && (older.by > 0 || older.read > 0);

/** Nobody waits for older lines any more. */
export const olderDone = (view: LogView): LogView => (view.older.kind === 'wanted' ? {...view, older: {kind: 'unknown'}} : view);

/** Whether any of the lines before `seq` is shown; marks, which always are, do not count. */
export const showsLineBefore = (view: LogView, seq: number): boolean => {
  const budget: Budget = {left: Number.POSITIVE_INFINITY};
  return view.ring.blocks.some(block => {
    if (block.first >= seq) return false;
    const flags = flagsOf(block);
    return (shownIn(view, block, budget) ?? []).some(place => !isMark(flags[place] ?? 0) && block.first + place < seq);
  });
};

/** What is held of one source. */
export interface HeldSource {
  readonly lines: number;
  /** Its oldest line, and those after it with the very same time. */
  readonly oldest: readonly LogEntry[];
}

/** What a ring holds of each source, by index. */
export const heldSources = (ring: LogRing): ReadonlyMap<number, HeldSource> => {
  const found = new Map<number, {lines: number; first: number}>();
  for (const block of ring.blocks) {
    const flags = flagsOf(block);
    sourcesOf(block).forEach((source, place) => {
      if (isMark(flags[place] ?? 0)) return;
      const known = found.get(source);
      if (known) known.lines += 1;
      else found.set(source, {lines: 1, first: block.first + place});
    });
  }
  return new Map([...found].map(([source, {lines, first}]) => [source, {lines, oldest: momentFrom(ring, source, first)}]));
};

/** The lines of a source from `seq` on that have one time: engines with whole seconds write many of them. Those of one block are enough. */
const momentFrom = (ring: LogRing, source: number, seq: number): LogEntry[] => {
  const lines: LogEntry[] = [];
  const block = ring.blocks[blockIndexOf(ring, seq)];
  const items = block ? itemsOf(block) : [];
  for (let place = seq - (block?.first ?? 0); place < items.length; place += 1) {
    const item = items[place];
    if (item?.kind !== 'line' || item.source !== source) continue;
    if (lines.length > 0 && item.time !== lines[0]?.time) break;
    lines.push(item);
  }
  return lines;
};
