import type {LogItem} from '../model/log-entry.js';
import {type LogFilter, parseLogFilter, passesFilter} from '../model/log-filter.js';
import {isError} from '../model/log-level.js';
import {type LogPattern, parsePattern} from '../model/log-pattern.js';
import {withoutColours} from '../model/log-text.js';
import {gravePlaces, itemsOf, type LogBlock, textOf} from './log-ring.js';
import type {LogView} from './logs.js';

/** Work that may still be done now, in lines to unpack: a key is never kept waiting by a filter over all that is held. */
export interface Budget {
  left: number;
}

/** Some ten milliseconds' worth. */
export const budgetForFrame = (): Budget => ({left: 12_000});

/** Looking at each line of a block, and at its text as a whole. */
const costOfLines = (block: LogBlock): number => block.count + block.bytes / 256;
const costOfText = (block: LogBlock): number => block.bytes / 2048;

interface Finder {
  readonly errorsOnly: boolean;
  readonly filter: LogFilter | null;
}

let lastFilter: {typed: string; errorsOnly: boolean; labels: string; finder: Finder | null} | null = null;

/** The filter of a view, one object for as long as it stays the same. null: all pass. */
const finderOf = (view: LogView): Finder | null => {
  const labels = view.sources.map(source => source.label);
  const names = labels.join('\n');
  const last = lastFilter;
  if (last && last.typed === view.filter && last.errorsOnly === view.errorsOnly && last.labels === names) return last.finder;
  const filter = parseLogFilter(view.filter, labels);
  const finder = filter || view.errorsOnly ? {filter, errorsOnly: view.errorsOnly} : null;
  lastFilter = {typed: view.filter, errorsOnly: view.errorsOnly, labels: names, finder};
  return finder;
};

let lastPattern: {typed: string; pattern: LogPattern | null} | null = null;

export const patternOf = (view: LogView): LogPattern | null => {
  if (lastPattern?.typed !== view.search) lastPattern = {typed: view.search, pattern: parsePattern(view.search)};
  return lastPattern.pattern;
};

/** Which items of a block, by their place in it. Kept for every block: the items themselves would be the ring once more. */
export type Places = Uint16Array;

const passed = new WeakMap<LogBlock, {finder: Finder; places: Places}>();
const hit = new WeakMap<LogBlock, {finder: Finder | null; pattern: LogPattern; places: Places}>();
const none: Places = new Uint16Array();
const all: Places = Uint16Array.from({length: 4096}, (_, index) => index);

const passes = ({filter, errorsOnly}: Finder, item: LogItem): boolean => {
  // What happened to a container stays in sight whatever lines are asked for.
  if (item.kind === 'mark') return true;
  if (errorsOnly && !isError(item.level)) return false;
  return filter === null || passesFilter(filter, item);
};

const placesOf = (items: readonly LogItem[], wanted: (item: LogItem) => boolean): Places => {
  const found: number[] = [];
  items.forEach((item, index) => {
    if (wanted(item)) found.push(index);
  });
  return found.length === 0 ? none : Uint16Array.from(found);
};

/** The items of a block that the view shows; null when that is not known yet and the budget is spent. */
export const shownIn = (view: LogView, block: LogBlock, budget: Budget): Places | null => {
  const finder = finderOf(view);
  if (!finder) return all.subarray(0, block.count);
  const known = passed.get(block);
  if (known?.finder === finder) return known.places;
  if (budget.left <= 0) return null;
  budget.left -= finder.filter ? costOfLines(block) : costOfText(block);
  const places = finder.filter ? placesOf(itemsOf(block), item => passes(finder, item)) : Uint16Array.from(gravePlaces(block));
  passed.set(block, {finder, places});
  return places;
};

/** The shown items of a block that are search hits; null as above. */
export const hitsIn = (view: LogView, block: LogBlock, budget: Budget): Places | null => {
  const pattern = patternOf(view);
  if (!pattern) return none;
  const finder = finderOf(view);
  const known = hit.get(block);
  if (known?.pattern === pattern && known.finder === finder) return known.places;
  const shown = shownIn(view, block, budget);
  if (!shown || budget.left <= 0) return null;
  budget.left -= costOfText(block);
  let places = none;
  if (shown.length > 0 && mayHold(block, pattern)) {
    budget.left -= costOfLines(block);
    const items = itemsOf(block);
    places = shown.filter(place => {
      const item = items[place];
      return item !== undefined && pattern.test(withoutColours(item.text));
    });
  }
  hit.set(block, {finder, pattern, places});
  return places;
};

/** Whether a pattern can be in a block at all: one look at its whole text. Colours may stand between what is searched. */
const mayHold = (block: LogBlock, pattern: LogPattern): boolean => {
  const text = textOf(block);
  return text === null || text.includes('\u001b') || pattern.within(text);
};

/** Whether all blocks have been looked through; looks further by one budget when they have not. Newest first. */
export const lookFurther = (view: LogView, budget: Budget): boolean => {
  for (let index = view.ring.blocks.length - 1; index >= 0; index -= 1) {
    const block = view.ring.blocks[index];
    if (block && (shownIn(view, block, budget) === null || hitsIn(view, block, budget) === null)) return false;
  }
  return true;
};

export interface HitCount {
  readonly total: number;
  /** Hits up to and with the chosen line. */
  readonly upTo: number;
  /** All lines have been searched. */
  readonly complete: boolean;
}

/** Search hits among what is shown, as far as they are known. `cursor` is a `seq`. */
export const countHits = (view: LogView, cursor: number, budget: Budget): HitCount => {
  let total = 0;
  let upTo = 0;
  let complete = true;
  for (let index = view.ring.blocks.length - 1; index >= 0; index -= 1) {
    const block = view.ring.blocks[index];
    const hits = block && hitsIn(view, block, budget);
    if (!block || !hits) {
      complete = false;
      break;
    }
    total += hits.length;
    if (block.first > cursor) continue;
    upTo += block.first + block.count - 1 <= cursor ? hits.length : hits.filter(place => block.first + place <= cursor).length;
  }
  return {total, upTo, complete};
};
