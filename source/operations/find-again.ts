import {delay} from '../engine/abort.js';
import type {Engine} from '../engine/client.js';
import {listContainers} from '../engine/containers.js';
import type {Container} from '../model/container.js';
import {containerKey} from '../model/identity.js';

const pollMs = 250;
/** Between the removal of a container and the next one of its name, Compose takes about a second. */
const patienceMs = 3000;

/** The container that has taken the place of one that is no more: of the same project, service and number. Null when none has. Throws EngineError. */
export const findAgain = async (engine: Engine, key: string, goneId: string, signal: AbortSignal): Promise<Container | null> => {
  const began = performance.now();
  // Two of one identity have keys that tell them apart by id; whoever comes next is known by the identity.
  const identity = key.replace(/#[0-9a-f]+$/, '');
  for (;;) {
    const [newest] = (await listContainers(engine, signal))
      .filter(container => container.id !== goneId && containerKey(container) === identity)
      .sort((a, b) => b.createdAt - a.createdAt);
    if (newest) return newest;
    if (signal.aborted || performance.now() - began > patienceMs) return null;
    await delay(pollMs, signal);
  }
};
