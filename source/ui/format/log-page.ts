import {logHeight} from '../../state/log-layout.js';
import type {Page} from '../../state/log-moves.js';
import type {LogView} from '../../state/logs.js';
import type {State} from '../../state/state.js';
import {createTheme} from '../../terminal/theme.js';
import {logColumns} from './log-columns.js';
import {logRowCount} from './log-row.js';
import {createLook} from './look.js';

/** For counting cells: colours take none. */
const plainLook = createLook(createTheme('none', 'dark', true));

/** How the lines of a log fill the screen. `height` is that of the whole log screen. */
export const logPage = (state: State, view: LogView, width: number, height: number): Page => {
  const columns = logColumns(state, view, width);
  return {
    height: logHeight(height),
    linesOf: item => logRowCount(item, columns, view.unfolded.has(item.seq), plainLook),
  };
};
