import stringWidth from 'string-width';
import {graphemeCells, graphemes} from './graphemes.js';

const printableAscii = /^[\x20-\x7e]*$/;
const escapeBegins = /[\u001b\u009b]/;

/** Cells that plain text (no escape sequences) takes in a terminal. */
export const cellWidth = (text: string): number =>
  printableAscii.test(text) ? text.length : escapeBegins.test(text) ? stringWidth(text) : graphemeCells(text);

/** The longest start of `text` that fits into `width` cells, with a mark in the last cell when something was cut. */
export const truncate = (text: string, width: number, mark = '…'): string => {
  if (width <= 0) return '';
  if (cellWidth(text) <= width) return text;
  if (printableAscii.test(text)) return text.slice(0, width - 1) + mark;
  let cut = '';
  let used = 0;
  for (const segment of graphemes(text)) {
    const cells = cellWidth(segment);
    if (used + cells > width - 1) break;
    cut += segment;
    used += cells;
  }
  return cut + mark;
};

/** The longest end of `text` that fits into `width` cells, with a mark in the first cell when something was cut: for what is being typed. */
export const truncateStart = (text: string, width: number, mark = '…'): string => {
  if (width <= 0) return '';
  if (cellWidth(text) <= width) return text;
  let cut = '';
  let used = 0;
  for (const segment of [...graphemes(text)].reverse()) {
    const cells = cellWidth(segment);
    if (used + cells > width - 1) break;
    cut = segment + cut;
    used += cells;
  }
  return mark + cut;
};

/** `text` in exactly `width` cells: cut or padded, to the left edge or the right one. */
export const toWidth = (text: string, width: number, align: 'left' | 'right' = 'left', mark = '…'): string => {
  const cut = truncate(text, width, mark);
  const padding = ' '.repeat(Math.max(0, width - cellWidth(cut)));
  return align === 'left' ? cut + padding : padding + cut;
};

/** What has a likeness among ASCII: an arrow between ports, and what a secret is masked with. */
const signs: ReadonlyMap<string, string> = new Map([
  ['→', '>'],
  ['•', '*'],
]);

/** The same cells with ASCII alone: a question mark for each cell of what is not, but for our own arrow. Escape sequences stay. */
export const inAscii = (text: string): string => {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  let ascii = '';
  for (const segment of graphemes(text)) {
    if (/^[\0-\x7f]+$/.test(segment)) ascii += segment;
    else ascii += signs.get(segment) ?? '?'.repeat(cellWidth(segment));
  }
  return ascii;
};

/** Splits plain text into lines of at most `width` cells, at spaces where there are any. */
export const wrap = (text: string, width: number): string[] => {
  if (cellWidth(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  let used = 0;
  let space = -1;
  for (const segment of graphemes(text)) {
    const cells = cellWidth(segment);
    if (used + cells > width && line !== '') {
      const at = segment === ' ' || space <= 0 ? line.length : space;
      lines.push(line.slice(0, at).trimEnd());
      line = line.slice(at).trimStart();
      used = cellWidth(line);
      space = -1;
    }
    if (segment === ' ' && line === '' && lines.length > 0) continue;
    if (segment === ' ') space = line.length;
    line += segment;
    used += cells;
  }
  lines.push(line);
  return lines;
};
