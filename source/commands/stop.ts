import type {Options} from './options.js';
import {doInOrder} from './plan.js';

/** `stacktop stop TARGET…`. Throws EngineError, UsageError. */
export const stop = (options: Options, words: readonly string[]): Promise<number> => doInOrder('stop', options, words);
