/** Where memory is going: when it reaches its limit, if it goes on as it does. */
export interface Trend {
  /** When it is full, ms since 1970. */
  readonly fullAt: number;
  /** Bytes a second. */
  readonly slope: number;
}

/** One reading: when (ms since 1970), and bytes. */
export interface Reading {
  readonly time: number;
  readonly value: number;
}

export interface TrendOptions {
  /** Bytes. */
  readonly limit: number;
  /** When its container was started, ms since 1970; null: long ago. */
  readonly startedAt: number | null;
  /** The highest value seen before the readings, bytes; null when nothing was. */
  readonly highestBefore: number | null;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** A program that has just started fills its caches: that is no trend. */
const warmUpMs = minute;
const leastReadings = 12;
const leastSpanMs = 40 * second;
/** What was watched for a minute is not told for a day. */
const farthest = 12;
const farthestMs = 24 * hour;
/** Growth over the readings that is more than the coming and going of a program: a share of the limit, and bytes. */
const leastShare = 0.01;
const leastBytes = 512 * 1024;
/** How much of what the readings do a straight line has to explain. */
const leastFit = 0.85;
/** A pace that lets up is that of a cache being filled; one that is all at the end is a step. */
const steadiest = {least: 0.6, most: 1.6};
const parts = 6;

interface Line {
  /** Per ms. */
  readonly slope: number;
  readonly fit: number;
  /** On the line, at the last reading. */
  readonly end: number;
}

/** Least squares. Null when all readings are of one moment. */
const lineThrough = (readings: readonly Reading[]): Line | null => {
  const [first] = readings;
  const last = readings.at(-1);
  if (!first || !last) return null;
  const n = readings.length;
  let [sumT, sumV] = [0, 0];
  for (const {time, value} of readings) {
    sumT += time - first.time;
    sumV += value;
  }
  const [meanT, meanV] = [sumT / n, sumV / n];
  let [tt, tv, vv] = [0, 0, 0];
  for (const {time, value} of readings) {
    const [t, v] = [time - first.time - meanT, value - meanV];
    tt += t * t;
    tv += t * v;
    vv += v * v;
  }
  if (tt === 0) return null;
  const slope = tv / tt;
  return {slope, fit: vv === 0 ? 0 : (tv * tv) / (tt * vv), end: meanV + slope * (last.time - first.time - meanT)};
};

/** Averages of equal parts of the time. A part without readings is left out. */
const averages = (readings: readonly Reading[], from: number, span: number): number[] => {
  const sums = Array.from({length: parts}, () => ({sum: 0, count: 0}));
  for (const {time, value} of readings) {
    const part = sums[Math.min(parts - 1, Math.floor(((time - from) / span) * parts))];
    if (!part) continue;
    part.sum += value;
    part.count += 1;
  }
  return sums.filter(({count}) => count > 0).map(({sum, count}) => sum / count);
};

/** What growth is told at all, in bytes: more than the coming and going of a program; and how straight it has to be, 0 to 1. */
export const leastGrowth = (limit: number): number => Math.max(leastBytes, limit * leastShare);
export const straightness = leastFit;
/** From when on readings count of a container that was started then (ms since 1970). */
export const warmFrom = (startedAt: number | null): number =>
  startedAt === null ? Number.NEGATIVE_INFINITY : startedAt + warmUpMs;

/** Whether it goes up all the time, and at one pace: not in a jump, nor like a cache that fills up. */
const isSteady = (readings: readonly Reading[], from: number, span: number): boolean => {
  const means = averages(readings, from, span);
  if (means.length < parts - 1) return false;
  const steps = means.slice(1).map((mean, at) => mean - (means[at] ?? mean));
  if (steps.some(step => step <= 0)) return false;
  const third = (part: number): number => {
    const inside = readings.filter(({time}) => time >= from + (span * part) / 3 && time <= from + (span * (part + 1)) / 3);
    return lineThrough(inside)?.slope ?? 0;
  };
  const whole = lineThrough(readings)?.slope ?? 0;
  const late = third(2) / whole;
  const early = third(0) / whole;
  return late >= steadiest.least && late <= steadiest.most && early <= 1 / steadiest.least;
};

/**
 * When memory is full, where that can be said honestly: enough readings over enough time, none of the first minute after a start; growth
 * that is no noise, in a line, at one pace to the end; nothing as high before; and no farther ahead than twelve times as long as was
 * watched, nor than a day. Null otherwise.
 */
export const trendOf = (all: readonly Reading[], {limit, startedAt, highestBefore}: TrendOptions): Trend | null => {
  const warm = warmFrom(startedAt);
  const readings = all.filter(({time}) => time >= warm);
  const [first] = readings;
  const last = readings.at(-1);
  if (!first || !last || readings.length < leastReadings) return null;
  const span = last.time - first.time;
  if (span < leastSpanMs || limit <= 0) return null;
  const line = lineThrough(readings);
  if (!line || line.slope <= 0 || line.fit < leastFit) return null;
  const grown = line.slope * span;
  if (grown < leastGrowth(limit)) return null;
  if (highestBefore !== null && line.end <= highestBefore) return null;
  if (!isSteady(readings, first.time, span)) return null;
  const left = Math.max(0, (limit - line.end) / line.slope);
  if (left > Math.min(farthestMs, farthest * span)) return null;
  return {fullAt: last.time + left, slope: line.slope * second};
};

/** In how long it is full, in words that claim no more than is known: `within a minute or two`, `in about 20 min`, `in about 2 h`, `within a day`. */
export const fullInWords = (ms: number): string => {
  const minutes = ms / minute;
  if (minutes < 1.5) return 'within a minute or two';
  if (minutes < 10) return `in about ${Math.round(minutes)} min`;
  if (minutes < 57.5) return `in about ${Math.round(minutes / 5) * 5} min`;
  const hours = ms / hour;
  if (hours < 12) return `in about ${Math.max(1, Math.round(hours))} h`;
  return 'within a day';
};
