import {SgrStyle} from './sgr-style.js';

/** A painted line taken apart: its characters, and for each the colours and weight it has, as the parameters that set them ('' is plain). */
export interface Cells {
  readonly text: string;
  readonly styles: readonly string[];
}

const sgr = /\u001b\[([\d;]*)m/g;

/**
 * Takes a line apart. Its characters have to take one cell each, and SGR has to be its only control sequence. Null when a sequence is not
 * understood.
 */
export const cellsOf = (line: string): Cells | null => {
  const style = new SgrStyle();
  const styles: string[] = [];
  let text = '';
  let current = '';
  let at = 0;
  const take = (until: number): void => {
    const piece = line.slice(at, until);
    text += piece;
    for (let count = piece.length; count > 0; count--) styles.push(current);
  };
  for (const match of line.matchAll(sgr)) {
    take(match.index);
    style.apply(match[1] ?? '');
    if (style.isUnknown) return null;
    current = style.parameters;
    at = match.index + match[0].length;
  }
  take(line.length);
  return {text, styles};
};
