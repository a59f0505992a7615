import type {LogPattern} from '../../model/log-pattern.js';
import {graphemes} from '../../terminal/graphemes.js';
import {SgrStyle} from '../../terminal/sgr-style.js';
import type {Paint} from '../../terminal/theme.js';
import {cellWidth} from '../../terminal/widths.js';
import type {Look} from './look.js';

/** A piece of a line with one look. Lines are cut, wrapped and marked as spans, and painted at the end. */
export interface Span {
  readonly text: string;
  readonly paint: Paint;
}

const printableAscii = /^[\x20-\x7e]*$/;

export const spansWidth = (spans: readonly Span[]): number => spans.reduce((sum, span) => sum + cellWidth(span.text), 0);

export const spansText = (spans: readonly Span[]): string => spans.map(span => span.text).join('');

export const paintSpans = (spans: readonly Span[]): string => spans.map(span => span.paint(span.text)).join('');

/** The same as a chosen row of `width` cells. Each span has the background for itself: one with its own would put out that of the rest. */
export const paintChosen = (spans: readonly Span[], width: number, selection: Paint): string =>
  spans.map(span => selection(span.paint(span.text))).join('') + selection(' '.repeat(Math.max(0, width - spansWidth(spans))));

/** The part of a text between two cells; a wide character that is cut in two becomes a space. */
const sliceText = (text: string, from: number, to: number): string => {
  if (printableAscii.test(text)) return text.slice(Math.max(0, from), Math.max(0, to));
  let cell = 0;
  let part = '';
  for (const segment of graphemes(text)) {
    const end = cell + cellWidth(segment);
    if (cell >= to) break;
    if (end > from) part += cell < from || end > to ? ' '.repeat(Math.min(end, to) - Math.max(cell, from)) : segment;
    cell = end;
  }
  return part;
};

/** The cells from `from` on, `width` at most. */
export const sliceSpans = (spans: readonly Span[], from: number, width: number): Span[] => {
  const part: Span[] = [];
  let cell = 0;
  for (const span of spans) {
    const cells = cellWidth(span.text);
    if (cell >= from + width) break;
    if (cell + cells > from) {
      const text = sliceText(span.text, from - cell, from + width - cell);
      if (text !== '') part.push({text, paint: span.paint});
    }
    cell += cells;
  }
  return part;
};

/** Cut to `width` cells, with a mark at an end where something is missing. */
export const cutSpans = (spans: readonly Span[], from: number, width: number, mark: Span): Span[] => {
  if (width <= 0) return [];
  const total = spansWidth(spans);
  const left = from > 0 && total > 0 ? [mark] : [];
  const right = total - from > width ? [mark] : [];
  const inner = sliceSpans(spans, from + left.length, width - left.length - right.length);
  return [...left, ...inner, ...right];
};

/** Cells at which lines of `width` cells begin; a wide character that does not fit any more begins the next one. */
const breaksOf = (spans: readonly Span[], width: number, most: number): number[] => {
  const breaks = [0];
  let cell = 0;
  let start = 0;
  for (const {text} of spans) {
    if (printableAscii.test(text)) {
      const end = cell + text.length;
      while (end > start + width && breaks.length < most) {
        start += width;
        breaks.push(start);
      }
      cell = end;
      continue;
    }
    for (const segment of graphemes(text)) {
      const cells = cellWidth(segment);
      if (cell + cells > start + width) {
        if (breaks.length === most) return breaks;
        start = cell;
        breaks.push(start);
      }
      cell += cells;
    }
  }
  return breaks;
};

/** Lines of at most `width` cells. */
export const wrapSpans = (spans: readonly Span[], width: number, most: number): Span[][] => {
  const breaks = breaksOf(spans, width, most);
  if (breaks.length === 1) return [[...spans]];
  return breaks.map((from, index) => sliceSpans(spans, from, Math.min(width, (breaks[index + 1] ?? from + width) - from)));
};

