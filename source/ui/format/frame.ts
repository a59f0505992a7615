import {plainText} from '../../terminal/sanitise.js';
import {cellWidth, truncate} from '../../terminal/widths.js';
import type {Look} from './look.js';

/** Cells between the edges of the screen and what is in a frame. */
export const outsideFrame = 6;

/** A frame around painted lines, each already `inner` cells wide. `foot`: plain text in its lower edge. */
export const framed = (title: string, lines: readonly string[], inner: number, look: Look, foot = ''): string[] => {
  const {frame, cut} = look.glyphs;
  const {paint} = look;
  const head = truncate(` ${plainText(title)} `, inner, cut);
  const tail = foot === '' || foot.length + 4 > inner ? '' : ` ${foot} `;
  const side = paint.dim(frame.vertical);
  const lower = frame.horizontal.repeat(inner - tail.length - (tail === '' ? 0 : 1));
  return [
    paint.dim(frame.topLeft) + paint.accent(head) + paint.dim(frame.horizontal.repeat(inner - cellWidth(head)) + frame.topRight),
    ...lines.map(line => side + line + side),
    paint.dim(frame.bottomLeft + lower + tail + (tail === '' ? '' : frame.horizontal) + frame.bottomRight),
  ];
};
