import {isError, type LogLevel} from '../model/log-level.js';
import {isContinuing, isMark, levelIn} from './log-flags.js';
import {flagsOf, type LogBlock, type LogRing, timesOf} from './log-ring.js';

interface BlockTimes {
  /** Of all lines, ms since 1970; infinite where none has a time. */
  readonly min: number;
  readonly max: number;
  /** Errors and warnings at about one time each: as many entries in all three. */
  readonly times: readonly number[];
  readonly errors: readonly number[];
  readonly warns: readonly number[];
}

/** A block tells so many times of trouble at most: in a flood those next to each other are told as one. Even. */
const mostTimes = 256;

const known = new WeakMap<LogBlock, BlockTimes>();

/** Half as many entries, each of two that were next to each other. */
const joinPairs = (times: number[], ...counts: readonly number[][]): void => {
  const half = times.length / 2;
  for (let place = 0; place < half; place += 1) {
    times[place] = times[place * 2] ?? 0;
    for (const count of counts) count[place] = (count[place * 2] ?? 0) + (count[place * 2 + 1] ?? 0);
  }
  for (const list of [times, ...counts]) list.length = half;
};

const blockTimes = (block: LogBlock): BlockTimes => {
  const found = known.get(block);
  if (found) return found;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  const times: number[] = [];
  const errors: number[] = [];
  const warns: number[] = [];
  /** Lines of trouble that are told as one: more of them when there are too many. */
  let together = 1;
  let inLast = 1;
  const tell = (time: number, level: LogLevel | null): void => {
    if (time < min) min = time;
    if (time > max) max = time;
    const isWarn = level === 'warn';
    if (!isWarn && !isError(level)) return;
    if (inLast === together) {
      inLast = 0;
      if (times.length === mostTimes) {
        together *= 2;
        joinPairs(times, errors, warns);
      }
      times.push(time);
      errors.push(0);
      warns.push(0);
    }
    inLast += 1;
    const counts = isWarn ? warns : errors;
    counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
  };
  // What happened to a container may be days away from its lines. A trace is one error, though all its lines are as grave as its head.
  const all = timesOf(block);
  flagsOf(block).forEach((flags, place) => {
    const time = all[place] ?? Number.NaN;
    if (!Number.isNaN(time) && !isMark(flags)) tell(time, isContinuing(flags) ? null : levelIn(flags));
  });
  const told = {min, max, times, errors, warns};
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
  for (const block of ring.blocks) {
    const told = blockTimes(block);
    told.times.forEach((time, place) => {
      const part = partOf(span, parts, time);
      errors[part] = (errors[part] ?? 0) + (told.errors[place] ?? 0);
      warns[part] = (warns[part] ?? 0) + (told.warns[place] ?? 0);
    });
  }
  return {...span, errors, warns};
};
