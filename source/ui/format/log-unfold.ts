import {prettyJson} from '../../model/json-text.js';
import type {LogEntry} from '../../model/log-entry.js';
import type {LogPattern} from '../../model/log-pattern.js';
import {jsonOf, recordOf} from '../../model/log-record.js';
import {maskLine} from '../../model/log-secrets.js';
import {withoutColours} from '../../model/log-text.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Paint} from '../../terminal/theme.js';
import {jsonLineSpans} from './json-spans.js';
import type {LogColumns} from './log-columns.js';
import {messageSpans} from './log-message-spans.js';
import {type Span, sliceSpans, spansText, withMatches, wrapSpans} from './log-spans.js';
import type {Look} from './look.js';

/** Lines that one item is unfolded to at most: what is longer says so. */
const mostLines = 20_000;
const mostKeys = 10_000;
/** Characters of a line that are laid out when it is unfolded: as many as are kept of it. */
const wholeLine = 256 * 1024 + 1;

const textValue = /^(\s*)("(?:\\.|[^"\\])*": )?("(?:\\.|[^"\\])*\\n(?:\\.|[^"\\])*")(,?)$/;

/** What was hidden in it may have been what made it one. */
const isText = (json: string): boolean => jsonOf(`{"a":${json}}`) !== null;

const decoded = (json: string): string => {
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : json;
};

/** A string with line breaks in it, as the stack of an error is, has a line for each of its own. */
const valueLines = (open: string, look: Look): Span[][] => {
  const line = maskLine(open);
  const [, indent = '', key = '', value, comma = ''] = textValue.exec(line) ?? [];
  if (value === undefined || !isText(value)) return [jsonLineSpans(line, look)];
  const texts = decoded(value).split('\n');
  const {paint} = look;
  return texts.map((text, index): Span[] => [
    {text: index === 0 ? indent : `${indent}  `, paint: paint.text},
    {text: index === 0 ? plainText(key) : '', paint: paint.accent},
    {text: `${index === 0 ? '"' : ''}${plainText(text)}${index === texts.length - 1 ? `"${comma}` : ''}`, paint: paint.good},
  ]);
};

/** The object that a line is or ends with, or its names and values, a line for every key. */
const jsonLines = (entry: LogEntry, look: Look): Span[][] => {
  const text = withoutColours(entry.text);
  const record = jsonOf(text) ? null : recordOf(text);
  if (!record && !jsonOf(text)) return [];
  const lines = prettyJson(record ? JSON.stringify(record) : text.trim(), mostKeys);
  const more = lines.length > mostKeys ? [[{text: '(more: v shows the line as it was written)', paint: look.paint.warn}]] : [];
  return [...lines.slice(0, mostKeys).flatMap(line => valueLines(line, look)), ...more];
};

/** Unfolded lines are drawn with every frame and laid out once. */
const laidOut = new WeakMap<Look, Map<string, readonly (readonly Span[])[]>>();
const mostLaidOut = 8;

/** Wrapped lines begin below the first one, behind its indent, where that leaves room. */
const wrapIndented = (spans: readonly Span[], room: number, paint: Paint): Span[][] => {
  const indent = /^ */.exec(spansText(spans))?.[0] ?? '';
  if (indent === '' || indent.length > room / 2) return wrapSpans(spans, room, mostLines);
  const inner = sliceSpans(spans, indent.length, Number.MAX_SAFE_INTEGER);
  return wrapSpans(inner, room - indent.length, mostLines).map(line => [{text: indent, paint}, ...line]);
};

/** An unfolded line of a log: the whole of it, wrapped at `room` cells, and below it its JSON, a line for every key. */
export const unfoldedLines = (
  entry: LogEntry,
  room: number,
  columns: LogColumns,
  pattern: LogPattern | null,
  look: Look,
): readonly (readonly Span[])[] => {
  const known = laidOut.get(look) ?? new Map<string, readonly (readonly Span[])[]>();
  laidOut.set(look, known);
  const name = `${room} ${columns.look.raw} ${entry.level} ${pattern?.typed.length ?? 0} ${pattern?.typed ?? ''} ${entry.text}`;
  const found = known.get(name);
  if (found) return found;
  const whole = [messageSpans(entry, columns, look, wholeLine), ...jsonLines(entry, look)];
  const lines = whole.flatMap(line => wrapIndented(withMatches(line, pattern, look), room, look.paint.text)).slice(0, mostLines);
  known.set(name, lines);
  for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - mostLaidOut))) known.delete(oldest);
  return lines;
};
