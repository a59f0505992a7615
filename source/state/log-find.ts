import {type LogFilter, parseLogFilter} from '../model/log-filter.js';
import {type LogPattern, parsePattern} from '../model/log-pattern.js';
import {withoutColours} from '../model/log-text.js';
import {groupsOf, type LogGroups, type Places} from './log-groups.js';
import {gravePlaces, type LogBlock, textOf} from './log-ring.js';
import {linesOf, placesPassing} from './log-scan.js';
import type {LogView} from './logs.js';

export type {Places} from './log-groups.js';

/** Work that may still be done now, in lines to unpack: a key is never kept waiting by a filter over all that is held. */
export interface Budget {
  left: number;
}

/** Some ten milliseconds' worth. */
export const budgetForFrame = (): Budget => ({left: 12_000});
/** Of looking further ten times a second, while nobody waits: some 25 ms. */
export const budgetForLook = (): Budget => ({left: 30_000});

/** Lines that a quick machine looks at in a millisecond. */
const linesInMs = 1200;

/** Does some work and takes its cost off the budget: what was reckoned, or more where the machine is slower or busy. */
const spend = <T>(budget: Budget, cost: number, work: () => T): T => {
  const before = performance.now();
  const done = work();
  budget.left -= Math.max(cost, (performance.now() - before) * linesInMs);
  return done;
};

/** Looking at a block takes as much at least, whatever the clock says. */
const costOf = (block: LogBlock): number => block.count / 16;

interface Finder {
  readonly errorsOnly: boolean;
  readonly filter: LogFilter | null;
}

let lastFilter: {typed: string; errorsOnly: boolean; grouped: boolean; labels: string; finder: Finder | null} | null = null;

/** The filter of a view, one object for as long as it stays the same. null: all pass. */
const finderOf = (view: LogView): Finder | null => {
  const labels = view.sources.map(source => source.label);
  const names = labels.join('\n');
  const last = lastFilter;
  const grouped = view.folding !== 'off';
  if (
    last &&
    last.typed === view.filter &&
    last.errorsOnly === view.errorsOnly &&
    last.grouped === grouped &&
    last.labels === names
  )
    return last.finder;
  const filter = parseLogFilter(view.filter, labels);
  const finder = filter || view.errorsOnly ? {filter, errorsOnly: view.errorsOnly} : null;
  lastFilter = {typed: view.filter, errorsOnly: view.errorsOnly, grouped, labels: names, finder};
  return finder;
};

let lastPattern: {typed: string; pattern: LogPattern | null} | null = null;

export const patternOf = (view: LogView): LogPattern | null => {
  if (lastPattern?.typed !== view.search) lastPattern = {typed: view.search, pattern: parsePattern(view.search)};
  return lastPattern.pattern;
};

const passed = new WeakMap<LogBlock, {finder: Finder; heads: Places; lines: Places | null}>();
const hit = new WeakMap<LogBlock, {finder: Finder | null; pattern: LogPattern; places: Places}>();
const none: Places = new Uint16Array();
const all: Places = Uint16Array.from({length: 4096}, (_, index) => index);

const placesFrom = (found: readonly number[]): Places => (found.length === 0 ? none : Uint16Array.from(found));

/** How a view reads a block: as groups, or each line by itself. */
export const groupsIn = (view: LogView, block: LogBlock): LogGroups | null => (view.folding === 'off' ? null : groupsOf(block));

/** The heads of the groups that have one of `places`, each once. */
const headsOf = ({heads, rows}: LogGroups, places: Places): Places => {
  if (places.length === 0) return none;
  const found = new Uint8Array(heads.length);
  for (const place of places) found[heads[place] ?? place] = 1;
  return rows.filter(place => found[place] === 1);
};

const known = (view: LogView, block: LogBlock, finder: Finder, budget: Budget): {heads: Places; lines: Places | null} | null => {
  const before = passed.get(block);
  if (before?.finder === finder) return before;
  if (budget.left <= 0) return null;
  const {filter, errorsOnly} = finder;
  const places = spend(budget, costOf(block), () =>
    placesFrom(filter ? placesPassing(block, filter, errorsOnly) : gravePlaces(block)),
  );
  const groups = groupsIn(view, block);
  const found = {finder, heads: groups ? headsOf(groups, places) : places, lines: groups ? null : places};
  passed.set(block, found);
  return found;
};

/**
 * Heads of the groups of a block that the view shows: those of which a line passes; null when that is not known yet and the budget is
 * spent. A group that goes on over the end of a block is judged by its part in each.
 */
export const headsIn = (view: LogView, block: LogBlock, budget: Budget): Places | null => {
  const finder = finderOf(view);
  if (finder) return known(view, block, finder, budget)?.heads ?? null;
  return groupsIn(view, block)?.rows ?? all.subarray(0, block.count);
};

/** All items of a block that the view shows, with all lines of a group of which one passes, folded or not; null as above. */
export const shownIn = (view: LogView, block: LogBlock, budget: Budget): Places | null => {
  const finder = finderOf(view);
  if (!finder) return all.subarray(0, block.count);
  const found = known(view, block, finder, budget);
  if (!found) return null;
  if (found.lines) return found.lines;
  const heads = groupsIn(view, block)?.heads;
  const shown = new Uint8Array(block.count);
  for (const place of found.heads) shown[place] = 1;
  found.lines =
    found.heads.length === 0 ? none : all.subarray(0, block.count).filter(place => shown[heads?.[place] ?? place] === 1);
  return found.lines;
};

/** The shown items of a block that are search hits, in folded groups too; null as above. */
export const hitsIn = (view: LogView, block: LogBlock, budget: Budget): Places | null => {
  const pattern = patternOf(view);
  if (!pattern) return none;
  const finder = finderOf(view);
  const known = hit.get(block);
  if (known?.pattern === pattern && known.finder === finder) return known.places;
  const shown = shownIn(view, block, budget);
  if (!shown || budget.left <= 0) return null;
  const found = (): Places => {
    const texts = linesOf(block);
    return shown.filter(place => pattern.test(withoutColours(texts[place] ?? '')));
  };
  const mayBe = shown.length > 0 && spend(budget, costOf(block), () => mayHold(block, pattern));
  const places = mayBe ? spend(budget, costOf(block), found) : none;
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
