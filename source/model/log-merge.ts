interface Waiting<T> {
  readonly value: T;
  /** For the order: never before the one ahead of it in its own queue. */
  readonly order: number;
  /** Order of arrival over all queues. */
  readonly number: number;
  readonly arrived: number;
}

interface Queue<T> {
  items: Waiting<T>[];
  /** First one that was not taken yet. */
  at: number;
  last: number;
  /** Whether others wait for what it may send: longer while it sends its past, not at all once it is closed. */
  phase: 'opening' | 'open' | 'closed';
}

/**
 * Puts what comes from several sources into the order of its times. Each source comes in its own order and keeps it; an item is handed
 * out as soon as no other source can send an older one, or when it has waited for `windowMs`. Times are ms.
 */
export class Merger<T> {
  readonly #windowMs: number;
  readonly #openingMs: number;
  readonly #queues = new Map<string, Queue<T>>();
  #number = 0;
  #size = 0;

  constructor(windowMs: number, openingMs: number) {
    this.#windowMs = windowMs;
    this.#openingMs = openingMs;
  }

  /** Time of the newest item that came so far; infinitely long ago when there was none. */
  get newest(): number {
    return Math.max(Number.NEGATIVE_INFINITY, ...[...this.#queues.values()].map(({last}) => last));
  }

  /** Items that wait. */
  get size(): number {
    return this.#size;
  }

  /** A source that is about to send its past: others wait for it, for `openingMs` at most. */
  open(source: string): void {
    this.#queue(source).phase = 'opening';
  }

  /** It has sent its past, or will not send any. */
  opened(source: string): void {
    const queue = this.#queue(source);
    if (queue.phase === 'opening') queue.phase = 'open';
  }

  /** Nobody waits for it any more; what it sent stays. */
  close(source: string): void {
    this.#queue(source).phase = 'closed';
  }

  /** Of a source that was not opened: it is put in its place, and nobody waits for more. */
  push(source: string, value: T, time: number | null, now: number): void {
    const queue = this.#queue(source);
    const order = Math.max(time ?? queue.last, queue.last);
    queue.last = order;
    queue.items.push({value, order, number: this.#number++, arrived: now});
    this.#size += 1;
  }

  /** Those whose turn it is, in order, `most` at most. What is not after `sure` waits for nobody: all has come that could be before it. */
  take(now: number, most = Number.POSITIVE_INFINITY, sure = Number.NEGATIVE_INFINITY): T[] {
    const taken: T[] = [];
    while (taken.length < most) {
      const queue = this.#first();
      const item = queue?.items[queue.at];
      if (!queue || !item || (item.order > sure && !this.#isDue(queue, item, now))) break;
      queue.at += 1;
      taken.push(item.value);
    }
    this.#size -= taken.length;
    for (const queue of this.#queues.values()) {
      if (queue.at === 0) continue;
      queue.items = queue.at === queue.items.length ? [] : queue.items.slice(queue.at);
      queue.at = 0;
    }
    return taken;
  }

  /** Forgets what waits. */
  clear(): void {
    this.#queues.clear();
    this.#size = 0;
  }

  #queue(source: string): Queue<T> {
    let queue = this.#queues.get(source);
    if (!queue) {
      queue = {items: [], at: 0, last: Number.NEGATIVE_INFINITY, phase: 'closed'};
      this.#queues.set(source, queue);
    }
    return queue;
  }

  #first(): Queue<T> | null {
    let first: Queue<T> | null = null;
    let least: Waiting<T> | undefined;
    for (const queue of this.#queues.values()) {
      const item = queue.items[queue.at];
      if (!item) continue;
      if (!least || item.order < least.order || (item.order === least.order && item.number < least.number)) {
        first = queue;
        least = item;
      }
    }
    return first;
  }

  #isDue(own: Queue<T>, item: Waiting<T>, now: number): boolean {
    const waited = now - item.arrived;
    for (const queue of this.#queues.values()) {
      if (queue === own || queue.at < queue.items.length || queue.phase === 'closed') continue;
      // A queue with nothing in it: what it sends next may be older than this.
      if (waited < (queue.phase === 'opening' ? this.#openingMs : this.#windowMs)) return false;
    }
    return true;
  }
}
