import type {LogPattern} from '../../model/log-pattern.js';
import type {Paint} from '../../terminal/theme.js';
import {cellWidth, toWidth} from '../../terminal/widths.js';
import {type AnswerColumn, columnGap, inOneLine} from './answer-columns.js';
import {markSpans, type Span} from './log-spans.js';
import type {Look} from './look.js';
import {between, rowStarts} from './row-starts.js';

const gap = ' '.repeat(columnGap);

/** As much of a cell as could be seen: one may hold a book. */
const beginning = (text: string, width: number): string => (text.length > 8 * width + 64 ? text.slice(0, 8 * width + 64) : text);

/** A cell in its column's width, with what is found in it. */
const cellSpans = (text: string, {width, numeric}: AnswerColumn, own: Paint, pattern: LogPattern | null, look: Look): Span[] => {
  const line = inOneLine(beginning(text, width), look.theme.ascii);
  const cell = toWidth(line, width, numeric ? 'right' : 'left', look.glyphs.cut);
  const spans = [{text: cell, paint: own}];
  return pattern ? markSpans(spans, pattern.places(cell), look.paint.match) : spans;
};

const inColumns = (
  cells: readonly string[],
  columns: readonly AnswerColumn[],
  own: Paint,
  pattern: LogPattern | null,
  look: Look,
): Span[] =>
  columns.flatMap((column, index) => [
    ...(index === 0 ? [] : [{text: gap, paint: own}]),
    ...cellSpans(cells[index] ?? '', column, own, pattern, look),
  ]);

/** The headings of a table. */
export const headingSpans = (columns: readonly AnswerColumn[], look: Look): Span[] =>
  inColumns(
    columns.map(({header}) => header),
    columns,
    look.paint.accent,
    null,
    look,
  );

/** A row on one line. */
export const tableRowSpans = (line: string, columns: readonly AnswerColumn[], pattern: LogPattern | null, look: Look): Span[] =>
  inColumns(line.split('\t'), columns, look.paint.text, pattern, look);

/** Cells that the columns' names have in a row that is unfolded, and its values. */
const sharesOf = (columns: readonly AnswerColumn[], room: number): {readonly names: number; readonly values: number} => {
  const longest = Math.max(0, ...columns.map(({header}) => cellWidth(inOneLine(header, false))));
  const names = Math.min(Math.floor(room / 3), longest);
  return {names, values: Math.max(8, room - names - columnGap)};
};

/** Each line of a value by itself. */
const partsOf = (cell: string): readonly string[] => cell.split('\n');

/** How many rows of the screen a row takes when it is unfolded. */
export const unfoldedHeight = (line: string, columns: readonly AnswerColumn[], room: number): number => {
  const {values} = sharesOf(columns, room);
  const cells = line.split('\t');
  return columns.reduce(
    (sum, _, index) => sum + partsOf(cells[index] ?? '').reduce((rows, part) => rows + rowStarts(part, values).length, 0),
    1,
  );
};

/** A row unfolded: a line that numbers it, then each column by its name. Of its lines those from `from` on, `most` at most. */
export const unfoldedRow = (
  line: string,
  number: number,
  columns: readonly AnswerColumn[],
  room: number,
  {from, most}: {readonly from: number; readonly most: number},
  pattern: LogPattern | null,
  look: Look,
): Span[][] => {
  const {paint, glyphs} = look;
  const {names, values} = sharesOf(columns, room);
  const cells = line.split('\t');
  const rows: Span[][] = [];
  let at = 0;
  const add = (draw: () => Span[]): void => {
    if (at >= from && rows.length < most) rows.push(draw());
    at += 1;
  };
  add(() => {
    const rule = `${glyphs.rule.repeat(2)} ${number} `;
    return [{text: rule + glyphs.rule.repeat(Math.max(0, room - cellWidth(rule))), paint: paint.line}];
  });
  columns.forEach(({header}, index) => {
    partsOf(cells[index] ?? '').forEach((part, place) => {
      const starts = rowStarts(part, values);
      const plain = [{text: part, paint: paint.text}];
      const spans = pattern ? markSpans(plain, pattern.places(part), paint.match) : plain;
      starts.forEach((start, row) => {
        add(() => {
          const name = place === 0 && row === 0 ? inOneLine(header, look.theme.ascii) : '';
          const value = between(spans, start, starts[row + 1] ?? part.length);
          return [{text: `${toWidth(name, names, 'left', glyphs.cut)}${gap}`, paint: paint.accent}, ...value];
        });
      });
    });
  });
  return rows;
};
