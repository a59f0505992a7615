import {budgetForLook, lookFurther} from '../state/log-find.js';
import {isMark} from '../state/log-flags.js';
import type {LogTarget} from '../state/log-targets.js';
import type {LogEvent, LogSource, LogView} from '../state/logs.js';
import type {Piece} from '../state/packed-lines.js';
import type {MarkDraft} from './log-reading.js';

/** Lines that were written since then. */
export const freshIn = (pieces: readonly Piece[], since: number): number => {
  let count = 0;
  for (const {lines, from, to} of pieces)
    for (let at = from; at < to; at += 1) if (!isMark(lines.flags[at] ?? 0) && !((lines.times[at] ?? 0) < since)) count += 1;
  return count;
};

const isBefore = ({place, ring}: LogView): boolean => {
  const middle = ring.blocks[ring.blocks.length >> 1];
  return place !== null && middle !== undefined && place.top < middle.first;
};

/** A paused view that is full: what lies before its place is let go for new lines only as long as half of it is left. */
export const isFullBefore = (view: LogView): boolean => view.ring.bytes >= view.limit * 0.95 && isBefore(view);

/** How many bytes a view takes at a time: one that is paused little, and near its end so little that nothing of its place is let go for it. */
export const roomIn = (view: LogView): number => {
  const {place, ring, limit} = view;
  if (place === null) return limit;
  return isBefore(view) ? Math.max(1, Math.min(limit / 8, (limit - ring.bytes) / 2)) : limit / 8;
};

/** Lets a search over many lines get on, a piece at a time. */
export const furtherSearched = (view: LogView): LogView => {
  if (view.search === '' && view.filter === '' && !view.errorsOnly) return view;
  const budget = budgetForLook();
  const before = budget.left;
  lookFurther(view, budget);
  return budget.left === before ? view : {...view, searched: view.searched + 1};
};

/** A source whose log is being opened. */
export const sourceOf = ({key, id, label}: LogTarget): LogSource => ({key, id, label, state: {kind: 'opening'}});

/** An event, to be put between the lines. */
export const markOf = ({time, tone, text}: LogEvent): MarkDraft => ({kind: 'mark', seq: 0, time, tone, text});
