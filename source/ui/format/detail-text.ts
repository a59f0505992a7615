import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {wrap} from '../../terminal/widths.js';
import {line, type Piece} from './detail-piece.js';
import type {Look} from './look.js';

/** Text over as many lines as it needs. */
export const paragraph = (text: string, role: Role, width: number, look: Look): Piece[] =>
  wrap(plainText(text), width - 2).map(part => line(` ${look.paint[role](part)}`));

/** In place of what a tab would show: why it does not, and what can be done about it. */
export const messagePieces = (message: string, hint: string, width: number, look: Look): Piece[] => [
  ...paragraph(message, 'text', width, look),
  ...(hint === '' ? [] : paragraph(hint, 'dim', width, look)),
];

/** A heading above a part of a tab, and how many there are of what follows. */
export const heading = (text: string, count: number, look: Look): Piece =>
  line(` ${look.paint.stack(text)}${count > 0 ? look.paint.dim(` ${count}`) : ''}`);