/** How many lines `wrapSpans` gives. */
export const wrappedLines = (spans: readonly Span[], width: number, most: number): number => breaksOf(spans, width, most).length;

/** `places` of the whole text painted as `paint`. */
export const markSpans = (spans: readonly Span[], places: readonly (readonly [number, number])[], paint: Paint): Span[] => {
  if (places.length === 0) return [...spans];
  const marked: Span[] = [];
  let start = 0;
  for (const span of spans) {
    const end = start + span.text.length;
    let at = start;
    for (const [from, to] of places) {
      if (to <= at || from >= end) continue;
      if (from > at) marked.push({text: span.text.slice(at - start, from - start), paint: span.paint});
      const until = Math.min(to, end);
      marked.push({text: span.text.slice(Math.max(from, at) - start, until - start), paint});
      at = until;
    }
    if (at < end) marked.push({text: span.text.slice(at - start), paint: span.paint});
    start = end;
  }
  return marked;
};

/** What a search looks for stands out. */
export const withMatches = (spans: readonly Span[], pattern: LogPattern | null, look: Look): readonly Span[] =>
  pattern ? markSpans(spans, pattern.places(spansText(spans)), look.paint.match) : spans;

const sgr = /\u001b\[([0-9;:]*)m/g;

/** One parameter of ISO 8613-6 (`38:2::1:2:3`, `4:3`) as older ones; '' of what has none. */
const withoutColons = (parameter: string): string => {
  if (!parameter.includes(':')) return parameter;
  const [code = '', kind = '', ...rest] = parameter.split(':');
  if (code === '4') return Number(kind) === 0 ? '24' : '4';
  const values = kind === '5' ? rest.slice(0, 1) : rest.slice(-3);
  return /^[345]8$/.test(code) && values.length === (kind === '5' ? 1 : 3) ? [code, kind, ...values].join(';') : '';
};

/** As `SgrStyle` reads them. */
const plainParameters = (parameters: string): string | null => {
  if (!parameters.includes(':')) return parameters;
  const kept = parameters.split(';').map(withoutColons).filter(Boolean);
  // Nothing is a reset.
  return kept.length === 0 ? null : kept.join(';');
};

/** What ends all that parameters set; an overline and the colour of underlines only where they are set, as few terminals know them. */
const endOf = (parameters: string): string => {
  const background = /(?:^|;)(?:4\d|10\d)(?:;|$)/.test(parameters) ? ';49' : '';
  return `22;23;24;27;29;39${background}${/(?:^|;)53(?:;|$)/.test(parameters) ? ';55' : ''}${parameters.includes('58;') ? ';59' : ''}`;
};

/**
 * A sanitised line with a program's own colours as spans. Each span closes what it opened, attribute by attribute: a reset would put
 * out the background of a chosen line too. What it opens is what is set there and no more: sequences as they came would add up.
 */
export const colouredSpans = (text: string, plain: Paint, keepsColours: boolean): Span[] => {
  if (!text.includes('\u001b')) return text === '' ? [] : [{text, paint: plain}];
  const spans: Span[] = [];
  const style = new SgrStyle();
  let at = 0;
  const add = (part: string): void => {
    if (part === '') return;
    const {parameters} = style;
    const paint: Paint =
      parameters === '' || !keepsColours ? plain : inner => `\u001b[${parameters}m${inner}\u001b[${endOf(parameters)}m`;
    spans.push({text: part, paint});
  };
  for (const match of text.matchAll(sgr)) {
    add(text.slice(at, match.index));
    at = match.index + match[0].length;
    const parameters = plainParameters(match[1] ?? '');
    if (parameters !== null) style.apply(parameters);
  }
  add(text.slice(at));
  return spans;
};

/** The part of spans between two places of their text, in characters. */
export const textSpans = (spans: readonly Span[], from: number, to: number): Span[] => {
  let start = 0;
  return spans.flatMap(({text, paint}) => {
    const part = text.slice(Math.max(0, from - start), Math.max(0, to - start));
    start += text.length;
    return part === '' ? [] : [{text: part, paint}];
  });
};
