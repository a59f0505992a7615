import type {Options} from './options.js';
import {doInOrder} from './plan.js';

/** `stacktop start TARGET…`. Throws EngineError, UsageError. */
export const start = (options: Options, words: readonly string[]): Promise<number> => doInOrder('start', options, words);
