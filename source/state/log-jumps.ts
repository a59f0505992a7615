import {type Budget, budgetForFrame, groupsIn, hitsIn, type Places} from './log-find.js';
import {isContinuing, isGrave, isMark} from './log-flags.js';
import {chosenIn, type Page, pauseView, placed, showItem} from './log-moves.js';
import {blockIndexOf, flagsOf, type LogBlock, timesOf} from './log-ring.js';
import {headSeq, isAbove, isOpen, type LogRow, rowSeq, rowsIn, walkRows} from './log-rows.js';
import type {LogPlace, LogView} from './logs.js';

/** A key's worth of looking through what is held, some twenty milliseconds: it may take more than a frame, which comes ten times a second. */
const budgetForKey = (): Budget => ({left: 24_000});

const endSeq = Number.MAX_SAFE_INTEGER;

/** Places of a block, by its index, that a jump may go to; null where that is not known yet. */
type Choose = (index: number, block: LogBlock) => Places | null;

/** The nearest place from `seq` on (without it) in a direction; undefined where there is none. Nothing is unpacked for it. */
const nearest = ({ring}: LogView, seq: number, direction: 1 | -1, choose: Choose): number | undefined => {
  for (let index = blockIndexOf(ring, seq); index >= 0 && index < ring.blocks.length; index += direction) {
    const block = ring.blocks[index];
    const places = block && choose(index, block);
    if (!block || !places) return undefined;
    const beyond = (place: number): boolean => (direction === 1 ? block.first + place > seq : block.first + place < seq);
    const found = direction === 1 ? places.find(beyond) : places.findLast(beyond);
    if (found !== undefined) return block.first + found;
  }
  return undefined;
};

/** The next place after the chosen line (or before it), and the first (last) one where there is none. */
const nextOf = (view: LogView, direction: 1 | -1, choose: Choose): number | undefined =>
  nearest(view, view.place?.cursor ?? endSeq, direction, choose) ??
  nearest(view, direction === 1 ? -1 : endSeq, direction, choose);

const toggled = (seqs: ReadonlySet<number>, seq: number): ReadonlySet<number> => {
  const next = new Set(seqs);
  if (!next.delete(seq)) next.add(seq);
  return next;
};

/** What a search unfolded to show a hit is folded again, when it goes on or ends. */
export const unpeeked = (view: LogView): LogView => {
  if (view.peeked === null) return view;
  const unfolded = isOpen(view, view.peeked) ? toggled(view.unfolded, view.peeked) : view.unfolded;
  return {...view, unfolded, peeked: null};
};

/** Shows a hit: where it stands in a folded group, the group is unfolded for as long as the search stays there. */
const showHit = (view: LogView, seq: number, page: Page): LogView => {
  const head = headSeq(view, seq);
  const before = view.peeked === head ? view : unpeeked(view);
  if (view.folding === 'off' || head === seq || isOpen(before, head)) return showItem(before, seq, page);
  return showItem({...before, unfolded: toggled(before.unfolded, head), peeked: head}, seq, page);
};

/** Goes to the next search hit; the view itself when there is none, or none was found so far. */
export const toHit = (view: LogView, direction: 1 | -1, page: Page): LogView => {
  const budget = budgetForKey();
  const found = nextOf(view, direction, (_, block) => hitsIn(view, block, budget));
  return found === undefined ? view : showHit(view, found, page);
};

/** The nearest hit at the cursor or above it, else the nearest one below: where an incremental search goes. */
export const toNearestHit = (view: LogView, from: LogPlace | null, page: Page): LogView => {
  const start = {...view, place: from};
  const budget = budgetForKey();
  const choose: Choose = (_, block) => hitsIn(start, block, budget);
  const cursor = from?.cursor ?? endSeq - 1;
  const found = nearest(start, cursor + 1, -1, choose) ?? nearest(start, cursor, 1, choose);
  return found === undefined ? unpeeked(start) : showHit(start, found, page);
};

const lastSeq = ({ring}: LogView): number => {
  const block = ring.blocks.at(-1);
  return block ? block.first + block.count - 1 : 0;
};

const none: Places = new Uint16Array();

