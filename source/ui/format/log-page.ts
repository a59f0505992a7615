import type {LogItem} from '../../model/log-entry.js';
import {logHeight} from '../../state/log-layout.js';
import type {Page} from '../../state/log-moves.js';
import type {LogRow} from '../../state/log-rows.js';
import type {LogView} from '../../state/logs.js';
import type {State} from '../../state/state.js';
import {createTheme} from '../../terminal/theme.js';
import {logColumns} from './log-columns.js';
import {logRowCount} from './log-row.js';
import {createLook} from './look.js';

/** For counting cells: colours take none. */
const plainLook = createLook(createTheme('none', 'dark', true));

const isSame = (a: LogRow, b: LogRow): boolean =>
  a.unfolded === b.unfolded &&
  a.below === b.below &&
  a.fold?.open === b.fold?.open &&
  a.fold?.times === b.fold?.times &&
  a.fold?.verdict?.seq === b.fold?.verdict?.seq;

/** How the rows of a log fill the screen. `height` is that of the whole log screen. */
export const logPage = (state: State, view: LogView, width: number, height: number): Page => {
  const columns = logColumns(state, view, width);
  const counted = new WeakMap<LogItem, {readonly row: LogRow; readonly lines: number}>();
  return {
    height: logHeight(height),
    linesOf(row) {
      const known = counted.get(row.item);
      if (known && isSame(known.row, row)) return known.lines;
      const lines = logRowCount(row, columns, plainLook);
      counted.set(row.item, {row, lines});
      return lines;
    },
  };
};
