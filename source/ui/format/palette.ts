import {scrolled} from '../../state/layout.js';
import {foundIn, type Palette} from '../../state/palette.js';
import {cellWidth, toWidth} from '../../terminal/widths.js';
import {framed, outsideFrame} from './frame.js';
import type {Look} from './look.js';

/** More would hide the list that the actions are about. */
const mostRows = 14;

const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, cellWidth(text)), 0);

/** The frame of the palette: actions that fit what is typed, each with its key, or with why it cannot be used now. */
export const paletteLines = (palette: Palette, columns: number, height: number, look: Look): string[] => {
  const {paint, glyphs} = look;
  const inner = Math.min(columns - outsideFrame, 96);
  const found = foundIn(palette);
  if (found.length === 0)
    return framed('Actions', [` ${paint.dim(toWidth('no action has that in its name', inner - 2, 'left'))} `], inner, look);
  const keys = Math.min(12, widest(palette.items.map(({key}) => key)));
  const rows = Math.max(1, Math.min(found.length, height, mostRows));
  const chosen = Math.min(palette.index, found.length - 1);
  const top = scrolled(0, chosen, rows, found.length);
  const room = inner - keys - 4;
  const lines = found.slice(top, top + rows).map(({does, key, why}, place) => {
    const name = toWidth(key, keys, 'left', glyphs.cut);
    const text = why === null ? does : `${does} ${glyphs.separator} ${why}`;
    const line = ` ${paint[why === null ? 'accent' : 'faint'](name)}  ${paint[why === null ? 'text' : 'faint'](toWidth(text, room, 'left', glyphs.cut))} `;
    return top + place === chosen ? look.selection(line) : line;
  });
  const title = found.length > rows ? `Actions: ${chosen + 1} of ${found.length}` : 'Actions';
  return framed(title, lines, inner, look);
};
