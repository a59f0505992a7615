import {type Row, rowName} from '../../model/rows.js';
import {cellWidth} from '../../terminal/widths.js';
import type {Column} from './columns.js';
import {portsOf, stackPortsOf} from './ports.js';

const portsText = (row: Row): string =>
  row.kind === 'stack' ? stackPortsOf(row.stack) : row.kind === 'container' ? portsOf(row.member.container) : '';

/** Columns of a printed list: as wide as what is in them, so that nothing is cut in a pipe; `most` cells where a terminal bounds it. */
export const printColumns = (rows: readonly Row[], most: number): Column[] => {
  const widest = (cells: (row: Row) => number, least: number): number =>
    rows.reduce((width, row) => Math.max(width, cells(row)), least);
  const name = widest(row => cellWidth(rowName(row)) + (row.kind === 'stack' ? 2 : 3), 4);
  const ports = widest(row => portsText(row).length, 5);
  const image = widest(row => (row.kind === 'container' ? cellWidth(row.member.container.image) : 0), 5);
  const columns: Column[] = [
    {id: 'name', header: 'NAME', width: Math.min(name, 60), align: 'left'},
    {id: 'health', header: 'HEALTH', width: 18, align: 'left'},
    {id: 'cpu', header: 'CPU%', width: 6, align: 'right'},
    {id: 'memory', header: 'MEM', width: 6, align: 'right'},
    {id: 'limit', header: '/LIMIT', width: 6, align: 'right'},
    {id: 'restarts', header: 'RST', width: 4, align: 'right'},
    {id: 'uptime', header: 'UP', width: 4, align: 'right'},
    {id: 'ports', header: 'PORTS', width: ports, align: 'left'},
    {id: 'image', header: 'IMAGE', width: image, align: 'left'},
  ];
  let used = 1;
  return columns.filter(column => {
    used += column.width + 1;
    return used <= most;
  });
};
