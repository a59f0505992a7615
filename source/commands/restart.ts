import type {Options} from './options.js';
import {doInOrder} from './plan.js';

/** `stacktop restart TARGET…`. Throws EngineError, UsageError. */
export const restart = (options: Options, words: readonly string[]): Promise<number> => doInOrder('restart', options, words);
