/**
 * Time that goes as fast as the work in it is done. Imported before anything else it takes the place of this process's timers and clocks,
 * so that what lives by `setTimeout` and `Date.now` lives through hours in seconds. Sockets and files stay real: between two moments it
 * waits until no reply is awaited.
 */
import {subscribe} from 'node:diagnostics_channel';

const RealDate = Date;
const {setImmediate: turn} = globalThis;
const startedAt = RealDate.now();
let now = startedAt;
let order = 0;

class Timer {
  at = 0;
  readonly order = order++;
  live = true;

  constructor(
    readonly ms: number,
    readonly repeats: boolean,
    readonly task: () => void,
  ) {
    this.at = now + ms;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }

  refresh(): this {
    if (!this.live) return this;
    cancel(this);
    return start(new Timer(this.ms, this.repeats, this.task)) && this;
  }
}

/** Those that were not cancelled, in a heap by their moment. */
const heap: Timer[] = [];
let waiting = 0;

const isBefore = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

const swap = (a: number, b: number): void => {
  const [first, second] = [heap[a], heap[b]];
  if (first && second) [heap[a], heap[b]] = [second, first];
};

const start = (timer: Timer): Timer => {
  waiting += 1;
  let at = heap.push(timer) - 1;
  for (;;) {
    const above = (at - 1) >> 1;
    const [one, other] = [heap[at], heap[above]];
    if (at === 0 || !one || !other || !isBefore(one, other)) return timer;
    swap(at, above);
    at = above;
  }
};

const takeFirst = (): void => {
  swap(0, heap.length - 1);
  heap.pop();
  for (let at = 0; ; ) {
    const least = [2 * at + 1, 2 * at + 2].reduce((best, child) => {
      const [one, other] = [heap[child], heap[best]];
      return one && other && isBefore(one, other) ? child : best;
    }, at);
    if (least === at) return;
    swap(at, least);
    at = least;
  }
};

function cancel(timer: unknown): void {
  if (!(timer instanceof Timer) || !timer.live) return;
  timer.live = false;
  waiting -= 1;
}

const timerOf =
  (repeats: boolean) =>
  (task: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): Timer =>
    start(new Timer(Math.max(1, Number(ms) || 0), repeats, () => task(...args)));

Object.assign(globalThis, {
  setTimeout: timerOf(false),
  setInterval: timerOf(true),
  clearTimeout: cancel,
  clearInterval: cancel,
  Date: new Proxy(RealDate, {
    construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [now] : args, self),
  }),
});
RealDate.now = () => Math.floor(now);
performance.now = () => now - startedAt;

let awaited = 0;
subscribe('http.client.request.start', () => {
  awaited += 1;
});
for (const channel of ['http.client.response.finish', 'http.client.request.error'])
  subscribe(channel, () => {
    awaited -= 1;
  });

/** Turns of the event loop in which no reply came: whoever is asked waits for a later moment itself. */
const patience = 12;

/** Lets what is under way come to its end, as far as it needs no time. */
export const settled = async (): Promise<void> => {
  let quiet = 0;
  for (let before = awaited; quiet < (awaited > 0 ? patience : 1); before = awaited) {
    await new Promise(turn);
    quiet = awaited === before ? quiet + 1 : 0;
  }
};

/** Time goes on by so many ms. */
export const pass = async (ms: number): Promise<void> => {
  const end = now + ms;
  for (let [next] = heap; next && next.at <= end; [next] = heap) {
    takeFirst();
    if (!next.live) continue;
    waiting -= 1;
    now = Math.max(now, next.at);
    next.live = false;
    if (next.repeats) start(Object.assign(next, {at: now + next.ms, live: true}));
    next.task();
    await settled();
  }
  now = end;
};

/** ms since the start. */
export const passed = (): number => now - startedAt;

/** Timers that have neither run nor been cancelled. */
export const timers = (): number => waiting;
