import type {Screen} from '../../state/view.js';
import {cellWidth, toWidth} from '../../terminal/widths.js';
import {helpGroups} from '../keys/help-groups.js';
import {keyName, table} from '../keys/table.js';
import type {Look} from './look.js';

const keyWidth = 13;

/** Help for one screen as painted lines of at most `width` cells, from the table of keys. */
export const helpLines = (screen: Screen['kind'], width: number, readOnly: boolean, look: Look): string[] => {
  const {paint, glyphs, theme} = look;
  const lines = helpGroups(table, screen).flatMap(({group, bindings}) => [
    '',
    ` ${paint.stack(group)}`,
    ...bindings.map(({keys, does, changes}) => {
      const names = keys.map(key => keyName(key, theme.ascii)).join(' ');
      const refused = readOnly && changes ? ' (not in read-only mode)' : '';
      const room = width - 3 - Math.max(keyWidth, cellWidth(names));
      const text = toWidth(`${does}${refused}`, Math.max(0, room), 'left', glyphs.cut);
      return ` ${' '.repeat(Math.max(0, keyWidth - cellWidth(names)))}${paint.accent(names)}  ${paint.text(text)}`;
    }),
  ]);
  return lines.slice(1);
};
