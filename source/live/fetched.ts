import {EngineError} from '../engine/errors.js';
import type {Fetched} from '../state/detail.js';

const failed = (error: unknown): Fetched<never> => {
  if (error instanceof EngineError) return {kind: 'failed', message: error.message, hint: error.hint};
  return {kind: 'failed', message: error instanceof Error ? error.message : String(error), hint: ''};
};

/** Asks, and gives the failure in place of an answer; null when the session ended meanwhile. */
export const fetched = async <T>(ask: () => Promise<T>, signal: AbortSignal): Promise<Fetched<T> | null> => {
  try {
    const value = await ask();
    return signal.aborted ? null : {kind: 'loaded', value, readAt: Date.now()};
  } catch (error) {
    return signal.aborted ? null : failed(error);
  }
};
