import type {LogEntry, LogMark} from '../../model/log-entry.js';
import type {LogLevel} from '../../model/log-level.js';
import type {LogPattern} from '../../model/log-pattern.js';
import type {LogRow} from '../../state/log-rows.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {cellWidth, toWidth} from '../../terminal/widths.js';
import {type LogColumns, levelWidth} from './log-columns.js';
import {messageSpans} from './log-message-spans.js';
import {cutSpans, paintChosen, paintSpans, type Span, spansWidth, withMatches, wrappedLines, wrapSpans} from './log-spans.js';
import {formatDay, formatTime, timeWidth} from './log-time.js';
import {grouped} from './log-title.js';
import {unfoldedLines} from './log-unfold.js';
import type {Look} from './look.js';

/** How one row stands out. */
export interface RowState {
  readonly chosen: boolean;
  readonly marked: boolean;
  /** It is of another day than the one above it: its date stands where its time does. */
  readonly newDay?: boolean;
  /** It is part of a selection. */
  readonly selected?: boolean;
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

/** Lines that a wrapped row takes at most. */
const mostLines = 20_000;

/**
 * When a row was written. A folded run of repeats tells when it was said last: that moves while it goes on, and no time on screen is later
 * than one below it, as no other line stands within a run.
 */
export const timeOf = ({item, fold}: LogRow): number | null => (fold && !fold.open && fold.times > 1 ? fold.newest : item.time);

/** In the first cell: where there are no colours it tells, too. */
const signOf = ({marked, selected}: RowState, {glyphs}: Look): string =>
  marked ? glyphs.tagged : selected ? glyphs.selected : ' ';

const headSpans = (row: LogRow, entry: LogEntry, columns: LogColumns, state: RowState, look: Look): Span[] => {
  const {paint, glyphs} = look;
  const spans: Span[] = [{text: signOf(state, look), paint: paint.accent}];
  const {times} = columns.look;
  const isTimed = !row.below || !entry.continues;
  const time = isTimed
    ? (state.newDay ? formatDay : formatTime)(timeOf(row), times, columns.narrow, columns.now)
    : ' '.repeat(timeWidth(times, columns.narrow));
  if (times !== 'off') spans.push({text: `${time} `, paint: state.newDay ? paint.text : paint.faint});
  if (row.below) return [...spans, {text: ' '.repeat(columns.head - spansWidth(spans)), paint: paint.text}];
  if (columns.nameWidth > 0) {
    const name = toWidth(columns.names[entry.source] ?? '', columns.nameWidth, 'left', glyphs.cut);
    spans.push({text: `${name} `, paint: paint[columns.roles[entry.source] ?? 'text']});
  }
  const level = entry.continues || entry.level === null ? '' : entry.level;
  spans.push({text: `${level.padEnd(levelWidth)} `, paint: paint[level === '' ? 'faint' : levelRoles[level]]});
  spans.push({text: entry.stderr ? '! ' : '  ', paint: paint.faint});
  return spans;
};

/** How much is folded behind a row: `×14`, `+ 18 lines`. */
const foldSpans = ({fold}: LogRow, {paint, glyphs}: Look): Span[] => {
  if (!fold || fold.open) return [];
  const times = `  ${glyphs.times}${grouped(fold.times)}`;
  const lines = `  + ${grouped(fold.further)} line${fold.further === 1 ? '' : 's'}`;
  return [{text: `${fold.times > 1 ? times : ''}${fold.further > 0 ? lines : ''}`, paint: paint.dim}];
};

const padded = (spans: readonly Span[], width: number, state: RowState, look: Look): string => {
  return state.chosen || state.selected ? paintChosen(spans, width, look.selection) : paintSpans(spans);
};

const markRow = (mark: LogMark, columns: LogColumns, state: RowState, look: Look): string => {
  const {paint, glyphs} = look;
  const role: Role = mark.tone === 'bad' ? 'alarm' : mark.tone === 'info' ? 'dim' : mark.tone;
  const {times} = columns.look;
  const time =
    times === 'off' ? '' : (state.newDay ? formatDay : formatTime)(mark.time, times, columns.narrow, columns.now, true);
  const clock = `${signOf(state, look)}${time}${timeWidth(times, columns.narrow) > 0 ? ' ' : ''}`;
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

const roomIn = (columns: LogColumns): number => Math.max(8, columns.width - columns.head);

/** Lines of a trace step back behind the line that they belong to. */
const steppedBack = (spans: readonly Span[], {paint}: Look): readonly Span[] =>
  spans.map(span => (span.paint === paint.text ? {...span, paint: paint.dim} : span));

/** What a row says in one: of a folded trace first what went wrong, where its first line does not tell. */
const rowSpans = ({fold}: LogRow, entry: LogEntry, columns: LogColumns, look: Look): readonly Span[] => {
  const own = messageSpans(entry, columns, look);
  if (!fold?.verdict) return own;
  const {paint} = look;
  const behind = own.map(({text}): Span => ({text, paint: paint.faint}));
  return [...messageSpans(fold.verdict, columns, look), {text: '  ', paint: paint.text}, ...behind];
};

/** What a row says, in lines of the screen; where nothing is wrapped in one, its count at the end. */
const messageLines = (
  row: LogRow,
  entry: LogEntry,
  columns: LogColumns,
  pattern: LogPattern | null,
  look: Look,
): readonly (readonly Span[])[] => {
  const room = roomIn(columns);
  const fold = foldSpans(row, look);
  const isBehind = row.below && entry.continues;
  if (row.unfolded) {
    const lines = unfoldedLines(entry, room, columns, pattern, look);
    return isBehind ? lines.map(line => steppedBack(line, look)) : lines;
  }
  const all = rowSpans(row, entry, columns, look);
  const spans = withMatches(isBehind ? steppedBack(all, look) : all, pattern, look);
  if (columns.look.wrap) return wrapSpans([...spans, ...fold], room, mostLines);
  const cut: Span = {text: look.glyphs.cut, paint: look.paint.faint};
  return [cutSpans([...cutSpans(spans, columns.sideways, room - spansWidth(fold), cut), ...fold], 0, room, cut)];
};

/**
 * The lines of the screen that a row takes, painted; none is wider than the columns say. Of a row that is higher than the screen only the
 * lines between `from` and `to` are needed.
 */
export const logRows = (
  row: LogRow,
  columns: LogColumns,
  state: RowState,
  look: Look,
  from = 0,
  to = Number.POSITIVE_INFINITY,
): string[] => {
  const {item} = row;
  if (item.kind === 'mark') return [markRow(item, columns, state, look)].slice(from, to);
  const head = headSpans(row, item, columns, state, look);
  const indent: Span = {text: ' '.repeat(columns.head), paint: look.paint.text};
  return messageLines(row, item, columns, state.pattern, look)
    .slice(from, to)
    .map((line, index) => padded([...(index + from === 0 ? head : [indent]), ...line], columns.width, state, look));
};

/** Lines that a row takes, without drawing what need not be drawn. */
export const logRowCount = (row: LogRow, columns: LogColumns, look: Look): number => {
  const {item} = row;
  if (item.kind === 'mark' || (!columns.look.wrap && !row.unfolded)) return 1;
  if (row.unfolded) return unfoldedLines(item, roomIn(columns), columns, null, look).length;
  return wrappedLines([...rowSpans(row, item, columns, look), ...foldSpans(row, look)], roomIn(columns), mostLines);
};
