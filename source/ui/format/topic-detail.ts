import type {Partition, TopicDetail} from '../../model/topic.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {type Content, line, plain, tablePiece} from './detail-piece.js';
import {filledTable, fitTable, type TableColumn} from './detail-table.js';
import {heading, paragraph} from './detail-text.js';
import {grouped} from './log-title.js';
import type {Look} from './look.js';

const figure = (cell: string): Role => (cell === '0' ? 'faint' : 'text');

const columns: readonly TableColumn[] = [
  {header: 'PARTITION', role: 'text', align: 'right'},
  {header: 'LEADER', role: cell => (cell === 'none' ? 'alarm' : 'text'), align: 'right'},
  {header: 'REPLICAS', role: 'dim', least: 8, rank: 2},
  {header: 'IN SYNC', role: (cell, row) => (row.includes('behind') ? 'alarm' : cell === '' ? 'faint' : 'dim'), least: 7},
  {header: 'BEGIN', role: 'dim', align: 'right', rank: 1},
  {header: 'END', role: 'dim', align: 'right'},
  {header: 'MESSAGES', role: figure, align: 'right'},
  {header: '', role: 'alarm'},
];

const cellsOf = ({id, leader, replicas, inSync, begin, end}: Partition, unknown: string): readonly string[] => [
  String(id),
  leader === null ? 'none' : String(leader),
  replicas.join(' '),
  inSync.join(' '),
  begin === null ? unknown : grouped(begin),
  end === null ? unknown : grouped(end),
  begin === null || end === null ? unknown : grouped(Math.max(0, end - begin)),
  leader === null ? 'offline' : inSync.length < replicas.length ? 'behind' : '',
];

/** One topic: its partitions, and the settings it has of its own. */
export const topicDetailContent = (topic: TopicDetail, width: number, look: Look): Content => {
  const rows = topic.partitions.map(partition => cellsOf(partition, look.glyphs.unknown));
  const own = topic.settings.filter(setting => setting.own);
  const settings = own.flatMap(({name, value}) =>
    paragraph(`${plainText(name)} = ${value === null ? '(secret)' : plainText(value)}`, 'text', width, look),
  );
  return plain([
    tablePiece(filledTable(fitTable(columns, rows, width - 1, look.glyphs.cut), width)),
    line(''),
    ...(own.length === 0
      ? paragraph("Its settings are the broker's defaults.", 'dim', width, look)
      : [heading('Settings of its own', own.length, look), ...settings]),
  ]);
};
