import type {LogItem} from '../model/log-entry.js';
import {type Budget, budgetForFrame, hitsIn, type Places, shownIn} from './log-find.js';
import {blockIndexOf, itemsOf, type LogBlock} from './log-ring.js';
import type {LogPlace, LogView} from './logs.js';

/** How lines fill the screen: its height, and the lines that an item takes there (more than one when it is wrapped or unfolded). */
export interface Page {
  readonly height: number;
  readonly linesOf: (item: LogItem) => number;
}

type Choose = (view: LogView, block: LogBlock, budget: Budget) => Places | null;

/** Items from `seq` on (with it), downwards or upwards, for as long as `wanted` says so. Ends early when the budget does. */
const walk = (
  view: LogView,
  seq: number,
  direction: 1 | -1,
  wanted: (item: LogItem) => boolean,
  budget: Budget,
  choose: Choose = shownIn,
): void => {
  const {blocks} = view.ring;
  for (let index = blockIndexOf(view.ring, seq); index >= 0 && index < blocks.length; index += direction) {
    const block = blocks[index];
    const places = block && choose(view, block, budget);
    if (!places) return;
    if (places.length === 0) continue;
    const items = itemsOf(block);
    const count = places.length;
    for (let step = 0; step < count; step += 1) {
      const item = items[places[direction === 1 ? step : count - 1 - step] ?? -1];
      if (item && (direction === 1 ? item.seq >= seq : item.seq <= seq) && !wanted(item)) return;
    }
  }
};

const endSeq = Number.MAX_SAFE_INTEGER;

/** The `count`th shown item from `seq` in a direction, or the last one there is; undefined when nothing is shown there. */
const stepFrom = (view: LogView, seq: number, by: number, budget: Budget): LogItem | undefined => {
  let found: LogItem | undefined;
  let left = Math.abs(by);
  walk(
    view,
    seq,
    by < 0 ? -1 : 1,
    item => {
      found = item;
      if (item.seq === seq) return left > 0;
      left -= 1;
      return left > 0;
    },
    budget,
  );
  return found;
};

/** Items that fill the screen up to `seq`, which is the last; oldest first. */
const fillUpTo = (view: LogView, seq: number, page: Page, budget: Budget): LogItem[] => {
  const items: LogItem[] = [];
  let room = page.height;
  walk(
    view,
    seq,
    -1,
    item => {
      const lines = page.linesOf(item);
      // An item that is higher than the screen is shown alone.
      if (lines > room && items.length > 0 && view.place) return false;
      items.push(item);
      room -= lines;
      return room > 0;
    },
    budget,
  );
  return items.reverse();
};

const fillFrom = (view: LogView, seq: number, page: Page, budget: Budget): LogItem[] => {
  const items: LogItem[] = [];
  let room = page.height;
  walk(
    view,
    seq,
    1,
    item => {
      items.push(item);
      room -= page.linesOf(item);
      return room > 0;
    },
    budget,
  );
  return items;
};

export interface Slice {
  readonly items: readonly LogItem[];
  /** The first item begins above the screen: its last lines are shown. */
  readonly bottom: boolean;
}

/** What is on screen: the newest lines when the view follows, else those from its place on. */
export const sliceOf = (view: LogView, page: Page, budget: Budget = budgetForFrame()): Slice => {
  if (!view.place) return {items: fillUpTo(view, endSeq, page, budget), bottom: true};
  return {items: fillFrom(view, view.place.top, page, budget), bottom: false};
};

/** The chosen item; while the view follows, the newest one. */
export const chosenIn = (view: LogView, budget: Budget = budgetForFrame()): LogItem | undefined =>
  stepFrom(view, view.place?.cursor ?? endSeq, view.place ? 0 : -1, budget) ?? stepFrom(view, endSeq, -1, budget);

/** A place whose cursor is on screen, moving the top no further than needed. */
const placed = (view: LogView, top: number, cursor: number, page: Page, budget: Budget): LogView => {
  const paused = {...view, place: {top, cursor}};
  if (cursor < top) return {...view, place: {top: cursor, cursor}};
  const lowest = fillUpTo(paused, cursor, page, budget)[0]?.seq ?? cursor;
  return {...view, place: {top: Math.max(top, lowest), cursor}};
};

