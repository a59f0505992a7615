import type {Engine} from '../engine/client.js';
import {inspectContainer, listContainers} from '../engine/containers.js';
import {EngineError} from '../engine/errors.js';
import type {Container} from '../model/container.js';

const sideBySide = 8;

/** All containers, inspected. One that is gone meanwhile is left out. Throws EngineError. */
export const allContainers = async (engine: Engine, signal: AbortSignal): Promise<Container[]> => {
  const waiting = await listContainers(engine, signal);
  const found: Container[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      try {
        found.push(await inspectContainer(engine, next.id, signal));
      } catch (error) {
        if (!(error instanceof EngineError) || error.code !== 'not-found') throw error;
      }
    }
  };
  await Promise.all(Array.from({length: sideBySide}, work));
  return found;
};
