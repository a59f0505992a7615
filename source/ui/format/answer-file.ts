import type {Answer, AnswerForm} from '../../state/answer.js';
import {wholeOf} from '../../state/answer-text.js';

const extensions: Readonly<Record<AnswerForm, string>> = {text: 'txt', table: 'txt', json: 'json', sql: 'sql'};

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const inCsv = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\n`;

/** An answer as a file: a table as CSV, the rest as it is shown. */
export const answerFile = ({columns, text, form}: Answer): {readonly text: string; readonly extension: string} => {
  if (!columns) return {text: wholeOf(text), extension: extensions[form]};
  const rows = text.blocks.flatMap(block => block.lines.filter((_, place) => !block.errors.has(place)));
  return {text: inCsv(columns) + rows.map(row => inCsv(row.split('\t'))).join(''), extension: 'csv'};
};
