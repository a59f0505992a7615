/** Rows as psql prints them: heads centred, numbers to the right, a line between, and how many there are. */
export const psqlTable = (heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string => {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map(row => String(row[column] ?? '').length)));
  const centred = (text: string, width: number) => {
    const left = Math.floor((width - text.length) / 2);
    return `${' '.repeat(left)}${text}${' '.repeat(width - text.length - left)}`;
  };
  const cell = (value: string | number, width: number) =>
    typeof value === 'number' ? String(value).padStart(width) : value.padEnd(width);
  const line = (cells: readonly string[]) => ` ${cells.join(' | ')}`.trimEnd();
  return [
    ` ${heads.map((head, column) => centred(head, widths[column] ?? 0)).join(' | ')} `,
    widths.map(width => '-'.repeat(width + 2)).join('+'),
    ...rows.map(row => line(row.map((value, column) => cell(value, widths[column] ?? 0)))),
    `(${rows.length} row${rows.length === 1 ? '' : 's'})`,
    '',
    '',
  ].join('\n');
};

/** The same for scripts: `-A -t` with a separator, or `--csv` with heads. */
export const plainTable = (
  heads: readonly string[] | null,
  rows: readonly (readonly (string | number)[])[],
  separator: string,
): string => [...(heads ? [heads] : []), ...rows].map(row => `${row.join(separator)}\n`).join('');
