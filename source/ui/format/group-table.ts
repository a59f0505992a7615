import type {GroupPartitionRow, GroupRow} from '../../state/topic-rows.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {filledTable, fitTable, type Table, type TableColumn} from './detail-table.js';
import {grouped} from './log-title.js';
import type {Look} from './look.js';

const stateRoles: Readonly<Record<string, Role>> = {stable: 'good', empty: 'dim', rebalancing: 'warn', dead: 'dim'};

const columnsOf = ({glyphs}: Look): readonly TableColumn[] => {
  const figure = (cell: string): Role => (cell === glyphs.unknown || cell === '0' ? 'faint' : 'text');
  return [
    {header: 'GROUP', role: 'text', least: 14},
    {header: 'STATE', role: cell => stateRoles[cell] ?? 'text', least: 6},
    {header: 'MEMBERS', role: figure, align: 'right', rank: 3},
    {header: 'TOPIC', role: (_, row) => (row[0] === '' ? 'dim' : 'text'), least: 14},
    {header: 'READ TO', role: 'dim', align: 'right', rank: 2},
    {header: 'END', role: 'dim', align: 'right', rank: 1},
    {header: 'LAG', role: figure, align: 'right'},
    {header: '', role: 'text'},
  ];
};

type Row = GroupRow | GroupPartitionRow;

const cellsOf = (row: Row, named: boolean, {glyphs}: Look): readonly string[] => {
  const count = (value: number | null): string => (value === null ? glyphs.unknown : grouped(value));
  if (row.kind === 'partition') {
    const {id, committed, end, lag} = row.partition;
    return [
      '',
      '',
      '',
      `${row.last ? glyphs.lastBranch : glyphs.branch} partition ${id}`,
      count(committed),
      count(end),
      count(lag),
      '',
    ];
  }
  const {group, topic} = row;
  const shown = named ? [plainText(group.name), plainText(group.state), count(group.members)] : ['', '', ''];
  return [...shown, topic ? plainText(topic.name) : 'has read nothing yet', '', '', count(topic?.lag ?? null), ''];
};

/** The table of groups. The first row on screen tells its group even when that was said further up. */
export const groupTable = (
  rows: readonly Row[],
  {top, height, chosen}: {readonly top: number; readonly height: number; readonly chosen: number},
  width: number,
  look: Look,
): Table => {
  const cells = rows.map((row, index) => cellsOf(row, row.kind === 'topic' && (row.first || index === top), look));
  const table = filledTable(fitTable(columnsOf(look), cells, width - 1, look.glyphs.cut), width);
  return {...table, rows: table.rows.slice(top, top + height), chosen};
};
