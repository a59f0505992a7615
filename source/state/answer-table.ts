import {type AnswerText, blockIndexOf, lineAt, type TextBlock} from './answer-text.js';

/** Headings of a table among the lines: numbers of their first and last line. */
export interface TableHead {
  readonly from: number;
  readonly to: number;
}

type Sign = {readonly at: number; readonly head: TableHead | null};

/** psql's rule below its headings. */
const rule = /^-{3,}(?:\+-+)*$/;
/** mysql's, above and below them and at the end. */
const boxed = /^\+-+(?:\+-+)*\+$/;
/** Kafka's tools have none: words in capitals, spread over the line. */
const capitals = /^[A-Z][A-Z-]+(?: +[A-Z][A-Z-]+){2,} *$/;

const isRule = (line: string): boolean => line.startsWith('-') && rule.test(line);
const isBoxed = (line: string): boolean => line.startsWith('+') && boxed.test(line);
const isOver = (line: string): boolean => line.trim() === '' || /^\(\d+ rows?\)$/.test(line);

const signAt = (text: AnswerText, at: number, line: string): Sign | null => {
  const before = (lines: number): string => lineAt(text, at - lines)?.text ?? '';
  if (isRule(line)) return before(1).trim() === '' ? null : {at, head: {from: at - 1, to: at}};
  if (isBoxed(line)) return isBoxed(before(2)) && before(1).startsWith('|') ? {at, head: {from: at - 2, to: at}} : null;
  if (capitals.test(line)) return {at, head: {from: at, to: at}};
  return isOver(line) ? {at, head: null} : null;
};

/** Where tables begin and end in a block. It is asked for with every frame. */
const known = new WeakMap<TextBlock, readonly Sign[]>();

const signsOf = (text: AnswerText, block: TextBlock): readonly Sign[] => {
  const found =
    known.get(block) ??
    block.lines.flatMap((line, place) => {
      const sign = line.length > 20_000 ? null : signAt(text, block.first + place, line);
      return sign ? [sign] : [];
    });
  known.set(block, found);
  return found;
};

/** The headings of the table that a line is in, when they begin above it; null where there are none. */
export const headOver = (text: AnswerText, line: number): TableHead | null => {
  for (let index = blockIndexOf(text, line); index >= 0; index -= 1) {
    const block = text.blocks[index];
    const sign = block && signsOf(text, block).findLast(({at}) => at <= line);
    if (sign) return sign.head && sign.head.from < line ? sign.head : null;
  }
  return null;
};
