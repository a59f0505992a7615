import type {Answer} from '../../state/answer.js';
import type {TextBlock} from '../../state/answer-text.js';
import {cellWidth} from '../../terminal/widths.js';

/** A column of an answer that is a table. */
export interface AnswerColumn {
  readonly header: string;
  /** Cells it takes. */
  readonly width: number;
  /** Its cells are numbers, and stand to the right. */
  readonly numeric: boolean;
}

interface Measure {
  readonly width: number;
  readonly numbers: boolean;
}

export const columnGap = 2;
/** A longer cell is cut: its row can be unfolded. */
const widest = 60;
/** What a wide column keeps where there is little room. */
const leastWide = 18;
/** Characters of a cell that are looked at. */
const measured = 4 * widest;

const number = /^[-+]?\d[\d,.]*(?:e[-+]?\d+)?$/i;

/** How a break within a cell is shown on one line. */
export const inOneLine = (cell: string, ascii: boolean): string =>
  cell.includes('\n') ? cell.replaceAll('\n', ascii ? ' ' : '↵') : cell;

const known = new WeakMap<TextBlock, readonly Measure[]>();

const measureOf = (block: TextBlock): readonly Measure[] => {
  const found = known.get(block);
  if (found) return found;
  const widths: number[] = [];
  const numbers: boolean[] = [];
  block.lines.forEach((line, place) => {
    if (block.errors.has(place)) return;
    line.split('\t').forEach((cell, column) => {
      const start = inOneLine(cell.length > measured ? cell.slice(0, measured) : cell, false);
      widths[column] = Math.max(widths[column] ?? 0, Math.min(widest, cellWidth(start)));
      numbers[column] = (numbers[column] ?? true) && (cell === '' || number.test(start));
    });
  });
  const measures = widths.map((width, column) => ({width, numbers: numbers[column] ?? false}));
  known.set(block, measures);
  return measures;
};

/** Takes cells from the widest columns, one by one, while all are wider than there is room for. */
const fitted = (widths: readonly number[], room: number): number[] => {
  const next = [...widths];
  let over = next.reduce((sum, width) => sum + width, 0) + columnGap * (next.length - 1) - room;
  while (over > 0) {
    const most = Math.max(...next);
    if (most <= leastWide) break;
    const index = next.indexOf(most);
    const second = Math.max(leastWide, ...next.filter((width, other) => other !== index && width < most));
    const step = Math.max(1, Math.min(over, most - second));
    next[index] = most - step;
    over -= step;
  }
  return next;
};

let last: {
  readonly text: Answer['text'];
  readonly columns: readonly string[];
  readonly room: number;
  readonly made: readonly AnswerColumn[];
} | null = null;

/** The columns of a table, narrowed to `room` cells as far as that can be; the rest lies to the right of the screen. */
export const columnsOf = ({text, columns}: Answer, room: number): readonly AnswerColumn[] => {
  if (!columns) return [];
  if (last && last.text === text && last.columns === columns && last.room === room) return last.made;
  const measures = text.blocks.map(measureOf);
  const count = Math.max(columns.length, ...measures.map(block => block.length));
  const natural = Array.from({length: count}, (_, column) =>
    measures.reduce(
      (most, block) => Math.max(most, block[column]?.width ?? 0),
      Math.min(widest, cellWidth(inOneLine(columns[column] ?? '', false))),
    ),
  );
  const widths = fitted(natural, room);
  const made = widths.map((width, column) => ({
    header: columns[column] ?? '',
    width,
    numeric: text.blocks.length > 0 && measures.every(block => block[column]?.numbers ?? true),
  }));
  last = {text, columns, room, made};
  return made;
};
