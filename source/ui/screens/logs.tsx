import {isSameDay} from '../../model/calendar.js';
import type {Zone} from '../../model/moment.js';
import type {LogSpan} from '../../state/log-errors.js';
import {budgetForFrame, patternOf} from '../../state/log-find.js';
import {hasStrip, logHeight} from '../../state/log-layout.js';
import {chosenIn, type Slice, sliceOf} from '../../state/log-moves.js';
import {type LogRow, rowSeq} from '../../state/log-rows.js';
import {isSelected, selectedRange} from '../../state/log-selection.js';
import {type LogView, logZone} from '../../state/logs.js';
import type {State} from '../../state/state.js';
import {Lines} from '../components/line.js';
import {logColumns} from '../format/log-columns.js';
import {emptyLogLines} from '../format/log-empty.js';
import {logPage} from '../format/log-page.js';
import {logRows, timeOf} from '../format/log-row.js';
import {logStripLine} from '../format/log-strip.js';
import {logTitleLine} from '../format/log-title.js';
import type {Look} from '../format/look.js';
import type {ScreenProps} from './screen-props.js';

/** The time of some rows; null when they have none. */
const spanOf = (rows: readonly LogRow[]): LogSpan | null => {
  const times = rows.map(timeOf).filter(time => time !== null);
  return times.length === 0 ? null : {from: Math.min(...times), to: Math.max(...times)};
};

/** Whether a row on screen is of another day than the one above it. */
const isNewDay = (above: LogRow | undefined, row: LogRow, zone: Zone): boolean => {
  const [before, time] = [above ? timeOf(above) : null, timeOf(row)];
  return before !== null && time !== null && !isSameDay(before, time, zone);
};

/** The lines on screen, `height` of them at most. */
const bodyLines = ({rows, skip}: Slice, state: State, view: LogView, width: number, height: number, look: Look): string[] => {
  const columns = logColumns(state, view, width);
  const pattern = patternOf(view);
  const chosen = view.place ? chosenIn(view)?.seq : undefined;
  const marked = new Set([...view.marked].map(seq => rowSeq(view, seq)));
  const range = selectedRange(view);
  const lines: string[] = [];
  const zone = logZone(state.logLook);
  rows.forEach((row, index) => {
    const {seq} = row.item;
    const from = index === 0 ? skip : 0;
    const newDay = isNewDay(rows[index - 1], row, zone);
    const selected = range !== null && isSelected(view, range, seq);
    const standing = {chosen: seq === chosen, marked: marked.has(seq), selected, newDay, pattern};
    lines.push(...logRows(row, columns, standing, look, from, from + height - lines.length));
  });
  return lines;
};

/** The log of a container, or of a stack's containers. */
export const Logs = ({state, look, width, height}: ScreenProps) => {
  const view = state.logs;
  if (!view) return <Lines texts={[look.paint.dim(' opening the log')]} />;
  const rows = logHeight(height);
  const slice = sliceOf(view, logPage(state, view, width, height), budgetForFrame());
  const body = bodyLines(slice, state, view, width, rows, look);
  // Marks of events alone do not say why there is no line.
  const why = slice.rows.every(({item}) => item.kind === 'mark') ? emptyLogLines(view, width, look) : [];
  if (body.length + why.length <= rows) body.push(...why);
  const seen = spanOf(slice.rows);
  const seenLines = spanOf(slice.rows.filter(({item}) => item.kind === 'line'));
  const strip = hasStrip(height) ? [logStripLine(state, view, seenLines, width, look)] : [];
  return <Lines texts={[logTitleLine(state, view, seen, width, look), ...strip, ...body]} />;
};
