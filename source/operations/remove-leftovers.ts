import type {Engine} from '../engine/client.js';
import {listThrowAways} from '../engine/containers.js';
import {EngineError} from '../engine/errors.js';
import {removeContainer} from '../engine/lifecycle.js';
import {throwAwayLifeMs} from '../model/throw-away.js';

/**
 * Removes throw-away containers that a stacktop which was killed, or lost its engine, could not remove: those older than an hour, which
 * no running one lets live. What cannot be removed now stays for the next start. Gives how many are gone; throws only the signal's reason.
 */
export const removeLeftovers = async (engine: Engine, signal: AbortSignal): Promise<number> => {
  let removed = 0;
  try {
    const all = await listThrowAways(engine, signal);
    // One after another: removals side by side have hung Docker 20.10 for good.
    for (const {id} of all.filter(({ageMs}) => ageMs > throwAwayLifeMs)) {
      await removeContainer(engine, id, {force: true, volumes: true}, signal);
      removed += 1;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof EngineError)) throw error;
  }
  return removed;
};
