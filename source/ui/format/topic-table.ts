import type {Topic} from '../../model/topic.js';
import type {TopicRow} from '../../state/topic-rows.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {filledTable, fitTable, type Table, type TableColumn} from './detail-table.js';
import {grouped} from './log-title.js';
import type {Look} from './look.js';

/** A rate of messages: `0`, `0.4`, `12`, `1,204`. */
export const messageRate = (rate: number): string => {
  if (rate < 0.05) return '0';
  return rate < 9.95 ? rate.toFixed(1) : grouped(Math.round(rate));
};

/** What there is to say of a topic beside its figures; '' when nothing. */
const noteOf = (topic: Topic | null): string => {
  if (topic === null) return 'missing';
  if (topic.offline > 0) return topic.offline === 1 ? '1 partition offline' : `${topic.offline} partitions offline`;
  return topic.internal ? 'internal' : '';
};

const quietZero = (cell: string): Role => (cell === '0' ? 'faint' : 'text');

const columnsOf = ({glyphs}: Look): readonly TableColumn[] => {
  const isMissing = (row: readonly string[]): boolean => row[1] === glyphs.unknown;
  const figure = (cell: string): Role => (cell === glyphs.unknown ? 'faint' : quietZero(cell));
  return [
    {header: 'TOPIC', role: (_, row) => (isMissing(row) ? 'warn' : 'text'), least: 24},
    {header: 'PART', role: figure, align: 'right'},
    {header: 'REPL', role: figure, align: 'right', rank: 5},
    {header: 'UNDER', role: cell => (/^[\d,]+$/.test(cell) && cell !== '0' ? 'alarm' : 'faint'), align: 'right'},
    {header: 'MESSAGES', role: figure, align: 'right', rank: 1},
    {header: 'MSG/S', role: figure, align: 'right', rank: 2},
    {header: 'LAG', role: figure, align: 'right'},
    {header: 'OF GROUP', role: 'dim', least: 8, rank: 4},
    {header: '', role: cell => (cell === 'internal' ? 'faint' : cell === 'missing' ? 'warn' : 'alarm'), least: 7},
  ];
};

const cellsOf = ({key, topic, rate, lag}: TopicRow, unknown: string): readonly string[] => {
  const count = (value: number | null | undefined): string => (value === null || value === undefined ? unknown : grouped(value));
  return [
    plainText(key),
    count(topic?.partitions.length),
    count(topic?.replication),
    count(topic?.underReplicated),
    count(topic?.messages),
    rate === null ? unknown : messageRate(rate),
    count(lag?.lag),
    lag ? plainText(lag.group) : '',
    noteOf(topic),
  ];
};

let last: {readonly rows: readonly TopicRow[]; readonly width: number; readonly look: Look; readonly table: Table} | null = null;

/** The whole table; made once for as long as its rows are the same. */
const wholeTable = (rows: readonly TopicRow[], width: number, look: Look): Table => {
  if (last?.rows === rows && last.width === width && last.look === look) return last.table;
  const cells = rows.map(row => cellsOf(row, look.glyphs.unknown));
  const table = filledTable(fitTable(columnsOf(look), cells, width - 1, look.glyphs.cut), width);
  last = {rows, width, look, table};
  return table;
};

/** The table of topics: `rows` are all of them, so that columns stay when one scrolls; `top`, `height` and `chosen` say what is seen. */
export const topicTable = (
  rows: readonly TopicRow[],
  {top, height, chosen}: {readonly top: number; readonly height: number; readonly chosen: number},
  width: number,
  look: Look,
): Table => {
  const table = wholeTable(rows, width, look);
  return {...table, rows: table.rows.slice(top, top + height), chosen};
};
