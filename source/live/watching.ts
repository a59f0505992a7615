import type {Engine} from '../engine/client.js';
import {type WatchSink, watchEngine} from '../engine/watch.js';
import type {Container} from '../model/container.js';
import {changed, connected, happened, listed, lost, removed} from '../state/engine-updates.js';
import {logEvent} from '../state/log-events.js';
import type {State} from '../state/state.js';
import type {Publisher} from './publisher.js';

/** Keeps the state current with what the engine says, until the signal. */
export const watchIntoState = (
  engine: Engine,
  {publish}: Publisher,
  signal: AbortSignal,
  /** What images are called has changed, or may have while nothing was heard. */
  renamed: () => void = () => {},
  /** Resolves when the first list is on the screen. */
  shown?: Promise<void>,
): Promise<void> => {
  // Inspections come one by one, hundreds at a start: those that follow each other become one change.
  let batch: Container[] | null = null;
  const inspected = (container: Container): void => {
    if (batch) {
      batch.push(container);
      return;
    }
    const open = [container];
    batch = open;
    publish(state => {
      if (batch === open) batch = null;
      return changed(state, open, Date.now());
    });
  };
  /** Anything else ends the batch, so that all is told in the order it happened in. */
  const then = (change: (state: State) => State): void => {
    batch = null;
    publish(change);
  };
  const sink: WatchSink = {
    connected: info => then(state => connected(state, info, Date.now())),
    lost: (error, retryAt, attempt) => {
      then(state => lost(state, {message: error.message, hint: error.hint, retryAt, attempt}, Date.now()));
      renamed();
    },
    renamed,
    listed: containers => then(state => listed(state, containers, Date.now())),
    changed: inspected,
    removed: id => then(state => removed(state, id, Date.now())),
    event: event => then(state => logEvent(happened(state, event, Date.now()), event)),
  };
  return watchEngine(engine, sink, {signal, shown});
};
