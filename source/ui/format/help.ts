import {cellWidth, toWidth} from '../../terminal/widths.js';
import type {Binding} from '../keys/binding.js';
import {keyName, table} from '../keys/table.js';
import type {Look} from './look.js';

const groups: readonly Binding['group'][] = ['Move', 'Look', 'Act', 'Sort and filter', 'Log', 'Program'];

const inAscii = (text: string): string =>
  text
    .replace('↑', 'Up')
    .replace('↓', 'Down')
    .replace('←', 'Left')
    .replace('→', 'Right')
    .replace('⌫', 'Backspace')
    .replace('⇧', 'S-');

/** Help as painted lines of `width` cells, from the table of keys. */
export const helpLines = (width: number, readOnly: boolean, look: Look): string[] => {
  const {paint} = look;
  const lines: string[] = [];
  for (const group of groups) {
    const bindings = table.filter(binding => binding.group === group);
    if (bindings.length === 0) continue;
    lines.push('', ` ${paint.stack(group)}`);
    for (const binding of bindings) {
      const keys = binding.keys.map(key => (look.theme.ascii ? inAscii(keyName(key)) : keyName(key))).join(' ');
      const where = binding.screens.includes('stacks') ? '' : ` (${binding.screens.join(', ')})`;
      const refused = readOnly && binding.changes ? ' (not in read-only mode)' : '';
      const does = toWidth(`${binding.does}${where}${refused}`, Math.max(10, width - 18), 'left', look.glyphs.cut);
      lines.push(` ${' '.repeat(Math.max(0, 13 - cellWidth(keys)))}${paint.accent(keys)}  ${paint.text(does)}`);
    }
  }
  return lines.slice(1);
};
