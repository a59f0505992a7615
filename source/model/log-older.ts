import {Merger} from './log-merge.js';

/** Lines of one source that are older than all that were handed out, oldest first, and without a gap up to those. */
export interface OlderQueue<T> {
  readonly items: readonly T[];
  /** There are, or may be, older ones yet, which nobody has read. */
  readonly more: boolean;
}

export interface Sure<T> {
  /** In order; all that is older than the first of them is not known yet. */
  readonly sure: readonly T[];
  /** What is left of each queue, oldest first. */
  readonly left: readonly (readonly T[])[];
}

/**
 * The newest part of several queues, merged by time (ms) as `Merger` does, as far back as their order is sure: not before the first line of
 * a source that may have older ones. Such a source without any line lets nothing pass.
 */
export const sureOlder = <T extends {readonly time: number | null}>(queues: readonly OlderQueue<T>[]): Sure<T> => {
  const merger = new Merger<{readonly item: T; readonly queue: number; readonly first: boolean}>(0, 0);
  queues.forEach(({items}, queue) => {
    items.forEach((item, index) => {
      merger.push(String(queue), {item, queue, first: index === 0}, item.time, 0);
    });
  });
  if (queues.some(({items, more}) => more && items.length === 0)) return {sure: [], left: queues.map(({items}) => items)};
  const merged = merger.take(0);
  const cut = merged.findLastIndex(({queue, first}) => first && queues[queue]?.more);
  const from = Math.max(0, cut);
  const left = queues.map((): T[] => []);
  for (const {item, queue} of merged.slice(0, from)) left[queue]?.push(item);
  return {sure: merged.slice(from).map(({item}) => item), left};
};
