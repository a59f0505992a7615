import type {Answer} from '../../state/answer.js';
import {patternFor} from '../../state/answer-find.js';
import {topOf} from '../../state/answer-moves.js';
import {lastOf, lineAt, type NewLine} from '../../state/answer-text.js';
import type {CommandsView} from '../../state/commands.js';
import {columnsOf} from './answer-columns.js';
import {answerPage, headsOf, isHeaded, textRoom} from './answer-page.js';
import {answerSpans, type LineHighlighter} from './answer-spans.js';
import {headingSpans, tableRowSpans, unfoldedRow} from './answer-table-spans.js';
import {commandLayout} from './command-layout.js';
import {cutSpans, markSpans, paintChosen, paintSpans, type Span} from './log-spans.js';
import type {Look} from './look.js';
import {between, rowStarts} from './row-starts.js';

interface Drawing {
  readonly view: CommandsView;
  readonly answer: Answer;
  readonly width: number;
  readonly look: Look;
  readonly highlight: LineHighlighter | null;
}

const cutToWidth = ({view, width, look}: Drawing, spans: readonly Span[]): Span[] =>
  cutSpans(spans, view.sideways, textRoom(width), {text: look.glyphs.cut, paint: look.paint.faint});

/** Whether a line is one of a table's headings, or stands below them. */
const tableOf = ({answer}: Drawing, line: number): 'head' | 'row' | null => {
  const head = headsOf(answer, line);
  if (head) return line <= head.to ? 'head' : 'row';
  // The first of some headings stands below none.
  const next = headsOf(answer, line + 1) ?? headsOf(answer, line + 2);
  return next?.from === line ? 'head' : null;
};

/** Which rows of a line are on screen. */
interface Rows {
  readonly from: number;
  readonly most: number;
}

/** As much of a line as could be on screen: one may be a book. */
const beginning = ({view, width}: Drawing, line: NewLine): NewLine => {
  const most = 8 * (view.sideways + width) + 64;
  return view.wrap || line.text.length <= most ? line : {...line, text: line.text.slice(0, most)};
};

const lineSpans = (drawing: Drawing, line: number, found: NewLine): readonly Span[] => {
  const {view, answer, look, highlight} = drawing;
  const failed = answer.end?.kind === 'done' && !answer.end.ok;
  const context = {form: answer.form, kind: view.kind, table: tableOf(drawing, line), failed, highlight};
  const spans = answerSpans(found, context, look);
  const pattern = patternFor(view.search);
  return pattern ? markSpans(spans, pattern.places(found.text), look.paint.match) : spans;
};

/** The rows of the screen that a line takes. */
const spansOfLine = (drawing: Drawing, line: number, rows: Rows): readonly (readonly Span[])[] => {
  const {view, answer, width, look} = drawing;
  const whole = lineAt(answer.text, line);
  if (!whole) return [];
  const room = textRoom(width);
  if (answer.columns && !whole.stderr) {
    const columns = columnsOf(answer, room);
    const pattern = patternFor(view.search);
    return view.wrap
      ? unfoldedRow(whole.text, line + 1, columns, room, rows, pattern, look)
      : [cutToWidth(drawing, tableRowSpans(whole.text, columns, pattern, look))];
  }
  const found = beginning(drawing, whole);
  const spans = lineSpans(drawing, line, found);
  if (!view.wrap) return [cutToWidth(drawing, spans)];
  const starts = rowStarts(found.text, room);
  return starts
    .slice(rows.from, rows.from + rows.most)
    .map((start, row) => between(spans, start, starts[rows.from + row + 1] ?? found.text.length));
};

/** The same, painted; the chosen line has a background along the whole width. */
const rowsOfLine = (drawing: Drawing, line: number, rows: Rows): string[] => {
  const {view, answer, width, look} = drawing;
  const chosen = view.focus === 'answer' && answer.place?.cursor === line;
  return spansOfLine(drawing, line, rows).map(row => {
    const spans = [{text: ' ', paint: look.paint.text}, ...row];
    return chosen ? paintChosen(spans, width, look.selection) : paintSpans(spans);
  });
};

/** The lines of an answer that are on screen, painted; a table's headings stay above its rows. */
export const answerRows = (
  view: CommandsView,
  answer: Answer,
  size: {readonly width: number; readonly height: number},
  look: Look,
  highlight: LineHighlighter | null,
): string[] => {
  const page = answerPage(view, answer, size.width, size.height);
  const {answerWidth} = commandLayout(view, size.width, size.height);
  const drawing: Drawing = {view, answer, width: answerWidth, look, highlight};
  const top = topOf(answer, page);
  const last = lastOf(answer.text);
  const rows: string[] = [];
  for (let line = top.line; line <= last && rows.length < page.height; line += 1) {
    rows.push(...rowsOfLine(drawing, line, {from: line === top.line ? top.row : 0, most: page.height - rows.length}));
  }
  const head = view.wrap ? null : headsOf(answer, top.line);
  if (head) {
    const kept: string[] = [];
    for (let line = head.from; line <= head.to; line += 1) kept.push(...rowsOfLine(drawing, line, {from: 0, most: 1}));
    rows.splice(0, kept.length, ...kept);
  }
  const shown = rows.slice(0, page.height);
  if (!isHeaded(view, answer)) return shown;
  const headings = headingSpans(columnsOf(answer, textRoom(answerWidth)), look);
  return [` ${paintSpans(cutToWidth(drawing, headings))}`, ...shown];
};
