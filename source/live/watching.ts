import type {Engine} from '../engine/client.js';
import {type WatchSink, watchEngine} from '../engine/watch.js';
import type {Container} from '../model/container.js';
import {changed, connected, happened, listed, lost, removed} from '../state/engine-updates.js';
import {logEvent} from '../state/log-events.js';
import type {State} from '../state/state.js';
import type {Publisher} from './publisher.js';

/** Keeps the state current with what the engine says, until the signal. */
export const watchIntoState = (engine: Engine, {publish}: Publisher, signal: AbortSignal): Promise<void> => {
  // Inspections come one by one, hundreds at a start: those of one moment become one change.
  let inspected: Container[] = [];
  const takeInspected = (state: State): State => {
    const batch = inspected;
    inspected = [];
    return changed(state, batch, Date.now());
  };
  const sink: WatchSink = {
    connected: info => publish(state => connected(state, info, Date.now())),
    lost: (error, retryAt, attempt) =>
      publish(state => lost(state, {message: error.message, hint: error.hint, retryAt, attempt}, Date.now())),
    listed: containers => publish(state => listed(state, containers, Date.now())),
    changed: container => {
      if (inspected.length === 0) publish(takeInspected);
      inspected.push(container);
    },
    removed: id => publish(state => removed(state, id, Date.now())),
    event: event => publish(state => logEvent(happened(state, event, Date.now()), event)),
  };
  return watchEngine(engine, sink, {signal});
};
