import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {noted} from '../state/view-updates.js';

/**
 * Collects what the engine says and hands it to the store at most ten times a second: a burst of events is one frame. The first
 * change after a quiet time goes through at once.
 */
export interface Publisher {
  publish(change: (state: State) => State): void;
  /** Drops what has not been handed on, and takes nothing more. */
  stop(): void;
}

const pauseMs = 100;

/** `completed` adds what follows from each change. */
export const createPublisher = (store: Store<State>, completed: (state: State) => State = state => state): Publisher => {
  let waiting: ((state: State) => State)[] = [];
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  const flush = (): void => {
    timer = null;
    if (waiting.length === 0) return;
    const changes = waiting;
    waiting = [];
    store.update(state => noted(completed(changes.reduce((next, change) => change(next), state))));
    if (!stopped) timer = setTimeout(flush, pauseMs);
  };
  return {
    publish(change) {
      if (stopped) return;
      waiting.push(change);
      if (timer === null) timer = setTimeout(flush, 0);
    },
    stop() {
      stopped = true;
      waiting = [];
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
};
