import type {Why, WhyPart} from '../../model/why.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {cellWidth, truncate} from '../../terminal/widths.js';
import type {Look} from './look.js';

/** A part as it is drawn, without its colour. */
export const partText = (part: WhyPart, width: number, look: Look): string => {
  const plain = plainText(part.text);
  if (part.kind === 'arrow') return look.glyphs.because;
  if (part.kind === 'quote') return look.glyphs.openQuote + plain + look.glyphs.closeQuote;
  // However long the name is, what is wrong has to be seen.
  return part.kind === 'name' || part.kind === 'trouble'
    ? truncate(plain, Math.max(12, Math.floor(width / 2)), look.glyphs.cut)
    : plain;
};

const roles: Readonly<Record<WhyPart['kind'], Role>> = {
  trouble: 'alarm',
  name: 'strong',
  quote: 'warn',
  fact: 'text',
  plain: 'dim',
  arrow: 'dim',
};

export const partRole = ({kind}: WhyPart): Role => roles[kind];

/** The why line: clauses joined by dots, cut at the end when there is no room. */
export const formatWhy = (why: Why, width: number, look: Look): string => {
  const {glyphs, paint} = look;
  const mark =
    why.severity === 'bad'
      ? paint.alarm(glyphs.trouble)
      : why.severity === 'warn'
        ? paint.warn(glyphs.starting)
        : paint.dim(glyphs.none);
  let line = ` ${mark} `;
  let room = width - 4;
  const write = (part: string, paintIt: (cut: string) => string): void => {
    if (room <= 0) return;
    const cut = truncate(part, room, glyphs.cut);
    room -= cellWidth(cut);
    line += paintIt(cut);
  };
  why.clauses.forEach((clause, index) => {
    // A clause of which less than a word would be seen is not begun.
    if (index > 0 && room < 12) {
      room = 0;
      return;
    }
    if (index > 0) write(` ${glyphs.separator} `, paint.dim);
    clause.forEach((part, place) => {
      if (place > 0) write(' ', paint.dim);
      write(partText(part, width, look), look.paint[partRole(part)]);
    });
  });
  return line;
};
