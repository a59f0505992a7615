import {plainText} from '../../terminal/sanitise.js';
import {wrap} from '../../terminal/widths.js';
import {line, type Piece} from './detail-piece.js';
import type {Look} from './look.js';

/** In place of what a tab would show: why it does not, and what can be done about it. */
export const messagePieces = (message: string, hint: string, width: number, look: Look): Piece[] => [
  ...wrap(plainText(message), width - 2).map(text => line(` ${look.paint.text(text)}`)),
  ...(hint === '' ? [] : wrap(plainText(hint), width - 2).map(text => line(` ${look.paint.dim(text)}`))),
];

/** A heading above a part of a tab, and how many there are of what follows. */
export const heading = (text: string, count: number, look: Look): Piece =>
  line(` ${look.paint.stack(text)}${count > 0 ? look.paint.dim(` ${count}`) : ''}`);
