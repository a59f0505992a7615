import {isError} from '../model/log-level.js';
import {isContinuing, isMark, levelIn} from './log-pack.js';
import {flagsOf, type LogBlock, type LogRing, timesOf} from './log-ring.js';

/** Errors and warnings at about one time. */
interface Trouble {
  readonly time: number;
  readonly errors: number;
  readonly warns: number;
}

interface BlockTimes {
  /** Of all lines, ms since 1970; infinite where none has a time. */
  readonly min: number;
  readonly max: number;
  readonly trouble: readonly Trouble[];
}

/** A block says so many times of trouble at most: in a flood those next to each other are told as one. */
const mostTimes = 256;

const known = new WeakMap<LogBlock, BlockTimes>();

const blockTimes = (block: LogBlock): BlockTimes => {
  const found = known.get(block);
  if (found) return found;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  const all: Trouble[] = [];
  const times = timesOf(block);
  flagsOf(block).forEach((flags, place) => {
    const time = times[place] ?? Number.NaN;
    // What happened to a container may be days away from its lines.
    if (Number.isNaN(time) || isMark(flags)) return;
    if (time < min) min = time;
    if (time > max) max = time;
    // A trace is one error, though all its lines are as grave as its head.
    const level = isContinuing(flags) ? null : levelIn(flags);
    if (level === 'warn') all.push({time, errors: 0, warns: 1});
    else if (isError(level)) all.push({time, errors: 1, warns: 0});
  });
  const together = Math.ceil(all.length / mostTimes);
  const trouble: Trouble[] = [];
  for (let from = 0; from < all.length; from += together) {
    const part = all.slice(from, from + together);
    const [first] = part;
    if (first)
      trouble.push({
        time: first.time,
        errors: part.reduce((sum, {errors}) => sum + errors, 0),
        warns: part.reduce((sum, {warns}) => sum + warns, 0),
      });
  }
  const told = {min, max, trouble};
  known.set(block, told);
  return told;
};

export interface LogSpan {
  /** ms since 1970. */
  readonly from: number;
  readonly to: number;
}

/**
 * The time that the lines held are of; up to `now` where they are followed, as no line is news too. Lines need not be in the order of their
 * times. null when they have none.
 */
export const logSpan = (ring: LogRing, now: number | null): LogSpan | null => {
  let from = Number.POSITIVE_INFINITY;
  let to = now ?? Number.NEGATIVE_INFINITY;
  for (const block of ring.blocks) {
    const {min, max} = blockTimes(block);
    from = Math.min(from, min);
    to = Math.max(to, max);
  }
  return to > from ? {from, to} : null;
};

export interface TroubleStrip extends LogSpan {
  /** In each part of the time. */
  readonly errors: readonly number[];
  readonly warns: readonly number[];
}

/** In which of `parts` equal parts of a span a time lies. */
export const partOf = ({from, to}: LogSpan, parts: number, time: number): number =>
  Math.min(parts - 1, Math.max(0, Math.floor(((time - from) / (to - from)) * parts)));

/** How errors and warnings lie over the time of the held lines, in `parts` equal parts; null when there is nothing to tell. */
export const troubleStrip = (ring: LogRing, parts: number, now: number | null): TroubleStrip | null => {
  const span = logSpan(ring, now);
  if (!span || parts < 1) return null;
  const errors = new Array<number>(parts).fill(0);
  const warns = new Array<number>(parts).fill(0);
  for (const block of ring.blocks)
    for (const each of blockTimes(block).trouble) {
      const part = partOf(span, parts, each.time);
      errors[part] = (errors[part] ?? 0) + each.errors;
      warns[part] = (warns[part] ?? 0) + each.warns;
    }
  return {...span, errors, warns};
};
