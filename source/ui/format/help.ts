import type {Screen} from '../../state/view.js';
import {cellWidth, toWidth} from '../../terminal/widths.js';
import {helpGroups} from '../keys/help-groups.js';
import {type HelpLine, heightOf, helpLayout, keyWidth} from '../keys/help-layout.js';
import {table} from '../keys/table.js';
import type {Look} from './look.js';

/** A line of a column, `width` cells wide. */
const drawn = (line: HelpLine | undefined, width: number, {paint, glyphs}: Look): string => {
  if (line?.kind === 'heading') return ` ${paint.stack(toWidth(line.text, width - 1, 'left', glyphs.cut))}`;
  if (line?.kind !== 'key') return ' '.repeat(width);
  const gap = ' '.repeat(Math.max(0, keyWidth - cellWidth(line.keys)));
  const room = Math.max(0, width - 3 - Math.max(keyWidth, cellWidth(line.keys)));
  return ` ${gap}${paint.accent(line.keys)}  ${paint.text(toWidth(line.text, room, 'left', glyphs.cut))}`;
};

/** Help for one screen as painted lines of at most `width` cells, from the table of keys. */
export const helpLines = (screen: Screen['kind'], width: number, readOnly: boolean, look: Look): string[] => {
  const columns = helpLayout(helpGroups(table, screen), width, readOnly, look.theme.ascii);
  return Array.from({length: heightOf(columns)}, (_, index) =>
    columns.map(column => drawn(column.lines[index], column.width, look)).join(''),
  );
};
