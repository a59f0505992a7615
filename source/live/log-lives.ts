import {delay} from '../engine/abort.js';
import {EngineError} from '../engine/errors.js';
import type {LogLife} from '../state/log-targets.js';

/** A stopped container is looked at so often. */
const watchMs = 500;

/** Resolves when a container runs, or has run since; the list's own watch tells. Throws EngineError `not-found` when it is gone. */
export const runsAgain = async (now: () => LogLife | undefined, signal: AbortSignal): Promise<void> => {
  const before = now();
  while (!signal.aborted) {
    const found = now();
    if (!found) throw new EngineError('not-found', 'this container is no more', '');
    if (found.running || found.startedAt !== before?.startedAt) return;
    await delay(watchMs, signal);
  }
};

/** Waits until a container is started once more. False when it is gone, or nobody waits any longer. */
export const startsAnew = async (now: () => LogLife | undefined, signal: AbortSignal): Promise<boolean> => {
  let before = now();
  while (!signal.aborted) {
    const found = now();
    if (!found) return false;
    if (found.startedAt !== before?.startedAt || (found.running && !before.running)) return true;
    before = found;
    await delay(watchMs, signal);
  }
  return false;
};
