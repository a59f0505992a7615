import {delay} from '../engine/abort.js';
import type {Desk} from './desk.js';

const pauseMs = 2000;
/** An engine that is away for longer has most likely lost its containers, too. */
const longestMs = 30 * 60_000;

/** Ends what could not be ended because the engine was away, as soon as it answers again. Goes on until then, or until the session ends. */
export const endLater = async (desk: Desk, again: () => Promise<boolean>): Promise<void> => {
  const until = Date.now() + longestMs;
  while (!desk.signal.aborted && Date.now() < until) {
    await delay(pauseMs, desk.signal);
    if (desk.signal.aborted || (desk.store.get().connection.kind === 'connected' && (await again()))) return;
  }
};
