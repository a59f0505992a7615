import {delay} from '../engine/abort.js';

/** How far a dump or a restore is. Bytes; the last step is `done` or `failed`. */
export type TransferStep =
  | {
      readonly kind: 'progress';
      readonly bytes: number;
      /** Of all there are; null while that is not known. */
      readonly total: number | null;
      /** Bytes a second, of the last moments. */
      readonly rate: number;
      readonly elapsedMs: number;
    }
  | {readonly kind: 'done'; readonly file: string; readonly bytes: number; readonly elapsedMs: number}
  | {readonly kind: 'failed'; readonly reason: string; readonly hint: string};

export type Transfer = AsyncGenerator<TransferStep, void, void>;

const tickMs = 250;
/** Weight of the newest moment in the rate. */
const newest = 0.3;

/** What a transfer counts on its way. */
export interface Count {
  bytes: number;
  total: number | null;
}

/**
 * Does the work and tells how far it is four times a second; ends with the step that the work resolves to. When nobody listens any more
 * the work is called off by its signal, and waited for.
 */
export async function* transfer(
  work: (count: Count, signal: AbortSignal) => Promise<(elapsedMs: number) => TransferStep>,
  signal: AbortSignal,
): Transfer {
  const began = performance.now();
  const left = new AbortController();
  const over = new AbortController();
  const count: Count = {bytes: 0, total: null};
  const working = work(count, AbortSignal.any([signal, left.signal])).finally(() => over.abort());
  working.catch(() => {}); // waited for below
  try {
    let [bytes, at, rate] = [0, began, 0];
    for (;;) {
      await delay(tickMs, over.signal);
      if (over.signal.aborted) break;
      const now = performance.now();
      const moment = ((count.bytes - bytes) / Math.max(1, now - at)) * 1000;
      rate = rate === 0 ? moment : rate + (moment - rate) * newest;
      [bytes, at] = [count.bytes, now];
      yield {kind: 'progress', ...count, rate, elapsedMs: now - began};
    }
    yield (await working)(performance.now() - began);
  } finally {
    left.abort();
    await working.catch(() => {}); // told above, or nobody listens
  }
}
