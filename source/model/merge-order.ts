/** Items of one source, in the order in which they were pushed. */
export interface Run {
  readonly source: string;
  count: number;
}

type Phase = 'opening' | 'away' | 'open' | 'closed';

export interface MergeOptions {
  /** Others wait so long for a source whose engine is away, ms; as for one that opens, when absent. */
  readonly awayMs?: number;
  /** In the unit of times: items of one source that are dated before the one ahead of them by less overtook each other on their way. */
  readonly overtaken?: number;
}

const firstCapacity = 16;

/**
 * What waits of one source: for the order (not less than the one ahead of it, unless a clock was set back), order of arrival over all sources, and when it came. The
 * arrays are used again and again: a flood that made new ones ten times a second would keep the garbage collector busy.
 */
class Queue {
  readonly source: string;
  orders: Float64Array = new Float64Array(firstCapacity);
  numbers: Float64Array = new Float64Array(firstCapacity);
  arrivals: Float64Array = new Float64Array(firstCapacity);
  /** First one that was not taken yet, and where the next one goes. */
  at = 0;
  end = 0;
  last = Number.NEGATIVE_INFINITY;
  /** Whether others wait for what it may send: longer while it sends its past or its engine is away, not at all once it is closed. */
  phase: Phase = 'closed';

  constructor(source: string) {
    this.source = source;
  }

  get isEmpty(): boolean {
    return this.at === this.end;
  }

  push(order: number, number: number, now: number): void {
    if (this.end === this.orders.length) this.#makeRoom();
    this.orders[this.end] = order;
    this.numbers[this.end] = number;
    this.arrivals[this.end] = now;
    this.end += 1;
    this.last = order;
  }

  /** Whether its next item comes before that of another. */
  isBefore(other: Queue): boolean {
    const own = this.orders[this.at] ?? 0;
    const theirs = other.orders[other.at] ?? 0;
    return own < theirs || (own === theirs && (this.numbers[this.at] ?? 0) < (other.numbers[other.at] ?? 0));
  }

  /** Whether its next item came long enough ago, or is from so long ago that nothing can be before it. */
  isDue(newest: number, sure: number): boolean {
    return (this.arrivals[this.at] ?? 0) <= newest || (this.orders[this.at] ?? 0) <= sure;
  }

  #makeRoom(): void {
    const waiting = this.end - this.at;
    const capacity = waiting * 2 > this.orders.length ? this.orders.length * 2 : this.orders.length;
    this.orders = moved(this.orders, this.at, this.end, capacity);
    this.numbers = moved(this.numbers, this.at, this.end, capacity);
    this.arrivals = moved(this.arrivals, this.at, this.end, capacity);
    this.at = 0;
    this.end = waiting;
  }
}

const moved = (from: Float64Array, at: number, end: number, capacity: number): Float64Array => {
  if (capacity === from.length) return from.copyWithin(0, at, end);
  const to = new Float64Array(capacity);
  to.set(from.subarray(at, end));
  return to;
};

/** Queues that are not empty, by whose next item comes first: a binary heap, as a hundred sources may take turns line by line. */
class Turns {
  readonly #heap: Queue[];

  constructor(queues: Queue[]) {
    this.#heap = queues;
    for (let place = (queues.length >> 1) - 1; place >= 0; place -= 1) this.#sink(place);
  }

  get first(): Queue | undefined {
    return this.#heap[0];
  }

  /** Whose turn it is after the first one. */
  get second(): Queue | undefined {
    const [, left, right] = this.#heap;
    return left && right?.isBefore(left) ? right : left;
  }

  /** Items of the first one were taken. */
  moved(): void {
    if (this.first?.isEmpty) {
      const last = this.#heap.pop();
      if (!last || this.#heap.length === 0) return;
      this.#heap[0] = last;
    }
    this.#sink(0);
  }

  #sink(from: number): void {
    const heap = this.#heap;
    const queue = heap[from];
    if (!queue) return;
    let place = from;
    for (;;) {
      const left = heap[place * 2 + 1];
      const right = heap[place * 2 + 2];
      const isRight = left !== undefined && right?.isBefore(left) === true;
      const child = isRight ? right : left;
      if (!child?.isBefore(queue)) break;
      heap[place] = child;
      place = place * 2 + (isRight ? 2 : 1);
    }
    heap[place] = queue;
  }
}

