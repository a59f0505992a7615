import type {LogLook, LogView} from '../../state/logs.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {cellWidth} from '../../terminal/widths.js';
import {timeWidth} from './log-time.js';

/** What is the same for all lines of a screen. */
export interface LogColumns {
  readonly width: number;
  readonly look: LogLook;
  readonly narrow: boolean;
  readonly now: number;
  /** Cells of the names of sources; 0 where there is only one. */
  readonly nameWidth: number;
  readonly names: readonly string[];
  /** Colour of each source's name. */
  readonly roles: readonly Role[];
  /** Cells before the message. */
  readonly head: number;
  readonly sideways: number;
}

/** All of another colour (`link` has that of `memory`); red is kept for levels. */
const nameRoles: readonly Role[] = ['stack', 'memory', 'good', 'warn', 'text'];

export const levelWidth = 5;
/** One cell for marks of stderr, one between it and the message. */
export const streamWidth = 2;

export const logColumns = (state: State, view: LogView, width: number): LogColumns => {
  const narrow = width < 90;
  const names = view.sources.map(source => plainText(source.label));
  const several = view.sources.length > 1;
  const longest = Math.max(0, ...names.map(cellWidth));
  const nameWidth = several ? Math.min(longest, narrow ? 12 : 22) : 0;
  const times = timeWidth(state.logLook.times, narrow);
  const unique = [...new Set(names)];
  return {
    width,
    look: state.logLook,
    narrow,
    now: state.now,
    nameWidth,
    names,
    roles: names.map(name => nameRoles[unique.indexOf(name) % nameRoles.length] ?? 'text'),
    head: 1 + (times > 0 ? times + 1 : 0) + (nameWidth > 0 ? nameWidth + 1 : 0) + levelWidth + 1 + streamWidth,
    sideways: view.sideways,
  };
};
