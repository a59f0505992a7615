import type {Engine} from '../engine/client.js';
import {inspectContainer, listContainers} from '../engine/containers.js';
import {EngineError} from '../engine/errors.js';
import {isConnectionError} from '../engine/inspect-queue.js';
import type {Container} from '../model/container.js';

const sideBySide = 8;
/** One container that the engine hangs on is not waited for as long as an engine. */
const patienceMs = 10_000;

/** Null when it is gone meanwhile; the list's own entry when the engine stumbles over this one (500, no answer). */
const inspected = async (engine: Engine, entry: Container, signal: AbortSignal): Promise<Container | null> => {
  const limit = AbortSignal.timeout(patienceMs);
  try {
    return await inspectContainer(engine, entry.id, AbortSignal.any([signal, limit]));
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) return entry;
    if (isConnectionError(error)) throw error;
    return error instanceof EngineError && error.code === 'not-found' ? null : entry;
  }
};

/**
 * The same containers inspected, in their order: null for one that is gone meanwhile; one that cannot be inspected comes as the list has it,
 * without `inspection`. Throws EngineError when the engine itself fails.
 */
export const inspectAll = async (
  engine: Engine,
  containers: readonly Container[],
  signal: AbortSignal,
): Promise<(Container | null)[]> => {
  const found: (Container | null)[] = containers.map(() => null);
  const waiting = [...containers.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [place, entry] = next;
      found[place] = await inspected(engine, entry, signal);
    }
  };
  await Promise.all(Array.from({length: sideBySide}, work));
  return found;
};

/** All containers, as `inspectAll` gives them, less those that are gone. Throws EngineError when the engine itself fails. */
export const allContainers = async (engine: Engine, signal: AbortSignal): Promise<Container[]> => {
  const found = await inspectAll(engine, await listContainers(engine, signal), signal);
  return found.filter(container => container !== null);
};
