// Tables, as text for a terminal and as Markdown. The first row is the head, the first column is flush left.

/** Lines of a table, its columns as wide as needed. */
export const textTable = rows => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)));
  return rows.map(row =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd(),
  );
};

const line = cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** Lines of a table in Markdown. */
export const markdownTable = ([head, ...rows]) => [
  line(head),
  `|${head.map((_, column) => (column === 0 ? '---|' : '--:|')).join('')}`,
  ...rows.map(line),
];
