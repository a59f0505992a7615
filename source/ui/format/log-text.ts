import type {LogEntry, LogItem} from '../../model/log-entry.js';
import {withoutColours} from '../../model/log-text.js';
import type {Budget} from '../../state/log-find.js';
import {chosenIn} from '../../state/log-moves.js';
import {itemsOf} from '../../state/log-ring.js';
import {linesOfRow} from '../../state/log-rows.js';
import {fileTimes, type LogChunk} from '../../state/log-save.js';
import {type SelectedRange, selectedRange, takenIn} from '../../state/log-selection.js';
import type {LogView} from '../../state/logs.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {createTheme} from '../../terminal/theme.js';
import {cellWidth, toWidth} from '../../terminal/widths.js';
import {type LogColumns, levelWidth, logColumns} from './log-columns.js';
import {messageSpans} from './log-message-spans.js';
import {logRows} from './log-row.js';
import {spansText} from './log-spans.js';
import {createLook, type Look} from './look.js';

const plainLook = createLook(createTheme('none', 'dark', false));

const two = (value: number): string => String(Math.floor(Math.abs(value))).padStart(2, '0');

/** `2026-11-21T14:02:11.203+01:00`: a file is read on another day, and elsewhere. */
const localTime = (time: number): string => {
  const offset = -new Date(time).getTimezoneOffset();
  const clock = new Date(time + offset * 60_000).toISOString().slice(0, -1);
  return `${clock}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(Math.abs(offset) % 60)}`;
};

const timeOf = (time: number | null, times: ReturnType<typeof fileTimes>): string => {
  if (time === null || times === 'off') return '';
  return `${times === 'utc' ? new Date(time).toISOString() : localTime(time)} `;
};

const written = (item: LogItem): string => plainText(withoutColours(item.text));

/** Longer messages are cut when they are laid out. */
const longestMessage = 16_384;

/** What a line says, as on screen and whole. */
const messageOf = (entry: LogEntry, columns: LogColumns): string => {
  if (columns.look.raw || entry.text.length > longestMessage) return written(entry);
  const level = entry.continues || entry.level === null ? '' : entry.level;
  return `${level.padEnd(levelWidth)} ${spansText(messageSpans(entry, columns, plainLook))}`.trimEnd();
};

/** A line for a file: the time as it is set on screen, whose it is where there are several, and the message as it is shown. */
const fileLine = (item: LogItem, columns: LogColumns, nameWidth: number): string => {
  const time = timeOf(item.time, fileTimes(columns.look.times));
  if (item.kind === 'mark') return `${time}-- ${plainText(item.text)}`;
  const name = nameWidth === 0 ? '' : toWidth(columns.names[item.source] ?? '', nameWidth + 1);
  return `${time}${name}${messageOf(item, columns)}`;
};

/** Wide enough for any line that is laid out: nothing is cut. */
const endlessWidth = 1_000_000;

/** Each line by itself, whatever is folded on the screen. */
const screenLine = (item: LogItem, columns: LogColumns, marked: boolean, look: Look): string => {
  const row = {item, fold: null, below: false, unfolded: false};
  const width = item.kind === 'mark' ? columns.head + cellWidth(item.text) + 12 : columns.width;
  return logRows(row, {...columns, width}, {chosen: false, marked, pattern: null}, look).join('');
};

/** Lines in one chunk: some ten milliseconds' work. */
const linesInChunk = 250;

const endless: Budget = {left: Number.POSITIVE_INFINITY};

/** What is selected, else all that is shown. */
function* chunksOf(view: LogView, lineOf: (item: LogItem) => string): Generator<LogChunk, void, void> {
  const chosen = (view.place ? chosenIn(view) : undefined)?.seq;
  for (const {block, places} of takenIn(view, selectedRange(view), {...endless})) {
    // Held while they are written: between chunks the block may be let go. If it was before, it has no items any more.
    const items = itemsOf(block);
    if (items.length < block.count) {
      yield {text: '', lines: 0, lost: block.count, chosen: null};
      continue;
    }
    for (let from = 0; from < places.length; from += linesInChunk) {
      const lines: string[] = [];
      let at: number | null = null;
      for (const place of places.slice(from, from + linesInChunk)) {
        const item = items[place];
        if (!item) continue;
        if (item.seq === chosen) at = lines.length;
        lines.push(lineOf(item), '\n');
      }
      yield {text: lines.join(''), lines: lines.length / 2, lost: 0, chosen: at === null ? null : at / 2};
    }
  }
}

const endlessColumns = (state: State, view: LogView): LogColumns => {
  const columns = logColumns(state, view, endlessWidth);
  return {...columns, sideways: 0, look: {...columns.look, wrap: false}};
};

/** The lines that are shown (or selected), for a file or an editor: plain text, whole, a line each. */
export const fileChunks = (state: State, view: LogView): Generator<LogChunk, void, void> => {
  const columns = endlessColumns(state, view);
  // There is room for whole names, other than on the screen.
  const nameWidth = view.sources.length > 1 ? Math.max(...columns.names.map(cellWidth)) : 0;
  return chunksOf(view, item => fileLine(item, columns, nameWidth));
};

/** The same as they stand on the screen, with its colours, uncut: for a pager. */
export const screenChunks = (state: State, view: LogView, look: Look): Generator<LogChunk, void, void> => {
  const columns = endlessColumns(state, view);
  return chunksOf(view, item => screenLine(item, columns, view.marked.has(item.seq), look));
};

export interface TakenText {
  /** `the line`, `3 marked lines`, `12 lines`. */
  readonly what: string;
  readonly text: string;
  /** There is more than fits into what was asked for. */
  readonly tooLong: boolean;
}

function* selectedItems(view: LogView, range: SelectedRange): Generator<LogItem, void, void> {
  for (const {block, places} of takenIn(view, range, {...endless}))
    for (const place of places) {
      const item = itemsOf(block)[place];
      if (item) yield item;
    }
}

/**
 * What is copied, as it was written: the selected lines, else the marked ones, else the chosen one; all lines of a folded group. null when
 * there is none.
 */
export const takenText = (view: LogView, longest: number): TakenText | null => {
  const range = selectedRange(view);
  const marked = [...new Map([...view.marked].flatMap(seq => linesOfRow(view, seq)).map(item => [item.seq, item])).values()];
  const others = marked.length > 0 ? marked.sort((a, b) => a.seq - b.seq) : linesOfRow(view, chosenIn(view)?.seq ?? -1);
  const items = range ? selectedItems(view, range) : others;
  const lines: string[] = [];
  let size = 0;
  for (const item of items) {
    const line = written(item);
    size += Buffer.byteLength(line) + 1;
    if (size - 1 > longest) return {what: '', text: '', tooLong: true};
    lines.push(line);
  }
  if (lines.length === 0) return null;
  const kind = range ? '' : marked.length > 0 ? 'marked ' : '';
  const what = lines.length > 1 ? `${lines.length} ${kind}lines` : kind === '' ? 'the line' : `the ${kind}line`;
  return {what, text: lines.join('\n'), tooLong: false};
};
