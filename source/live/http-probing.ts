import {delay} from '../engine/abort.js';
import {answered} from '../state/engine-updates.js';
import type {State} from '../state/state.js';
import type {Desk} from './desk.js';
import {type Asked, askedAmong, askOnce} from './http-answers.js';

const intervalMs = 10_000;
/** One that is not well yet is asked more often: people wait for it. */
const eagerMs = 2000;
const tickMs = 500;
/** Asked at the same time. */
const mostAtOnce = 8;

/**
 * Asks services without a health check over HTTP how they are, every 10 s each (every 2 s while one is not well), and keeps the answers
 * in the state. Resolves when the desk's signal is aborted.
 */
export const probeIntoState = async ({engine, store, publisher, signal}: Desk): Promise<void> => {
  const due = new Map<string, number>();
  const busy = new Set<string>();
  const ask = async (asked: Asked): Promise<void> => {
    const {id} = asked.container;
    busy.add(id);
    try {
      const health = await askOnce(engine, asked, () => store.get().answers.get(id) ?? null, signal);
      const now = Date.now();
      due.set(id, now + (health && health.health !== 'healthy' ? eagerMs : intervalMs));
      publisher.publish(state => answered(state, new Map([[id, health]]), now));
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      busy.delete(id);
    }
  };
  const running = new Set<Promise<void>>();
  /** What fails here is a fault of ours: it ends the loop and is told. */
  const faults: unknown[] = [];
  const start = (asked: Asked): void => {
    const work: Promise<void> = ask(asked)
      .catch((error: unknown) => void faults.push(error))
      .finally(() => running.delete(work));
    running.add(work);
  };
  let services: State['services'] | null = null;
  let asked: readonly Asked[] = [];
  while (!signal.aborted) {
    const state = store.get();
    if (state.connection.kind === 'connected') {
      // A new `services` comes with every change of the containers.
      if (services !== state.services) asked = askedAmong(state.stacks, state.services);
      services = state.services;
      const ids = new Set(asked.map(({container}) => container.id));
      for (const id of due.keys()) if (!ids.has(id)) due.delete(id);
      const left = [...state.answers.keys()].filter(id => !ids.has(id));
      if (left.length > 0) publisher.publish(latest => answered(latest, new Map(left.map(id => [id, null])), Date.now()));
      const now = Date.now();
      const next = asked.filter(({container: {id}}) => !busy.has(id) && (due.get(id) ?? 0) <= now);
      for (const one of next.slice(0, Math.max(0, mostAtOnce - running.size))) start(one);
    }
    await delay(tickMs, signal);
    if (faults.length > 0) break;
  }
  await Promise.all(running);
  if (faults.length > 0) throw faults[0];
};