/**
 * Tells in which order items from several sources come by their times; the items themselves stay with whoever asks, as a flood makes a
 * hundred thousand a second. Each source comes in its own order and keeps it; an item's turn is as soon as no other source can send an older
 * one, or when it has waited for `windowMs`. Times are ms.
 */
export class MergeOrder {
  readonly #waits: Readonly<Record<Exclude<Phase, 'closed'>, number>>;
  readonly #overtaken: number;
  readonly #queues = new Map<string, Queue>();
  #number = 0;
  #size = 0;

  constructor(windowMs: number, openingMs: number, {awayMs = openingMs, overtaken = 1000}: MergeOptions = {}) {
    this.#waits = {open: windowMs, opening: openingMs, away: awayMs};
    this.#overtaken = overtaken;
  }

  /** Time of the newest item that came so far, of sources that still count; infinitely long ago when there was none. */
  get newest(): number {
    return Math.max(Number.NEGATIVE_INFINITY, ...[...this.#queues.values()].map(({last}) => last));
  }

  /** Items that wait. */
  get size(): number {
    return this.#size;
  }

  /** Sources that may send more, or have items that wait. */
  get sources(): number {
    return this.#queues.size;
  }

  /** A source that is about to send its past: others wait for it, for `openingMs` at most. */
  open(source: string): void {
    this.#queue(source).phase = 'opening';
  }

  /** Its engine does not answer; when it does again, it goes on where it was. */
  away(source: string): void {
    this.#queue(source).phase = 'away';
  }

  /** It has sent its past, or will not send any. */
  opened(source: string): void {
    const queue = this.#queue(source);
    if (queue.phase === 'opening') queue.phase = 'open';
  }

  /** Nobody waits for it any more; what it sent stays. */
  close(source: string): void {
    const queue = this.#queues.get(source);
    if (queue) queue.phase = 'closed';
  }

  /** Of a source that was not opened: it is put in its place, and nobody waits for more. */
  push(source: string, time: number | null, now: number): void {
    const queue = this.#queue(source);
    queue.push(this.#orderOf(time, queue.last), this.#number++, now);
    this.#size += 1;
  }

  /**
   * Whose turn it is, in order, `most` items at most. What is not after `sure` waits for nobody: all has come that could be before it.
   */
  take(now: number, most = Number.POSITIVE_INFINITY, sure = Number.NEGATIVE_INFINITY): Run[] {
    const runs: Run[] = [];
    const turns = new Turns([...this.#queues.values()].filter(queue => !queue.isEmpty));
    let newest = now - this.#patience();
    let left = most;
    while (left > 0) {
      const {first, second} = turns;
      if (!first) break;
      const from = first.at;
      const end = Math.min(first.end, from + left);
      while (first.at < end && first.isDue(newest, sure) && (!second || first.isBefore(second))) first.at += 1;
      const count = first.at - from;
      if (count === 0) break;
      const before = runs.at(-1);
      if (before?.source === first.source) before.count += count;
      else runs.push({source: first.source, count});
      left -= count;
      this.#size -= count;
      if (first.isEmpty && first.phase !== 'closed') newest = Math.min(newest, now - this.#waits[first.phase]);
      turns.moved();
    }
    for (const [source, queue] of this.#queues) {
      if (!queue.isEmpty) continue;
      queue.at = 0;
      queue.end = 0;
      if (queue.phase === 'closed') this.#queues.delete(source);
    }
    return runs;
  }

  /** Forgets what waits. */
  clear(): void {
    this.#queues.clear();
    this.#size = 0;
  }

  /** The clock of an engine that was set back goes for all its containers: from there on they are in order by the new time. */
  #orderOf(time: number | null, last: number): number {
    if (time === null) return last;
    return time < last - this.#overtaken ? time : Math.max(time, last);
  }

  #queue(source: string): Queue {
    let queue = this.#queues.get(source);
    if (!queue) {
      queue = new Queue(source);
      this.#queues.set(source, queue);
    }
    return queue;
  }

  /** How long an item has to wait for sources that have sent nothing: what they send next may be older. */
  #patience(): number {
    let patience = Number.NEGATIVE_INFINITY;
    for (const queue of this.#queues.values())
      if (queue.isEmpty && queue.phase !== 'closed') patience = Math.max(patience, this.#waits[queue.phase]);
    return patience;
  }
}
