import {type MergeOptions, MergeOrder} from './merge-order.js';

interface Waiting<T> {
  values: T[];
  at: number;
}

/** Puts what comes from several sources into the order of its times, as `MergeOrder` tells it. */
export class Merger<T> {
  readonly #order: MergeOrder;
  readonly #waiting = new Map<string, Waiting<T>>();

  constructor(windowMs: number, openingMs: number, options: MergeOptions = {}) {
    this.#order = new MergeOrder(windowMs, openingMs, options);
  }

  /** Items that wait. */
  get size(): number {
    return this.#order.size;
  }

  /** Sources that may send more, or have items that wait. */
  get sources(): number {
    return this.#order.sources;
  }

  /** A source that is about to send its past: others wait for it, for `openingMs` at most. */
  open(source: string): void {
    this.#order.open(source);
  }

  /** Its engine does not answer; when it does again, it goes on where it was. */
  away(source: string): void {
    this.#order.away(source);
  }

  /** It has sent its past, or will not send any. */
  opened(source: string): void {
    this.#order.opened(source);
  }

  /** Nobody waits for it any more; what it sent stays. */
  close(source: string): void {
    this.#order.close(source);
  }

  /** Of a source that was not opened: it is put in its place, and nobody waits for more. */
  push(source: string, value: T, time: number | null, now: number): void {
    const waiting = this.#waiting.get(source);
    if (waiting) waiting.values.push(value);
    else this.#waiting.set(source, {values: [value], at: 0});
    this.#order.push(source, time, now);
  }

  /** Those whose turn it is, in order, `most` at most. */
  take(now: number, most = Number.POSITIVE_INFINITY): T[] {
    const taken: T[] = [];
    for (const {source, count} of this.#order.take(now, most)) {
      const waiting = this.#waiting.get(source);
      if (!waiting) continue;
      for (const value of waiting.values.slice(waiting.at, waiting.at + count)) taken.push(value);
      waiting.at += count;
    }
    for (const [source, waiting] of this.#waiting) {
      if (waiting.at === waiting.values.length) this.#waiting.delete(source);
      else if (waiting.at > 0) this.#waiting.set(source, {values: waiting.values.slice(waiting.at), at: 0});
    }
    return taken;
  }

  /** Forgets what waits. */
  clear(): void {
    this.#order.clear();
    this.#waiting.clear();
  }
}
