import type {Stack} from '../../model/stack.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {cellWidth, truncate} from '../../terminal/widths.js';
import {stackStatusText} from './health-cell.js';
import type {Look} from './look.js';

/** Who it is about: sign, name, how many of it run, the worst there is; and where in the content we are. */
export const stackTitle = (stack: Stack, state: State, where: string, width: number, look: Look): string => {
  const {paint, glyphs} = look;
  const shown = stackStatusText(stack, state, look);
  const word = shown.word === glyphs.unknown ? 'running' : shown.word;
  const title = state.services.profiles.get(stack.key)?.title ?? '';
  let room = width - 3 - (where === '' ? 1 : cellWidth(where) + 2);
  const write = (text: string, paintIt: (text: string) => string): string => {
    const cut = truncate(text, room, glyphs.cut);
    room -= cellWidth(cut);
    return paintIt(cut);
  };
  let line = ` ${paint[shown.role](shown.glyph)} `;
  line += write(plainText(stack.name), paint.stack);
  line += write(`  ${stack.running}/${stack.total} `, paint.text) + write(word, paint[shown.wordRole]);
  if (title !== '' && title !== stack.name) line += write(` ${glyphs.separator} ${plainText(title)}`, paint.dim);
  return where === '' ? line : `${line}${' '.repeat(Math.max(0, room))} ${paint.faint(where)} `;
};
