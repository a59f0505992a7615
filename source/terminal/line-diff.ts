import {type Cells, cellsOf} from './sgr-cells.js';
import {SgrStyle} from './sgr-style.js';
import {isOneCellEach} from './string-width.js';

/** Unchanged cells that are written again rather than jumped over: a jump takes about as many bytes. */
const gap = 4;
const kept = 400;
let parsed = new Map<string, Cells | null>();

/** The cells of a line; null when it has wide or combining characters, or other sequences than colours. */
const cells = (line: string): Cells | null => {
  const known = parsed.get(line);
  if (known !== undefined) return known;
  if (parsed.size > kept) parsed = new Map();
  const found = isOneCellEach(line) ? cellsOf(line) : null;
  parsed.set(line, found);
  return found;
};

let blanks = new Map<string, string>();
/** What is seen of a style where nothing is written on it. */
const ofBlank = (style: string): string => {
  if (style === '') return '';
  const known = blanks.get(style);
  if (known !== undefined) return known;
  if (blanks.size > kept) blanks = new Map();
  const all = new SgrStyle();
  all.apply(style);
  const found = all.ofBlank;
  blanks.set(style, found);
  return found;
};

const differs = (a: Cells, b: Cells, column: number): boolean => {
  const [before, after] = [a.styles[column] ?? '', b.styles[column] ?? ''];
  const text = b.text[column] ?? ' ';
  if ((a.text[column] ?? ' ') !== text) return true;
  return before !== after && (text !== ' ' || ofBlank(before) !== ofBlank(after));
};

/** Cells from `from` to `to` of a line with the colours they need, from plain to plain. */
const painted = ({text, styles}: Cells, from: number, to: number): string => {
  let output = '';
  let style = '';
  for (let column = from; column < to; column++) {
    const wanted = styles[column] ?? '';
    const char = text[column] ?? ' ';
    if (wanted !== style && (char !== ' ' || ofBlank(wanted) !== ofBlank(style))) {
      output += wanted === '' ? '\u001b[0m' : `\u001b[${style === '' ? '' : '0;'}${wanted}m`;
      style = wanted;
    }
    output += char;
  }
  return style === '' ? output : `${output}\u001b[0m`;
};

/**
 * What turns one line on the screen into another: only the cells that differ. Stands in for Ink's own, which writes everything behind the
 * first difference. The cursor may be anywhere in the line and is left anywhere in it.
 */
export default function lineDiff(previous: string, next: string, columns: number | undefined): string {
  const before = cells(previous);
  const after = cells(next);
  const whole = `\u001b[G\u001b[K${next}`;
  if (!before || !after || columns === undefined || before.text.length > columns || after.text.length > columns) return whole;
  const width = Math.max(before.text.length, after.text.length);
  let output = '';
  let column = 0;
  while (column < width) {
    if (!differs(before, after, column)) {
      column += 1;
      continue;
    }
    let end = column + 1;
    for (let look = end; look < width && look - end <= gap; look++) if (differs(before, after, look)) end = look + 1;
    output += `\u001b[${column + 1}G`;
    output += painted(after, column, Math.min(end, after.text.length));
    if (end > after.text.length) {
      // What is left of a longer line is erased, not overwritten, and all at once.
      output += '\u001b[K';
      break;
    }
    column = end;
  }
  return output.length < whole.length ? output : whole;
}
