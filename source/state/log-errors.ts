import {isError} from '../model/log-level.js';
import {firstTime, itemsOf, type LogBlock, type LogRing, lastTime} from './log-ring.js';

const known = new WeakMap<LogBlock, readonly number[]>();

/** Times of a block's errors. */
const errorTimes = (block: LogBlock): readonly number[] => {
  if (block.errors === 0) return [];
  const found = known.get(block);
  if (found) return found;
  const times: number[] = [];
  for (const item of itemsOf(block)) if (item.kind === 'line' && isError(item.level) && item.time !== null) times.push(item.time);
  known.set(block, times);
  return times;
};

export interface ErrorStrip {
  /** Errors in each part of the time. */
  readonly counts: readonly number[];
  /** ms that are told of. */
  readonly spanMs: number;
}

/** How errors lie over the time of the held lines, in `parts` equal parts; null when there is nothing to tell. */
export const errorStrip = (ring: LogRing, parts: number): ErrorStrip | null => {
  const first = firstTime(ring);
  const last = lastTime(ring);
  if (first === null || last === null || last <= first || parts < 1) return null;
  const counts = new Array<number>(parts).fill(0);
  for (const block of ring.blocks) {
    for (const time of errorTimes(block)) {
      const part = Math.min(parts - 1, Math.max(0, Math.floor(((time - first) / (last - first)) * parts)));
      counts[part] = (counts[part] ?? 0) + 1;
    }
  }
  return {counts, spanMs: last - first};
};
