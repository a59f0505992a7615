import type {AnswerForm} from '../../state/answer.js';
import type {NewLine} from '../../state/answer-text.js';
import {inAscii} from '../../terminal/widths.js';
import {colouredSpans, type Span} from './log-spans.js';
import type {Look} from './look.js';

/** Paints a line of code. */
export type LineHighlighter = (line: string, language: 'json' | 'sql') => string;

/** Longer lines are data, not something to read. */
const longestPainted = 2000;
const mostKept = 2000;

/** Lines that were painted, by highlighter: they are drawn again with every frame. */
const painted = new WeakMap<LineHighlighter, Map<string, readonly Span[]>>();

/** How a role ends: as at first, not as one code more. */
const closing = /\u001b\[(?:22;)?39m/g;

/** A key of an object is one only within braces. */
const isPair = /^\s*"(?:\\.|[^"\\])*"\s*:/;

const highlighted = (line: string, language: 'json' | 'sql', highlight: LineHighlighter): string => {
  if (language === 'sql' || !isPair.test(line)) return highlight(line, language);
  const text = highlight(`{${line}`, language);
  return text.startsWith('{') ? text.slice(1) : line;
};

const codeSpans = (line: string, language: 'json' | 'sql', highlight: LineHighlighter, look: Look): readonly Span[] => {
  const kept = painted.get(highlight) ?? new Map<string, readonly Span[]>();
  painted.set(highlight, kept);
  const known = kept.get(line);
  if (known) return known;
  const text = highlighted(line, language, highlight).replace(closing, '\u001b[0m');
  const spans = colouredSpans(look.theme.ascii ? inAscii(text) : text, look.paint.text, true);
  if (kept.size >= mostKept) kept.clear();
  kept.set(line, spans);
  return spans;
};

const isRule = /^\+?-{3,}(?:\+-+)*\+?$/;

/** A table's rule, its headings, or one of its rows: bars step back. */
const tableSpans = (line: string, isHead: boolean, look: Look): Span[] => {
  const {paint, glyphs} = look;
  if (isRule.test(line)) {
    const text = look.theme.ascii ? line : line.replaceAll('-', glyphs.rule).replaceAll('+', '┼');
    return [{text, paint: paint.line}];
  }
  const own = isHead ? paint.accent : paint.text;
  return line
    .split(/(\|)/)
    .map(part => (part === '|' ? {text: glyphs.frame.vertical, paint: paint.line} : {text: part, paint: own}));
};

const counted = /^\(\d+ rows?\)$|^\d+ rows? in set\b/;
/** `used_memory:1034` of Redis, and its headings. */
const section = /^# \S.*$/;
const field = /^([\w.-]+):(.*)$/;

const plainSpans = (text: string, kind: string, look: Look): Span[] => {
  const {paint} = look;
  if (counted.test(text)) return [{text, paint: paint.faint}];
  if (kind !== 'redis') return [{text, paint: paint.text}];
  if (section.test(text)) return [{text, paint: paint.stack}];
  const [, name, value] = field.exec(text) ?? [];
  if (name === undefined || value === undefined) return [{text, paint: paint.text}];
  return [
    {text: `${name}:`, paint: paint.dim},
    {text: value, paint: paint.text},
  ];
};

/** What a line of an answer is among. */
export interface LineContext {
  readonly form: AnswerForm;
  /** The service's kind. */
  readonly kind: string;
  /** Whether it lies below a table's headings, or is one of them. */
  readonly table: 'head' | 'row' | null;
  /** The command failed: what stands on stderr says why. */
  readonly failed: boolean;
  readonly highlight: LineHighlighter | null;
}

/** A line as it is painted, before it is cut, wrapped and searched. It has as many characters as the line. */
export const answerSpans = ({text, stderr}: NewLine, context: LineContext, look: Look): readonly Span[] => {
  const {form, highlight} = context;
  if (stderr) return [{text, paint: context.failed ? look.paint.bad : look.paint.warn}];
  if (context.table !== null && !counted.test(text)) return tableSpans(text, context.table === 'head', look);
  if (highlight && (form === 'json' || form === 'sql') && text.length <= longestPainted)
    return codeSpans(text, form, highlight, look);
  return plainSpans(text, context.kind, look);
};
