import {setMaxListeners} from 'node:events';

/**
 * Calls `react` once when `signal` is aborted, at once if it already is; gives what takes it back. One signal may end a hundred
 * requests: Node's warning about eleven listeners is turned off for it.
 */
export function onAbort(signal: AbortSignal, react: () => void): () => void {
  if (signal.aborted) {
    react();
    return () => {};
  }
  setMaxListeners(0, signal);
  signal.addEventListener('abort', react, {once: true});
  return () => signal.removeEventListener('abort', react);
}

/** Resolves after `ms`, or at once when `signal` is aborted: whoever waits looks at the signal afterwards. */
export function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(() => {
      release();
      resolve();
    }, ms);
    const release = onAbort(signal, () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * Calls `late` once after `ms`, and gives what takes it back. What has arrived by then is read before: a program that itself stood still, on a
 * busy machine or one that slept, would else call late what was there in time.
 */
export function onLate(ms: number, late: () => void): () => void {
  let reading: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    reading = setImmediate(late);
  }, ms);
  return () => {
    clearTimeout(timer);
    clearImmediate(reading);
  };
}

export interface Limited {
  readonly signal: AbortSignal;
  /** Whether the time was up, and not the other signal aborted. */
  expired(): boolean;
  /** Drops timer and listener; whoever asked for it must reach this. */
  end(): void;
}

/** A signal that follows `signal` and aborts by itself after `timeoutMs`; with 0 it only follows. */
export function limited(signal: AbortSignal, timeoutMs: number): Limited {
  const controller = new AbortController();
  let expired = false;
  const expire = () => {
    expired = true;
    controller.abort();
  };
  const inTime = timeoutMs > 0 ? onLate(timeoutMs, expire) : () => {};
  const release = onAbort(signal, () => controller.abort(signal.reason));
  const end = () => {
    inTime();
    release();
  };
  return {signal: controller.signal, expired: () => expired, end};
}
