import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {noted} from '../state/view-updates.js';

/**
 * Collects what the engine says and hands it to the store at most ten times a second: a burst of events is one frame. The first
 * change after a quiet time goes through at once.
 */
export interface Publisher {
  /** `within`: ms for which the change may wait for another one, to be one frame with it. */
  publish(change: (state: State) => State, within?: number): void;
  /** Drops what has not been handed on, and takes nothing more. */
  stop(): void;
}

const pauseMs = 100;

/** `completed` adds what follows from each change. */
export const createPublisher = (store: Store<State>, completed: (state: State) => State = state => state): Publisher => {
  let waiting: ((state: State) => State)[] = [];
  let timer: NodeJS.Timeout | null = null;
  /** When the first of them cannot wait any longer, and when the last ones were handed over (ms). */
  let due = Number.POSITIVE_INFINITY;
  let handedAt = Number.NEGATIVE_INFINITY;
  let stopped = false;
  const flush = (): void => {
    timer = null;
    due = Number.POSITIVE_INFINITY;
    const changes = waiting;
    waiting = [];
    store.update(state => noted(completed(changes.reduce((next, change) => change(next), state))));
    handedAt = performance.now();
  };
  return {
    publish(change, within = 0) {
      if (stopped) return;
      waiting.push(change);
      const now = performance.now();
      if (now + within >= due) return;
      due = now + within;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(flush, Math.max(within, handedAt + pauseMs - now));
    },
    stop() {
      stopped = true;
      waiting = [];
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
};
