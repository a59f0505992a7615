import type {Sort, SortField} from '../../model/sort.js';
import {toWidth} from '../../terminal/widths.js';
import {type Column, type ColumnId, margin} from './columns.js';
import type {Look} from './look.js';

const sortedColumn: Readonly<Partial<Record<SortField, ColumnId>>> = {
  name: 'name',
  health: 'health',
  cpu: 'cpu',
  memory: 'memory',
  network: 'rx',
  restarts: 'restarts',
  uptime: 'uptime',
};

/** The names of the columns; the one that rows are sorted by stands out. */
export const formatColumnHeader = (columns: readonly Column[], sort: Sort, look: Look): string =>
  ' '.repeat(margin) +
  columns
    .map(({id, header, width, align}) => {
      const ascii = look.theme.ascii ? header.replace(' · ', ' | ').replace('↓', ' v').replace('↑', ' ^') : header;
      const text = toWidth(ascii, width, align, look.glyphs.cut);
      return sortedColumn[sort.field] === id ? look.paint.accent(text) : look.paint.dim(text);
    })
    .join(' ');
