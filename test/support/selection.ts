import type {Cell} from './screen.js';

/** Length of the longest run of cells in one background, or inverse, in a row. */
const longestRun = (cells: readonly Cell[]): number => {
  let longest = 0;
  let length = 0;
  let last: string | null = null;
  for (const {bg, fg, inverse} of cells) {
    const paint = inverse ? `inverse ${fg}` : bg === null ? null : String(bg);
    length = paint !== null && paint === last ? length + 1 : paint === null ? 0 : 1;
    last = paint;
    longest = Math.max(longest, length);
  }
  return longest;
};

/** The row whose background runs farthest, when that is a quarter of the screen or more: pills and gauges are shorter. */
export const selectedRow = (rows: readonly (readonly Cell[])[]): number | null => {
  const runs = rows.map(longestRun);
  const longest = Math.max(0, ...runs);
  return longest >= (rows[0]?.length ?? 0) / 4 ? runs.indexOf(longest) : null;
};
