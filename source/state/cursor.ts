import {scrolled} from './layout.js';

/** Where one is in a list whose rows have keys: the chosen row, where it was when it was last seen, and the first one on screen. */
export interface Place {
  readonly key: string | null;
  readonly index: number;
  readonly top: number;
}

export const nowhere: Place = {key: null, index: 0, top: 0};

interface Keyed {
  readonly key: string;
}

/** Index of the chosen row: by its key, else where it was. -1 when there are no rows. */
export const indexIn = (rows: readonly Keyed[], {key, index}: Place): number => {
  const found = rows.findIndex(row => row.key === key);
  return found === -1 ? Math.min(index, rows.length - 1) : found;
};

export const chosenOf = <R extends Keyed>(rows: readonly R[], place: Place): R | undefined => rows[indexIn(rows, place)];

/** The row at an index chosen, kept within the list, which scrolls no further than needed. */
export const choose = (rows: readonly Keyed[], place: Place, index: number, height: number): Place => {
  const at = Math.max(0, Math.min(rows.length - 1, index));
  return {key: rows[at]?.key ?? null, index: at, top: scrolled(place.top, at, height, rows.length)};
};

export const moveBy = (rows: readonly Keyed[], place: Place, by: number, height: number): Place =>
  choose(rows, place, indexIn(rows, place) + by, height);

/** The rows on screen, and which of them is chosen (-1: none). */
export const windowOf = <R extends Keyed>(
  rows: readonly R[],
  place: Place,
  height: number,
): {readonly rows: readonly R[]; readonly top: number; readonly chosen: number} => {
  const index = indexIn(rows, place);
  const top = scrolled(place.top, Math.max(0, index), height, rows.length);
  return {rows: rows.slice(top, top + height), top, chosen: index - top};
};
