import type {Answer} from '../../state/answer.js';
import type {AnswerPage} from '../../state/answer-moves.js';
import {headOver, type TableHead} from '../../state/answer-table.js';
import type {CommandsView} from '../../state/commands.js';
import {columnsOf} from './answer-columns.js';
import {unfoldedHeight} from './answer-table-spans.js';
import {troubleHeight} from './answer-trouble.js';
import {commandLayout} from './command-layout.js';
import {rowStarts} from './row-starts.js';

/** Cells before the text, and after it. */
const margin = 2;
/** Cells that the text of an answer has. */
export const textRoom = (answerWidth: number): number => Math.max(8, answerWidth - margin);

/** Whether rows stand below one line of headings: a table that is not unfolded. */
export const isHeaded = (view: CommandsView, answer: Answer): boolean => answer.columns !== null && !view.wrap;

/** Headings among the lines that a line stands below; null where there are none. */
export const headsOf = (answer: Answer, line: number): TableHead | null =>
  answer.columns === null && answer.form !== 'sql' && answer.form !== 'json' ? headOver(answer.text, line) : null;

/** How the lines of an answer fill its place. `width` and `height` are those of the whole screen of commands. */
export const answerPage = (view: CommandsView, answer: Answer, width: number, height: number): AnswerPage => {
  const {answerWidth, answerHeight} = commandLayout(view, width, height);
  const room = textRoom(answerWidth);
  return {
    height: Math.max(1, answerHeight - 1 - troubleHeight(answer, answerWidth) - (isHeaded(view, answer) ? 1 : 0)),
    rowsOf(line) {
      if (!view.wrap) return 1;
      if (answer.columns) return unfoldedHeight(line, columnsOf(answer, room), room);
      return rowStarts(line, room).length;
    },
    headAt(line) {
      const head = view.wrap ? null : headsOf(answer, line);
      return head ? head.to - head.from + 1 : 0;
    },
  };
};
