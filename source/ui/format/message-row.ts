import {prettyJson} from '../../model/json-text.js';
import type {LogEntry, LogItem, LogMark} from '../../model/log-entry.js';
import {breakSign, readMessageLine, type ShownMessage, type ShownText} from '../../model/message-line.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {cellWidth, toWidth} from '../../terminal/widths.js';
import {jsonLineSpans, jsonSpans} from './json-spans.js';
import type {RowState} from './log-row.js';
import {cutSpans, markSpans, paintSpans, type Span, spansText, spansWidth, wrappedLines, wrapSpans} from './log-spans.js';
import type {Look} from './look.js';
import type {MessageColumns} from './message-columns.js';
import {bytes} from './numbers.js';

/** Characters of a value that are laid out in its line. */
const longest = 16_384;
/** Lines that one message takes at most. */
const mostLines = 400;

const two = (value: number): string => String(value).padStart(2, '0');

/** A message's time on this machine's clock: `14:02:11.123`, `11-20 14:02:11.123`. */
export const messageTime = (time: number | null, {dated, narrow, time: width}: MessageColumns): string => {
  if (time === null || width === 0) return ' '.repeat(width);
  const date = new Date(time);
  const day = dated ? `${two(date.getMonth() + 1)}-${two(date.getDate())} ` : '';
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day}${clock}${narrow ? '' : `.${String(date.getMilliseconds()).padStart(3, '0')}`}`.padEnd(width);
};

const breakText = ({theme}: Look): string => (theme.ascii ? '|' : '↵');

/** Text with its line breaks drawn as a sign that steps back. */
const textSpans = (text: string, role: Role, look: Look): Span[] =>
  text
    .split(breakSign)
    .flatMap((part, index): Span[] => [
      ...(index === 0 ? [] : [{text: breakText(look), paint: look.paint.faint}]),
      {text: part, paint: look.paint[role]},
    ]);

const cutNote = ({cutFrom}: ShownText, look: Look): Span[] =>
  cutFrom === null ? [] : [{text: ` (of ${bytes(cutFrom)})`, paint: look.paint.warn}];

/** A value in one line. */
const valueSpans = (value: ShownText | null, look: Look): Span[] => {
  const {paint} = look;
  if (value === null) return [{text: 'no value: its key is deleted', paint: paint.faint}];
  if (value.text === '') return [{text: 'empty', paint: paint.faint}];
  const rest = value.text.length - longest;
  const text = rest > 0 ? value.text.slice(0, longest) : value.text;
  const more: Span[] = rest > 0 ? [{text: ` (+ ${rest} characters)`, paint: paint.faint}] : [];
  if (value.form === 'bytes')
    return [{text: 'bytes ', paint: paint.faint}, {text, paint: paint.dim}, ...more, ...cutNote(value, look)];
  const spans = value.form === 'json' ? jsonSpans(text, look) : textSpans(text, 'text', look);
  return [...spans, ...more, ...cutNote(value, look)].filter(span => span.text !== '');
};

/** A value, a line for each of its own. */
const unfoldedValue = (value: ShownText | null, look: Look): Span[][] => {
  if (value === null || value.text === '' || value.form === 'bytes') return [valueSpans(value, look)];
  const lines =
    value.form === 'json'
      ? prettyJson(value.text, mostLines).map(line => jsonLineSpans(line, look))
      : value.text.split(breakSign).map(line => [{text: line, paint: look.paint.text}]);
  return [...lines, ...(value.cutFrom === null ? [] : [cutNote(value, look)])];
};

const inline = (text: ShownText | null): string => (text === null ? '' : text.text.replaceAll(breakSign, ' '));

/** What an unfolded message shows below its line: key, headers, value, each whole. */
const unfolded = (message: ShownMessage, time: number | null, look: Look): Span[][] => {
  const {paint} = look;
  const fact = (name: string, value: readonly Span[]): Span[] => [{text: `${name} `, paint: paint.dim}, ...value];
  const told: Span[][] = [
    fact('partition', [
      {text: `${message.partition}`, paint: paint.text},
      {text: ' offset ', paint: paint.dim},
      {text: `${message.offset}`, paint: paint.text},
    ]),
  ];
  if (time !== null) told.push(fact('time', [{text: new Date(time).toISOString(), paint: paint.text}]));
  if (message.key) told.push(fact('key', valueSpans(message.key, look)));
  for (const {name, value} of message.headers)
    told.push(
      fact('header', [
        {text: `${plainText(name)} `, paint: paint.accent},
        {text: inline(value), paint: paint.text},
      ]),
    );
  return [...told, ...unfoldedValue(message.value, look)].slice(0, mostLines);
};

const headSpans = (message: ShownMessage, time: number | null, columns: MessageColumns, look: Look): Span[] => {
  const {paint, glyphs} = look;
  const spans: Span[] = [{text: ' ', paint: paint.text}];
  const add = (text: string, role: Role): void => {
    spans.push({text: `${text}  `, paint: paint[role]});
  };
  if (columns.time > 0) add(messageTime(time, columns), 'faint');
  if (columns.place > 0) add(toWidth(`${message.partition}:${message.offset}`, columns.place, 'right', glyphs.cut), 'dim');
  if (columns.key > 0)
    add(toWidth(inline(message.key), columns.key, 'left', glyphs.cut), message.key?.form === 'bytes' ? 'dim' : 'accent');
  return spans;
};

const padded = (spans: readonly Span[], width: number, chosen: boolean, look: Look): string => {
  const line = paintSpans(spans);
  return chosen ? look.selection(line + ' '.repeat(Math.max(0, width - spansWidth(spans)))) : line;
};

const markRow = ({tone, text}: LogMark, columns: MessageColumns, state: RowState, look: Look): string => {
  const {paint, glyphs} = look;
  const role: Role = tone === 'bad' ? 'alarm' : tone === 'info' ? 'dim' : tone;
  const said = ` ${glyphs.heavyRule.repeat(2)} ${plainText(text)} `;
  const rule = glyphs.heavyRule.repeat(Math.max(0, columns.width - cellWidth(said) - 1));
  const cut = cutSpans([{text: said + rule, paint: paint[role]}], 0, columns.width, {text: glyphs.cut, paint: paint.faint});
  return padded(cut, columns.width, state.chosen, look);
};

const roomIn = (columns: MessageColumns): number => Math.max(8, columns.width - columns.head);
const indentOf = 3;

const messageOf = (entry: LogEntry): ShownMessage => readMessageLine(entry.text, entry.source);

/** How one message stands out. */
export interface MessageState extends RowState {
  readonly unfolded: boolean;
}

/** The lines of the screen that a message takes, painted; none is wider than the columns say. */
export const messageRows = (item: LogItem, columns: MessageColumns, state: MessageState, look: Look): string[] => {
  if (item.kind === 'mark') return [markRow(item, columns, state, look)];
  const cut: Span = {text: look.glyphs.cut, paint: look.paint.faint};
  const message = messageOf(item);
  const marked = (spans: readonly Span[]): Span[] =>
    state.pattern ? markSpans(spans, state.pattern.places(spansText(spans)), look.paint.match) : [...spans];
  const head = marked(headSpans(message, item.time, columns, look));
  const value = marked(valueSpans(message.value, look));
  const room = roomIn(columns);
  const first =
    columns.wrap && !state.unfolded ? wrapSpans(value, room, mostLines) : [cutSpans(value, columns.sideways, room, cut)];
  const indent: Span = {text: ' '.repeat(columns.head), paint: look.paint.text};
  const lines = first.map((line, index) => (index === 0 ? [...head, ...line] : [indent, ...line]));
  const below = state.unfolded ? unfoldedLines(message, item.time, columns, look).map(line => marked(line)) : [];
  return [...lines, ...below].map(line => padded(line, columns.width, state.chosen, look));
};

const unfoldedLines = (message: ShownMessage, time: number | null, columns: MessageColumns, look: Look): Span[][] => {
  const indent: Span = {text: ' '.repeat(indentOf), paint: look.paint.text};
  const room = Math.max(8, columns.width - indentOf - 1);
  return unfolded(message, time, look)
    .flatMap(line => wrapSpans(line, room, mostLines))
    .slice(0, mostLines)
    .map(line => [indent, ...line]);
};

/** Lines that a message takes, without drawing what need not be drawn. */
export const messageRowCount = (item: LogItem, columns: MessageColumns, isUnfolded: boolean, look: Look): number => {
  if (item.kind === 'mark' || (!columns.wrap && !isUnfolded)) return 1;
  const message = messageOf(item);
  if (isUnfolded) return 1 + unfoldedLines(message, item.time, columns, look).length;
  return wrappedLines(valueSpans(message.value, look), roomIn(columns), mostLines);
};
