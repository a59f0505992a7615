import {cellWidth} from '../../terminal/widths.js';
import type {Span} from './log-spans.js';

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
/** Text whose characters take a cell each, and text that has to be looked at. A last letter may have a combining mark after it. */
const runs = /[\x20-\x7e]+(?![^\x20-\x7e])|[\x20-\x7e]?[^\x20-\x7e]+|[\x20-\x7e]+/g;

const startsOf = (text: string, width: number): readonly number[] => {
  const starts = [0];
  let cells = 0;
  const take = (at: number, wide: number): void => {
    if (cells + wide > width && cells > 0) {
      starts.push(at);
      cells = 0;
    }
    cells += wide;
  };
  for (const {0: run, index} of text.matchAll(runs)) {
    if (/^[\x20-\x7e]+$/.test(run)) {
      for (let at = 0; at < run.length; ) {
        if (cells >= width) {
          starts.push(index + at);
          cells = 0;
        }
        const step = Math.min(width - cells, run.length - at);
        cells += step;
        at += step;
      }
    } else for (const {segment, index: at} of segmenter.segment(run)) take(index + at, cellWidth(segment));
  }
  return starts;
};

const kept = new Map<string, readonly number[]>();
const mostKept = 400;

/** Where the rows of a text begin when it is wrapped at `width` cells: indices into it. Asked for again and again while one scrolls. */
export const rowStarts = (text: string, width: number): readonly number[] => {
  if (text.length <= width && /^[\x20-\x7e]*$/.test(text)) return [0];
  const key = `${width} ${text}`;
  const known = kept.get(key);
  if (known) return known;
  const starts = startsOf(text, Math.max(2, width));
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, starts);
  return starts;
};

/** The part of a painted text between two indices. */
export const between = (spans: readonly Span[], from: number, to: number): Span[] => {
  const part: Span[] = [];
  let at = 0;
  for (const {text, paint} of spans) {
    const end = at + text.length;
    if (end > from && at < to) part.push({text: text.slice(Math.max(0, from - at), to - at), paint});
    at = end;
    if (at >= to) break;
  }
  return part;
};
