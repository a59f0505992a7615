import type {Severity} from './status.js';

/** What a container's memory is measured against. Bytes; null where there is none, or nobody knows. */
export interface MemoryMeasure {
  readonly used: number;
  readonly limit: number | null;
  /** What its profile or its label says it usually takes. */
  readonly usual: number | null;
  /** ms until it is full, if it goes on as it does; null where no trend is seen. */
  readonly fullIn: number | null;
}

/** How much its memory asks for attention; `quiet` when it is measured against nothing. */
export interface MemoryWeight {
  readonly severity: Severity;
  /** What says so: that it is more than usual, or soon full, is to be seen nowhere else in the row. */
  readonly by: 'limit' | 'usual' | 'trend';
}

const MiB = 1024 * 1024;
/** Small services double their memory for a moment, and nobody minds. */
const leastExcess = {warn: 32 * MiB, bad: 64 * MiB};
/** Above what is usual by this much it is no longer as usual. */
const tolerance = 1.02;
const minute = 60_000;
const soon = {warn: 60 * minute, bad: 10 * minute};

/** Against its limit: comfortable, tight, about to be killed. */
export const limitSeverity = (share: number): Severity => (share >= 0.9 ? 'bad' : share >= 0.75 ? 'warn' : 'good');

const usualSeverity = (used: number, usual: number): Severity => {
  const excess = used - usual;
  if (used >= 2 * usual && excess >= leastExcess.bad) return 'bad';
  return used >= 1.5 * usual && excess >= leastExcess.warn ? 'warn' : 'good';
};

const trendSeverity = (fullIn: number): Severity => (fullIn < soon.bad ? 'bad' : fullIn < soon.warn ? 'warn' : 'good');

const order: readonly Severity[] = ['quiet', 'good', 'warn', 'bad'];

/**
 * The worst of three: near its limit, far above usual, soon full. A service whose usual memory is near its limit is not alarming for being
 * there: its limit was set to that, and says something only when there is more than usual.
 */
export const memoryWeight = ({used, limit, usual, fullIn}: MemoryMeasure): MemoryWeight => {
  const asUsual = usual !== null && used <= usual * tolerance;
  const weights: MemoryWeight[] = [];
  if (limit !== null && limit > 0) weights.push({severity: asUsual ? 'good' : limitSeverity(used / limit), by: 'limit'});
  if (usual !== null && usual > 0) weights.push({severity: usualSeverity(used, usual), by: 'usual'});
  if (fullIn !== null) weights.push({severity: trendSeverity(fullIn), by: 'trend'});
  return weights.reduce<MemoryWeight>(
    (worst, one) => (order.indexOf(one.severity) > order.indexOf(worst.severity) ? one : worst),
    {severity: 'quiet', by: 'limit'},
  );
};
