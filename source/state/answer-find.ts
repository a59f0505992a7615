import {type LogPattern, parsePattern} from '../model/log-pattern.js';
import {type AnswerText, blockIndexOf, type TextBlock} from './answer-text.js';

let lastPattern: {readonly typed: string; readonly pattern: LogPattern | null} | null = null;

/** What is searched for, one object for as long as it stays the same; null for nothing. */
export const patternFor = (search: string): LogPattern | null => {
  if (lastPattern?.typed !== search) lastPattern = {typed: search, pattern: parsePattern(search)};
  return lastPattern.pattern;
};

const none: readonly number[] = [];
/** Of each block what was found last: it is asked for with every frame. */
const found = new WeakMap<TextBlock, {readonly pattern: LogPattern; readonly places: readonly number[]}>();

/** The places in a block of the lines that are found. */
export const hitsOf = (block: TextBlock, search: string): readonly number[] => {
  const pattern = patternFor(search);
  if (!pattern) return none;
  const known = found.get(block);
  if (known?.pattern === pattern) return known.places;
  const places = block.lines.flatMap((line, place) => (pattern.test(line) ? [place] : []));
  found.set(block, {pattern, places});
  return places;
};

/** Number of the next line after `from` (or before it) that is found, round at the ends; null when there is none. */
export const nextHit = (text: AnswerText, search: string, from: number, direction: 1 | -1): number | null => {
  const {blocks} = text;
  const start = blockIndexOf(text, from);
  const isAhead = (line: number): boolean => (direction === 1 ? line > from : line < from);
  // Once round, and the block it began in twice: what lies behind `from` comes last.
  for (let step = 0; step <= blocks.length; step += 1) {
    const block = blocks[(start + direction * step + blocks.length * 2) % blocks.length];
    if (!block) return null;
    const lines = hitsOf(block, search).map(place => block.first + place);
    const wanted = step === 0 ? lines.filter(isAhead) : lines;
    const hit = direction === 1 ? wanted[0] : wanted.at(-1);
    if (hit !== undefined) return hit;
  }
  return null;
};
