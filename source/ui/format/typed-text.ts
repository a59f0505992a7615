import type {LineInput} from '../../state/line-input.js';
import {plainText} from '../../terminal/sanitise.js';
import {cellWidth, truncate, truncateStart} from '../../terminal/widths.js';
import type {Look} from './look.js';

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

export interface TypedText {
  readonly text: string;
  /** Cells that it takes. */
  readonly cells: number;
}

/** What is being typed with its cursor, in at most `width` cells; where there is not room for all of it, the part around the cursor. */
export const typedText = ({text, cursor}: LineInput, width: number, look: Look): TypedText => {
  const {paint, glyphs} = look;
  const [under] = segmenter.segment(text.slice(cursor));
  const on = under ? plainText(under.segment) || ' ' : '';
  const rest = plainText(text.slice(cursor + (under?.segment.length ?? 0)));
  const mark = look.theme.ascii ? '_' : '▏';
  const own = under ? cellWidth(on) : 1;
  const afterRoom = Math.min(cellWidth(rest), Math.floor(width / 3));
  const before = truncateStart(plainText(text.slice(0, cursor)), Math.max(0, width - own - afterRoom), glyphs.cut);
  const after = truncate(rest, Math.max(0, width - cellWidth(before) - own), glyphs.cut);
  return {
    text: paint.strong(before) + (under ? paint.pill(on) : paint.accent(mark)) + paint.strong(after),
    cells: cellWidth(before) + own + cellWidth(after),
  };
};
