import type {LogEntry, LogItem} from '../model/log-entry.js';
import {isMereHead, verdictPlace} from '../model/log-verdict.js';
import {type Budget, groupsIn, headsIn} from './log-find.js';
import {linksOf, type Places} from './log-groups.js';
import {blockIndexOf, itemsOf, type LogBlock, timesOf} from './log-ring.js';
import type {LogView} from './logs.js';

/** What the row of a folded or unfolded group tells of it. */
export interface LogFold {
  /** How many times it was said. */
  readonly times: number;
  /** Lines that go on with it, without the head. */
  readonly further: number;
  /** When the last of its lines was written; null where the engine told no time. */
  readonly newest: number | null;
  /** Its lines are drawn below it. */
  readonly open: boolean;
  /** While it is folded: the line that says what went wrong, where the head says only that something did. */
  readonly verdict: LogEntry | null;
}

/** What takes a place of its own among the rows of a log: a line, the head of a group, or a line of an unfolded group. */
export interface LogRow {
  readonly item: LogItem;
  /** Of the head of a group of several lines. */
  readonly fold: LogFold | null;
  /** It belongs to the head above it. */
  readonly below: boolean;
  /** It is drawn whole, JSON by its keys. */
  readonly unfolded: boolean;
}

/** A place in the ring: which block, where in it. */
interface Spot {
  readonly index: number;
  readonly place: number;
}

/** What is known already is enough. */
const spent: Budget = {left: 0};

/** Heads that are drawn as a part of a group of the block before. Where a filter is on, both parts have to pass. */
const joined = (view: LogView, index: number, place: number, budget: Budget): Spot | null => {
  const block = view.ring.blocks[index];
  const before = view.ring.blocks[index - 1];
  if (!block || !before || view.folding === 'off') return null;
  const to = linksOf(before, block).get(place);
  if (to === undefined) return null;
  if (view.filter === '' && !view.errorsOnly) return {index: index - 1, place: to};
  const passes =
    (headsIn(view, before, budget)?.includes(to) ?? false) && (headsIn(view, block, budget)?.includes(place) ?? false);
  return passes ? {index: index - 1, place: to} : null;
};

/** Places of a block's rows when all groups are folded; null when they are not known yet and the budget is spent. */
export const rowsIn = (view: LogView, index: number, budget: Budget): Places | null => {
  const block = view.ring.blocks[index];
  const heads = block ? headsIn(view, block, budget) : null;
  if (!block || !heads || view.folding === 'off') return heads;
  const links = linksOf(view.ring.blocks[index - 1], block);
  if (links.size === 0) return heads;
  return heads.filter(place => !links.has(place) || joined(view, index, place, budget) === null);
};

/** The head of the group that a place belongs to. */
const headOf = (view: LogView, {index, place}: Spot, budget = spent): Spot => {
  const block = view.ring.blocks[index];
  const groups = block ? groupsIn(view, block) : null;
  let spot: Spot = {index, place: groups?.heads[place] ?? place};
  for (;;) {
    const before = joined(view, spot.index, spot.place, budget);
    if (!before) return spot;
    spot = before;
  }
};

/** The parts of a group: its head, and where it goes on in the blocks after that one. */
const partsOf = (view: LogView, head: Spot, budget = spent): Spot[] => {
  const parts = [head];
  if (view.folding === 'off') return parts;
  let last = head;
  for (;;) {
    const block = view.ring.blocks[last.index];
    const after = view.ring.blocks[last.index + 1];
    if (!block || !after) return parts;
    let next: Spot | null = null;
    for (const [place, to] of linksOf(block, after))
      if (to === last.place && joined(view, last.index + 1, place, budget)) next = {index: last.index + 1, place};
    if (!next) return parts;
    parts.push(next);
    last = next;
  }
};

const seqAt = (view: LogView, {index, place}: Spot): number => (view.ring.blocks[index]?.first ?? 0) + place;

const spotAt = (view: LogView, seq: number): Spot | null => {
  const index = blockIndexOf(view.ring, seq);
  const block = view.ring.blocks[index];
  return block && seq >= block.first && seq < block.first + block.count ? {index, place: seq - block.first} : null;
};

/** `seq` of the head of the group that the line belongs to: its own when it stands for itself or was let go. */
export const headSeq = (view: LogView, seq: number): number => {
  const spot = spotAt(view, seq);
  return spot ? seqAt(view, headOf(view, spot)) : seq;
};

/** Whether the lines of a group are drawn below its head. */
export const isOpen = (view: LogView, head: number): boolean => (view.folding === 'unfolded') !== view.unfolded.has(head);

/** `seq` of the row that a line is drawn in: its own, or that of the head of its folded group. */
export const rowSeq = (view: LogView, seq: number): number => {
  const head = headSeq(view, seq);
  return head === seq || isOpen(view, head) ? seq : head;
};

/** Whether row `a` is drawn above row `b`. Rows of an unfolded group stand together, whatever stands between its lines in the ring. */
export const isAbove = (view: LogView, a: number, b: number): boolean => {
  const heads = headSeq(view, a) - headSeq(view, b);
  return heads === 0 ? a < b : heads < 0;
};

const timeOf = (block: LogBlock | undefined, place: number): number | null => {
  const time = block ? timesOf(block)[place] : undefined;
  return time === undefined || Number.isNaN(time) ? null : time;
};

