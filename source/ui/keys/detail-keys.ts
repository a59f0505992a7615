import type {Binding} from './binding.js';

/** Keys of the detail. */
export const detailKeys: readonly Binding[] = [];
