import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import type {Span} from './log-spans.js';
import type {Look} from './look.js';

/** One line of JSON that stands a line a value: indent, key, value, each in its colour. */
export const jsonLineSpans = (line: string, look: Look): Span[] => {
  const [, indent = '', key = '', value = line] = /^(\s*)("(?:\\.|[^"\\])*": )?(.*)$/.exec(line) ?? [];
  const shown = plainText(value);
  const role: Role = shown.startsWith('"') ? 'good' : /^[\d-]/.test(shown) ? 'link' : 'dim';
  return [
    {text: indent, paint: look.paint.text},
    {text: plainText(key), paint: look.paint.accent},
    {text: shown, paint: look.paint[role]},
  ].filter(span => span.text !== '');
};

const parts = /("(?:\\.|[^"\\])*")(\s*:)?|(-?\d[\d.eE+-]*)|(true|false|null)|([{}[\],:\s]+)|([^"{}[\],:\s]+|")/g;

/** JSON in one line: keys step back, values stand out. */
export const jsonSpans = (text: string, look: Look): Span[] => {
  const {paint} = look;
  const spans: Span[] = [];
  for (const [whole, string, colon, number] of text.matchAll(parts)) {
    if (string !== undefined && colon !== undefined)
      spans.push({text: string, paint: paint.dim}, {text: colon, paint: paint.faint});
    else if (string !== undefined) spans.push({text: string, paint: paint.text});
    else if (number !== undefined) spans.push({text: number, paint: paint.link});
    else spans.push({text: whole, paint: /^[{}[\],:\s]+$/.test(whole) ? paint.faint : paint.text});
  }
  return spans;
};