const foldOf = (view: LogView, parts: readonly Spot[], open: boolean): Omit<LogFold, 'verdict'> | null => {
  let size = 0;
  let times = 0;
  let newest: number | null = null;
  parts.forEach(({index, place}, part) => {
    const block = view.ring.blocks[index];
    const groups = block ? groupsIn(view, block) : null;
    size += groups?.sizes[place] ?? 1;
    times += groups?.times[place] ?? 1;
    if (part === parts.length - 1 && size > 1) newest = timeOf(block, groups?.lasts[place] ?? place);
  });
  return size < 2 ? null : {times: Math.max(1, times), further: size - Math.max(1, times), newest, open};
};

/** Lines of a group below its head, in order of the log or against it, from `from` on (with it); false when `wanted` has enough. */
const walkGroup = (
  view: LogView,
  parts: readonly Spot[],
  from: number,
  direction: 1 | -1,
  wanted: (item: LogItem) => boolean,
): boolean => {
  const head = parts[0] ? seqAt(view, parts[0]) : 0;
  for (let part = direction === 1 ? 0 : parts.length - 1; part >= 0 && part < parts.length; part += direction) {
    const {index, place} = parts[part] ?? {index: 0, place: 0};
    const block = view.ring.blocks[index];
    const groups = block ? groupsIn(view, block) : null;
    if (!block || !groups) continue;
    const last = groups.lasts[place] ?? place;
    const start = direction === 1 ? Math.max(place, from - block.first) : Math.min(last, from - block.first);
    for (let at = start; at >= place && at <= last; at += direction) {
      if (groups.heads[at] !== place || block.first + at === head) continue;
      const item = itemsOf(block)[at];
      if (item && !wanted(item)) return false;
    }
  }
  return true;
};

const verdictOf = (view: LogView, head: LogItem, parts: readonly Spot[]): LogEntry | null => {
  if (head.kind !== 'line' || !isMereHead(head.text)) return null;
  const further: LogEntry[] = [];
  walkGroup(view, parts, 0, 1, item => item.kind !== 'line' || further.push(item) > 0);
  const place = verdictPlace(
    head.text,
    further.map(({text}) => text),
  );
  return place === null ? null : (further[place] ?? null);
};

/** The rows of one group. */
const walkRowsOf = (
  view: LogView,
  head: Spot,
  from: number | null,
  direction: 1 | -1,
  wanted: (row: LogRow) => boolean,
  budget: Budget,
): boolean => {
  const block = view.ring.blocks[head.index];
  const item = block && itemsOf(block)[head.place];
  if (!item) return true;
  const parts = partsOf(view, head, budget);
  const open = view.folding !== 'off' && isOpen(view, item.seq);
  const told = foldOf(view, parts, open);
  const fold = told && {...told, verdict: open ? null : verdictOf(view, item, parts)};
  const chosen = view.unfolded.has(item.seq);
  const row: LogRow = {item, fold, below: false, unfolded: fold ? open && chosen : chosen};
  if (!fold || !open) return wanted(row);
  const line = (member: LogItem): boolean =>
    wanted({item: member, fold: null, below: true, unfolded: chosen && member.kind === 'line' && member.continues});
  if (direction === -1)
    return (from === item.seq || walkGroup(view, parts, from ?? Number.MAX_SAFE_INTEGER, -1, line)) && wanted(row);
  if ((from === null || from <= item.seq) && !wanted(row)) return false;
  return walkGroup(view, parts, from ?? item.seq, 1, line);
};

/** Rows from the one of the line `from` on (with it), downwards or upwards, for as long as `wanted` says so. Ends early when the budget does. */
export const walkRows = (
  view: LogView,
  from: number,
  direction: 1 | -1,
  wanted: (row: LogRow) => boolean,
  budget: Budget,
): void => {
  const {blocks} = view.ring;
  const spot = spotAt(view, from);
  const start = spot && headOf(view, spot, budget);
  const oldest = blocks[0]?.first ?? 0;
  if (!spot && (direction === 1) !== from < oldest) return;
  for (
    let index = start?.index ?? (direction === 1 ? 0 : blocks.length - 1);
    index >= 0 && index < blocks.length;
    index += direction
  ) {
    const rows = rowsIn(view, index, budget);
    if (!rows) return;
    const own = start?.index === index ? start.place : null;
    for (let step = 0; step < rows.length; step += 1) {
      const place = rows[direction === 1 ? step : rows.length - 1 - step] ?? 0;
      if (own !== null && (direction === 1 ? place < own : place > own)) continue;
      if (!walkRowsOf(view, {index, place}, own === place ? from : null, direction, wanted, budget)) return;
    }
  }
};

/** The lines that a row stands for: all of a folded group, else the one. They are those of the log, in its order. */
export const linesOfRow = (view: LogView, seq: number): LogItem[] => {
  const spot = spotAt(view, seq);
  const block = spot && view.ring.blocks[spot.index];
  const item = spot && block ? itemsOf(block)[spot.place] : undefined;
  if (!spot || !item) return [];
  if (view.folding === 'off' || rowSeq(view, seq) !== headSeq(view, seq) || isOpen(view, headSeq(view, seq))) return [item];
  const head = headOf(view, spot);
  const first = view.ring.blocks[head.index];
  const lines = first ? itemsOf(first).slice(head.place, head.place + 1) : [];
  walkGroup(view, partsOf(view, head), 0, 1, line => lines.push(line) > 0);
  return lines;
};
