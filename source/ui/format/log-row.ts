import type {LogEntry, LogItem, LogMark} from '../../model/log-entry.js';
import type {LogLevel} from '../../model/log-level.js';
import {jsonOf} from '../../model/log-message.js';
import type {LogPattern} from '../../model/log-pattern.js';
import {withoutColours} from '../../model/log-text.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {cellWidth, toWidth} from '../../terminal/widths.js';
import {jsonLineSpans} from './json-spans.js';
import {type LogColumns, levelWidth} from './log-columns.js';
import {messageSpans} from './log-message-spans.js';
import {cutSpans, markSpans, paintChosen, paintSpans, type Span, spansText, wrappedLines, wrapSpans} from './log-spans.js';
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

/** Lines that one item takes at most. */
export const mostLines = 200;

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
