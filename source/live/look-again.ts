import {inspectContainer} from '../engine/containers.js';
import {EngineError} from '../engine/errors.js';
import {changed} from '../state/engine-updates.js';
import type {Desk} from './desk.js';

/**
 * Looks at containers once more that were to run and do not: of a start that the engine refused no event tells, only the message that is
 * kept in the container.
 */
export const lookAgain = async ({engine, store, publisher, signal}: Desk, ids: readonly string[]): Promise<void> => {
  for (const id of ids) {
    const container = store.get().containers.get(id);
    if (!container || container.state === 'running' || container.state === 'paused') continue;
    try {
      const found = await inspectContainer(engine, id, signal);
      publisher.publish(state => (state.containers.has(id) ? changed(state, [found], Date.now()) : state));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      // removed meanwhile, or the engine is away: the watch tells of both
    }
  }
};
