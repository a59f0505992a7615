import {isContinuing, isMark, isRepeating} from './log-flags.js';
import {flagsOf, type LogBlock, sourcesOf} from './log-ring.js';

/** Which items of a block, by their place in it. Kept for every block: the items themselves would be the ring once more. */
export type Places = Uint16Array;

/**
 * Which lines of a block people read as one message, by their places. A line that goes on belongs to the last line of its source that
 * does not; lines of others may stand between them. One that says again what was said belongs to the run it goes on only where nothing
 * of another source stands between: then the run is one row and the order of what is on screen stays that of the log. A mark ends all
 * groups. What belongs to something that stands before the block is a head itself, until the block before is asked (`linksOf`).
 */
export interface LogGroups {
  /** For each place that of its head; a head has its own. */
  readonly heads: Places;
  /** Places of all heads, in order. */
  readonly rows: Places;
  /** For each head the place of its last line. */
  readonly lasts: Places;
  /** For each head how many lines its group has, and how many of them do not go on what another began: how many times it was said. */
  readonly sizes: Uint16Array;
  readonly times: Uint16Array;
  /** Heads that belong to a group of the block before, if there is one. */
  readonly orphans: readonly number[];
}

const marked = 0x1_0000;
const known = new WeakMap<LogBlock, LogGroups | null>();

const findGroups = (block: LogBlock): LogGroups | null => {
  const flags = flagsOf(block);
  // Most of a flood is lines that stand for themselves: nothing needs to be kept of those.
  if (!flags.some(flag => !isMark(flag) && (isContinuing(flag) || isRepeating(flag)))) return null;
  const sources = sourcesOf(block);
  const {count} = block;
  const heads = new Uint16Array(count);
  const lasts = new Uint16Array(count);
  const sizes = new Uint16Array(count);
  const times = new Uint16Array(count);
  const rows: number[] = [];
  const orphans: number[] = [];
  const open = new Map<number, number>();
  let before = marked;
  let unmarked = true;
  for (let place = 0; place < count; place += 1) {
    const flag = flags[place] ?? 0;
    if (isMark(flag)) {
      open.clear();
      before = marked;
      unmarked = false;
      heads[place] = place;
      lasts[place] = place;
      sizes[place] = 1;
      times[place] = 1;
      rows.push(place);
      continue;
    }
    const source = sources[place] ?? 0;
    const goesOn = isContinuing(flag);
    const head = goesOn || (isRepeating(flag) && before === source) ? open.get(source) : undefined;
    if (head === undefined) {
      if (goesOn ? unmarked && !open.has(source) : isRepeating(flag) && place === 0) orphans.push(place);
      open.set(source, place);
      rows.push(place);
    }
    const own = head ?? place;
    heads[place] = own;
    lasts[own] = place;
    sizes[own] = (sizes[own] ?? 0) + 1;
    if (!goesOn) times[own] = (times[own] ?? 0) + 1;
    before = source;
  }
  return {heads, rows: Uint16Array.from(rows), lasts, sizes, times, orphans};
};

/** The groups of a block; null when every item of it stands for itself. Nothing is unpacked for it. */
export const groupsOf = (block: LogBlock): LogGroups | null => {
  const found = known.get(block);
  if (found !== undefined) return found;
  const groups = findGroups(block);
  known.set(block, groups);
  return groups;
};

/** Where in the block before the head is to which the orphan at `place` belongs; null when it has none there. */
const findLink = (before: LogBlock, block: LogBlock, place: number): number | null => {
  const flags = flagsOf(before);
  const sources = sourcesOf(before);
  const source = sourcesOf(block)[place] ?? 0;
  const goesOn = isContinuing(flagsOf(block)[place] ?? 0);
  for (let last = before.count - 1; last >= 0 && !isMark(flags[last] ?? 0); last -= 1) {
    if (sources[last] === source) return groupsOf(before)?.heads[last] ?? last;
    if (!goesOn) return null;
  }
  return null;
};

/** The block before is known by the `seq` of its first item: kept itself, it would stay when the ring lets it go. */
const links = new WeakMap<LogBlock, {readonly before: number; readonly to: ReadonlyMap<number, number>}>();
const noLinks: ReadonlyMap<number, number> = new Map();

/** For each orphan of a block that belongs to a group of the one before it: the place of that one's head. */
export const linksOf = (before: LogBlock | undefined, block: LogBlock): ReadonlyMap<number, number> => {
  const groups = groupsOf(block);
  if (!before || !groups || groups.orphans.length === 0) return noLinks;
  const found = links.get(block);
  if (found?.before === before.first) return found.to;
  const to = new Map<number, number>();
  for (const place of groups.orphans) {
    const head = findLink(before, block, place);
    if (head !== null) to.set(place, head);
  }
  links.set(block, {before: before.first, to});
  return to;
};
