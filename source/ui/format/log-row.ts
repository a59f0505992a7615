import type {LogEntry, LogItem, LogMark} from '../../model/log-entry.js';
import type {LogLevel} from '../../model/log-level.js';
import {jsonOf, readMessage} from '../../model/log-message.js';
import type {LogPattern} from '../../model/log-pattern.js';
import {withoutColours} from '../../model/log-text.js';
import {colouredText, plainText} from '../../terminal/sanitise.js';
import type {Paint, Role} from '../../terminal/theme.js';
import {cellWidth, toWidth} from '../../terminal/widths.js';
import {jsonLineSpans} from './json-spans.js';
import {type LogColumns, levelWidth} from './log-columns.js';
import {
  colouredSpans,
  cutSpans,
  markSpans,
  paintChosen,
  paintSpans,
  type Span,
  spansText,
  wrappedLines,
  wrapSpans,
} from './log-spans.js';
import {formatTime, timeWidth} from './log-time.js';
import type {Look} from './look.js';

/** How one item stands out. */
export interface RowState {
  readonly chosen: boolean;
  readonly marked: boolean;
  readonly unfolded: boolean;
  readonly pattern: LogPattern | null;
}

const levelRoles: Readonly<Record<LogLevel, Role>> = {
  trace: 'faint',
  debug: 'faint',
  info: 'dim',
  warn: 'warn',
  error: 'alarm',
  fatal: 'alarm',
};

/** Characters of a message that are laid out: what is longer is cut, and says so. */
const longest = 16_384;
/** Lines that one item takes at most. */
export const mostLines = 200;

