import type {LogLag} from './log-lag.js';
import type {MarkDraft} from './log-reading.js';

/** How a source stood whose lines are left out from there on. */
export type Left = Pick<LogLag, 'newest' | 'rate'>;

export interface Gap {
  /** Where it ends, ns. */
  readonly until: bigint;
  readonly seconds: number;
  /** The engine does not count what it does not send: about so many, by the lines a second before. */
  readonly count: number;
}

/** What lies between the last line before and the first one after. */
export const gapAfter = ({newest, rate}: Left, first: bigint | null): Gap | null => {
  if (newest === null || first === null || first <= newest) return null;
  const seconds = Number(first - newest) / 1e9;
  return {until: first, seconds, count: Number((rate * seconds).toPrecision(2))};
};

export const markOfGap = ({until, seconds, count}: Gap): MarkDraft => {
  const some = String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
  const text = `skipped here: ${seconds.toFixed(1)} s, some ${some} lines: they come faster than they can be read`;
  return {kind: 'mark', seq: 0, time: Number(until) / 1e6, tone: 'warn', text};
};
