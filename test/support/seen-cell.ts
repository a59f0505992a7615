import type {Cell} from './screen.js';

/** What is seen of a cell: of a blank its background, unless a line runs through it or its colours are swapped. */
export const seen = (cell: Cell): Cell =>
  cell.char !== ' ' || cell.underline || cell.inverse || cell.struck || cell.overline
    ? cell
    : {...cell, fg: null, bold: false, dim: false, italic: false, blink: false, hidden: false};