const cutText = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest)} (+ ${text.length - longest} characters)` : text;

/** An HTTP status among the words: the one number that people look for. */
const statusPlace = /(?:"|\s|status[=: ]|HTTP\/\d(?:\.\d)?"? )([2345]\d\d)(?=[\s,]|$)/;

/** `key=value` among plain words steps back, as it does in JSON. */
const pairs = /(?<=^|\s)[\w.-]{1,40}=(?:"[^"]*"|\S+)/g;

const withPairs = (text: string, own: Paint, look: Look): Span[] => {
  const spans: Span[] = [];
  let at = 0;
  for (const match of text.matchAll(pairs)) {
    const equals = match.index + match[0].indexOf('=') + 1;
    const end = match.index + match[0].length;
    spans.push({text: text.slice(at, match.index), paint: own}, {text: text.slice(match.index, equals), paint: look.paint.faint});
    spans.push({text: text.slice(equals, end), paint: look.paint.dim});
    at = end;
  }
  spans.push({text: text.slice(at), paint: own});
  return spans;
};

const messageSpans = (entry: LogEntry, columns: LogColumns, look: Look): Span[] => {
  const {paint} = look;
  const clean = colouredText(cutText(entry.text));
  const own = entry.level === 'debug' || entry.level === 'trace' ? paint.dim : paint.text;
  if (columns.look.raw || clean.includes('\u001b')) return colouredSpans(clean, own, look.theme.level !== 'none');
  const message = readMessage(clean);
  const text = plainText(message.text);
  const spans: Span[] = [];
  const status = entry.level === null || entry.level === 'info' ? statusPlace.exec(text) : null;
  if (status?.[1] && /\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b|status/.test(text)) {
    const at = status.index + status[0].length - 3;
    const role = status[1] < '400' ? paint.good : status[1] < '500' ? paint.warn : paint.bad;
    spans.push(
      ...withPairs(text.slice(0, at), own, look),
      {text: status[1], paint: role},
      ...withPairs(text.slice(at + 3), own, look),
    );
  } else spans.push(...withPairs(text, own, look));
  for (const [key, value] of message.fields) {
    const isFault = /^(?:err|error|exception)$/.test(key);
    spans.push({text: `${spans[0]?.text === '' && spans.length === 1 ? '' : ' '}${plainText(key)}=`, paint: paint.faint});
    spans.push({text: plainText(value), paint: isFault ? paint.bad : paint.dim});
  }
  return spans.filter(span => span.text !== '');
};

/** The object's keys and values, one a line, below the line itself. */
const unfoldedJson = (entry: LogEntry, look: Look): Span[][] => {
  const json = jsonOf(withoutColours(entry.text));
  if (!json) return [];
  return JSON.stringify(json, null, 2)
    .split('\n')
    .slice(0, mostLines - 1)
    .map(line => jsonLineSpans(line, look));
};

const headSpans = (entry: LogEntry, columns: LogColumns, state: RowState, look: Look): Span[] => {
  const {paint, glyphs} = look;
  const spans: Span[] = [{text: state.marked ? glyphs.tagged : ' ', paint: paint.accent}];
  const {times} = columns.look;
  if (times !== 'off') spans.push({text: `${formatTime(entry.time, times, columns.narrow, columns.now)} `, paint: paint.faint});
  if (columns.nameWidth > 0) {
    const name = toWidth(columns.names[entry.source] ?? '', columns.nameWidth, 'left', glyphs.cut);
    spans.push({text: `${name} `, paint: paint[columns.roles[entry.source] ?? 'text']});
  }
  const level = entry.continues || entry.level === null ? '' : entry.level;
  spans.push({text: `${level.padEnd(levelWidth)} `, paint: paint[level === '' ? 'faint' : levelRoles[level]]});
  spans.push({text: entry.stderr ? '! ' : '  ', paint: paint.faint});
  return spans;
};

const padded = (spans: readonly Span[], width: number, state: RowState, look: Look): string => {
  return state.chosen ? paintChosen(spans, width, look.selection) : paintSpans(spans);
};

const markRow = (mark: LogMark, columns: LogColumns, state: RowState, look: Look): string => {
  const {paint, glyphs} = look;
  const role: Role = mark.tone === 'bad' ? 'alarm' : mark.tone === 'info' ? 'dim' : mark.tone;
  const {times} = columns.look;
  const time = times === 'off' ? '' : `${formatTime(mark.time, times, columns.narrow, columns.now, true)}`;
  const clock = `${state.marked ? glyphs.tagged : ' '}${time}${timeWidth(times, columns.narrow) > 0 ? ' ' : ''}`;
  const text = plainText(mark.text);
  const before = `${glyphs.heavyRule.repeat(2)} `;
  const room = columns.width - cellWidth(clock) - cellWidth(before) - cellWidth(text) - 2;
  const spans: Span[] = [
    {text: clock, paint: paint.faint},
    {text: `${before}${text} `, paint: paint[role]},
    {text: glyphs.heavyRule.repeat(Math.max(0, room)), paint: paint[role]},
  ];
  const cut = cutSpans(spans, 0, columns.width, {text: glyphs.cut, paint: paint.faint});
  return padded(cut, columns.width, state, look);
};

/** The lines of the screen that an item takes, painted; none is wider than the columns say. */
export const logRows = (item: LogItem, columns: LogColumns, state: RowState, look: Look): string[] => {
  if (item.kind === 'mark') return [markRow(item, columns, state, look)];
  const {paint, glyphs} = look;
  const room = Math.max(8, columns.width - columns.head);
  const cut: Span = {text: glyphs.cut, paint: paint.faint};
  const plain = messageSpans(item, columns, look);
  const message = state.pattern ? markSpans(plain, state.pattern.places(spansText(plain)), paint.match) : plain;
  const wraps = columns.look.wrap || state.unfolded;
  const first = wraps ? wrapSpans(message, room, mostLines) : [cutSpans(message, columns.sideways, room, cut)];
  const below = state.unfolded ? unfoldedJson(item, look).map(line => cutSpans(line, 0, room, cut)) : [];
  const head = headSpans(item, columns, state, look);
  const indent: Span = {text: ' '.repeat(columns.head), paint: paint.text};
  const lines = [...first, ...below];
  return lines.map((line, index) => padded([...(index === 0 ? head : [indent]), ...line], columns.width, state, look));
};

/** Lines that an item takes, without drawing what need not be drawn. */
export const logRowCount = (item: LogItem, columns: LogColumns, unfolded: boolean, look: Look): number => {
  if (item.kind === 'mark' || (!columns.look.wrap && !unfolded)) return 1;
  const room = Math.max(8, columns.width - columns.head);
  const lines = wrappedLines(messageSpans(item, columns, look), room, mostLines);
  return lines + (unfolded ? unfoldedJson(item, look).length : 0);
};
