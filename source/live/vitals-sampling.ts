import {delay} from '../engine/abort.js';
import {EngineError} from '../engine/errors.js';
import {askVitals} from '../operations/vitals.js';
import {VitalsError} from '../services/service.js';
import {screenIn} from '../state/selectors.js';
import type {State} from '../state/state.js';
import {vitalsFailed, vitalsOf, vitalsRead, watchedIn} from '../state/vitals.js';
import type {Desk} from './desk.js';
import {spokenTo} from './service-target.js';

const tickMs = 250;
/** The selection has to stay that long: walking past a database asks it nothing. */
const settleMs = 600;
/** A question is a program that is started in the container: seldom beside the list, more often where it is looked at closely. */
const listMs = 10_000;
const detailMs = 4000;

/** Whether the kind of this container can be asked at all. */
const isAsked = (state: State, key: string): boolean => {
  const spoken = spokenTo(state, key);
  return spoken !== null && spoken.service.vitals(spoken.target) !== null;
};

/** One question and its answer, into the state. */
const ask = async ({engine, store, publisher, signal}: Desk, key: string, id: string): Promise<void> => {
  const state = store.get();
  const spoken = spokenTo(state, key);
  if (!spoken) return;
  try {
    const before = vitalsOf(state, key, id)?.vitals ?? null;
    const vitals = await askVitals(engine, spoken.service, spoken.target, before, signal);
    if (vitals) publisher.publish(latest => vitalsRead(latest, key, id, vitals, Date.now()));
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof EngineError) && !(error instanceof VitalsError)) throw error;
    const {message} = error;
    publisher.publish(latest => vitalsFailed(latest, key, id, message));
  }
};

/**
 * Asks the service that is looked at for its vital signs, one question at a time, and only while it is looked at. Resolves when the
 * desk's signal is aborted.
 */
export const sampleVitals = async (desk: Desk): Promise<void> => {
  const {store, signal} = desk;
  let looked = '';
  let next = 0;
  while (!signal.aborted) {
    const state = store.get();
    const now = Date.now();
    const watched = desk.inView() && state.connection.kind === 'connected' ? watchedIn(state) : null;
    if ((watched?.id ?? '') !== looked) {
      looked = watched?.id ?? '';
      next = now + settleMs;
    }
    if (watched && now >= next && isAsked(state, watched.key)) {
      await ask(desk, watched.key, watched.id);
      next = Date.now() + (screenIn(state).kind === 'detail' ? detailMs : listMs);
    }
    await delay(tickMs, signal);
  }
};