/** Rows of a block of which some line is wanted, by its flags. */
const rowsWith = (
  view: LogView,
  index: number,
  block: LogBlock,
  budget: Budget,
  wanted: (flags: number) => boolean,
): Places | null => {
  const heads = groupsIn(view, block)?.heads;
  const found = new Set<number>();
  flagsOf(block).forEach((flags, place) => {
    if (wanted(flags)) found.add(heads?.[place] ?? place);
  });
  return found.size === 0 ? none : (rowsIn(view, index, budget)?.filter(place => found.has(place)) ?? null);
};

const isError = (flags: number): boolean => isGrave(flags) && !isMark(flags);

/** Goes to the next message that is an error, or has one in it; the view itself when there is none. */
export const toError = (view: LogView, direction: 1 | -1, page: Page): LogView => {
  // A trace's lines are as grave as its head.
  const wanted = view.folding === 'off' ? (flags: number) => isError(flags) && !isContinuing(flags) : isError;
  const budget = budgetForKey();
  const found = nextOf(view, direction, (index, block) => rowsWith(view, index, block, budget, wanted));
  return found === undefined ? view : showItem(view, found, page);
};

const minuteOf = (time: number | undefined): number => Math.floor((time ?? Number.NaN) / 60_000);

/** The minute of a line; that of the next one in a direction which has a time. NaN where none has. */
const minuteFrom = (view: LogView, seq: number, direction: 1 | -1): number => {
  const timed: Choose = (_, block) => {
    const times = timesOf(block);
    return Uint16Array.from(times.keys()).filter(place => !Number.isNaN(times[place]));
  };
  const found = nearest(view, seq - direction, direction, timed);
  const block = view.ring.blocks[blockIndexOf(view.ring, found ?? 0)];
  return found === undefined || !block ? Number.NaN : minuteOf(timesOf(block)[found - block.first]);
};

/** Goes to the next message of another minute than the chosen one's; the view itself when there is none. */
export const toMinute = (view: LogView, direction: 1 | -1, page: Page): LogView => {
  const budget = budgetForKey();
  const newest = lastSeq(view);
  const from = minuteFrom(view, view.place?.cursor ?? newest, direction === 1 && view.place ? 1 : -1);
  const choose: Choose = (index, block) => {
    const times = timesOf(block);
    return rowsIn(view, index, budget)?.filter(place => ![from, Number.NaN].includes(minuteOf(times[place]))) ?? null;
  };
  const found = nextOf(view, direction, choose);
  return found === undefined ? view : showItem(view, found, page);
};

/** Goes to the next row with a marked line in it; the view itself when no shown line is marked. */
export const toMarked = (view: LogView, direction: 1 | -1, page: Page): LogView => {
  const isShown = (seq: number): boolean => chosenIn({...view, place: {top: seq, cursor: seq}})?.seq === seq;
  const rows = [...new Set([...view.marked].map(seq => rowSeq(view, seq)))]
    .filter(isShown)
    .sort((a, b) => (isAbove(view, a, b) ? -direction : direction));
  const cursor = view.place?.cursor;
  const own = cursor === undefined ? undefined : rowSeq(view, cursor);
  const beyond = (seq: number): boolean =>
    own === undefined ? direction === -1 : seq !== own && isAbove(view, own, seq) === (direction === 1);
  const found = rows.find(beyond) ?? rows[0];
  return found === undefined ? view : showItem(view, found, page);
};

/** Unfolds the group of the chosen row, or the line where it stands for itself; again: folds it. As much of it as fits is then on screen. */
export const toggleFold = (view: LogView, page: Page): LogView => {
  const budget = budgetForFrame();
  const paused = pauseView(view, page, budget);
  const chosen = chosenIn(paused, budget);
  if (!chosen) return view;
  const head = headSeq(paused, chosen.seq);
  const next = {...paused, unfolded: toggled(paused.unfolded, head), peeked: null};
  const shown = placed(next, head, page, budget);
  let room = page.height;
  let last = head;
  const fits = (row: LogRow): boolean => {
    room -= page.linesOf(row);
    if (headSeq(next, row.item.seq) !== head || room < 0) return false;
    last = row.item.seq;
    return room > 0;
  };
  walkRows(shown, head, 1, fits, budget);
  const {place} = placed(shown, last, page, budget);
  return place ? {...shown, place: {...place, cursor: head}} : shown;
};
