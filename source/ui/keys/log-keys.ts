import type {Binding} from './binding.js';

/** Keys of the log. */
export const logKeys: readonly Binding[] = [];
