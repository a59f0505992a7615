// The figures of a run as tables: pure functions. A run is {machine, versions, date, load, floor, short, sizes}; a size is {containers, engine,
// isEmbedded, rows, cold, baseline, flood}; the first of its rows is the program's, the others are those it is compared with.
import {aimOf, columns, floodColumns, verdict} from './aims.mjs';
import {ratio, shown, times} from './figures.mjs';

const figureOf = (row, key) => row?.[key] ?? null;

/** Rows of the table of all programs at one size. */
export const sideBySide = ({rows}) => [
  ['', ...columns.map(({title, unit}) => `${title} ${unit}`)],
  ...rows.map(row => [row.name, ...columns.map(({key, digits}) => shown(figureOf(row, key), digits))]),
];

/** Rows of the table of how many times as much as ours the others take; without columns of which nothing is known. Null without others. */
export const ratios = ({rows: [own, ...others]}) => {
  const rowOf = other => columns.map(({key}) => times(ratio(figureOf(other, key), figureOf(own, key))));
  const cells = others.map(rowOf);
  const known = columns.map((_, index) => cells.some(row => row[index] !== '–'));
  const pick = row => row.filter((_, index) => known[index]);
  if (others.length === 0 || !known.includes(true)) return null;
  return [['', ...pick(columns.map(({title}) => title))], ...others.map(({name}, index) => [name, ...pick(cells[index])])];
};

const judged = (column, value, size) => {
  const aim = aimOf(column, size);
  const said = verdict(column, value, aim);
  const figure = shown(value, column.digits);
  return said === null ? figure : `${figure} (≤ ${shown(aim)}: ${said})`;
};

/** Rows of the table of aims: a figure a line, a size a column. */
export const aimsTable = ({sizes}) => {
  const line = (column, of) => [
    `${column.title}, ${column.unit}`,
    ...sizes.map(size => judged(column, figureOf(of(size), column.key), size)),
  ];
  const cold = (key, title) => [`${title}, ms`, ...sizes.map(size => shown(figureOf(size.cold, key)))];
  return [
    ['', ...sizes.map(({containers, isEmbedded}) => `${shown(containers)}${isEmbedded ? ', embedded' : ''}`)],
    ...columns.map(column => line(column, ({rows}) => rows[0])),
    cold('names', 'names without code cache'),
    cold('memory', 'memory without code cache'),
    ...(sizes.some(({flood}) => flood) ? floodColumns.map(column => line(column, ({flood}) => flood)) : []),
  ];
};

/** What was measured with how many containers, on one line. */
export const titleOf = ({containers, engine, isEmbedded, baseline}) => {
  const drift = `${shown(baseline.first, 1)} ms/s with nobody asking before, ${shown(baseline.last, 1)} after`;
  return `${shown(containers)} containers, ${engine} (${isEmbedded ? 'its process: ' : ''}${drift})`;
};

/** How many aims are met, of how many. */
export const tally = ({sizes}) => {
  const all = sizes.flatMap(size => [
    ...columns.map(column => verdict(column, figureOf(size.rows[0], column.key), aimOf(column, size))),
    ...floodColumns.map(column => verdict(column, figureOf(size.flood, column.key), aimOf(column, size))),
  ]);
  const said = all.filter(each => each !== null);
  return {met: said.filter(each => each === 'met').length, of: said.length};
};
