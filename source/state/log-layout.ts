import {isAiry, listHeight} from './layout.js';
import type {State} from './state.js';

/** Lines of the log screen: what is between meters and rule. */
export const logScreenHeight = (state: State): number => listHeight(state) + 1 + (isAiry(state) ? 1 : 0);

/** Whether there is room for the strip of errors over time. */
export const hasStrip = (height: number): boolean => height >= 22;

/** Lines of log on a log screen of this height: all but its title, and the strip. */
export const logHeight = (height: number): number => Math.max(1, height - 1 - (hasStrip(height) ? 1 : 0));