/** Stands still where it is: the cursor is on the newest line. Where no line is shown there is nothing to stand on, and it follows on. */
export const pauseView = (view: LogView, page: Page, budget: Budget = budgetForFrame()): LogView => {
  if (view.place) return view;
  const items = fillUpTo({...view, place: {top: 0, cursor: 0}}, endSeq, page, budget);
  const first = items[0];
  const last = items.at(-1);
  return first && last ? {...view, place: {top: first.seq, cursor: last.seq}} : view;
};

export const followView = (view: LogView): LogView => (view.place ? {...view, place: null} : view);

/** The cursor some items on. */
export const moveCursor = (view: LogView, by: number, page: Page): LogView => {
  const budget = budgetForFrame();
  const paused = pauseView(view, page, budget);
  const {place} = paused;
  const found = place && stepFrom(paused, place.cursor, by, budget);
  return place && found ? placed(paused, place.top, found.seq, page, budget) : paused;
};

/** The lines some items on, and the cursor with them, so that it keeps its place on screen; at either end the cursor moves alone. */
export const scrollView = (view: LogView, by: number, page: Page): LogView => {
  const budget = budgetForFrame();
  const paused = pauseView(view, page, budget);
  const {place} = paused;
  if (!place) return paused;
  const cursor = stepFrom(paused, place.cursor, by, budget)?.seq ?? place.cursor;
  const lowestTop = fillUpTo(paused, endSeq, page, budget)[0]?.seq ?? place.top;
  const top = Math.min(stepFrom(paused, place.top, by, budget)?.seq ?? place.top, Math.max(lowestTop, place.top));
  return placed(paused, top, cursor, page, budget);
};

/** The oldest line that is shown. */
export const toFirst = (view: LogView, page: Page): LogView => {
  const budget = budgetForFrame();
  const first = stepFrom(view, 0, 1, budget);
  return first ? {...view, place: {top: first.seq, cursor: first.seq}} : pauseView(view, page, budget);
};

/** An item in sight, with some lines before and after it where it was not on screen. */
export const showItem = (view: LogView, seq: number, page: Page): LogView => {
  const budget = budgetForFrame();
  const on = sliceOf(view, page, budget).items;
  const first = on[0]?.seq ?? 0;
  const last = on.at(-1)?.seq ?? 0;
  if (seq >= first && seq <= last) return placed(view, view.place?.top ?? first, seq, page, budget);
  const half = {...page, height: Math.max(1, Math.floor(page.height / 2))};
  const top = fillUpTo({...view, place: {top: seq, cursor: seq}}, seq, half, budget)[0]?.seq ?? seq;
  return placed(view, top, seq, page, budget);
};

/** The next item of some kind after the chosen one (or before it), and the first (last) one where there is none. */
const nextOf = (view: LogView, direction: 1 | -1, wanted: (item: LogItem) => boolean, choose: Choose): LogItem | undefined => {
  const budget: Budget = {left: view.limit};
  const from = view.place?.cursor ?? endSeq;
  const find = (start: number): LogItem | undefined => {
    let found: LogItem | undefined;
    walk(
      view,
      start,
      direction,
      item => {
        if (wanted(item)) found = item;
        return !found;
      },
      budget,
      choose,
    );
    return found;
  };
  return find(from + direction) ?? find(direction === 1 ? 0 : endSeq);
};

/** Goes to the next search hit; the view itself when there is none. */
export const toHit = (view: LogView, direction: 1 | -1, page: Page): LogView => {
  const found = nextOf(view, direction, () => true, hitsIn);
  return found ? showItem(view, found.seq, page) : view;
};

/** The nearest hit at the cursor or above it, else the nearest one below: where an incremental search goes. */
export const toNearestHit = (view: LogView, from: LogPlace | null, page: Page): LogView => {
  const start = {...view, place: from};
  const first = (direction: 1 | -1): LogItem | undefined => {
    let hit: LogItem | undefined;
    const take = (item: LogItem): boolean => {
      hit = item;
      return false;
    };
    walk(start, from?.cursor ?? endSeq, direction, take, budgetForFrame(), hitsIn);
    return hit;
  };
  const found = first(-1) ?? first(1);
  return found ? showItem(start, found.seq, page) : start;
};

/** Goes to the next item that is wanted: an error, another minute, a marked line. */
export const toNext = (view: LogView, direction: 1 | -1, wanted: (item: LogItem) => boolean, page: Page): LogView => {
  const found = nextOf(view, direction, wanted, shownIn);
  return found ? showItem(view, found.seq, page) : view;
};
