import type {Table} from './detail-table.js';

/** What a tab is made of, top to bottom: painted lines, and tables of one line a row below one of headings. */
export type Piece = {readonly kind: 'line'; readonly text: string} | {readonly kind: 'table'; readonly table: Table};

/** A tab's content. `at` is the range of lines of the chosen entry, which has to stay in sight; null where nothing is chosen. */
export interface Content {
  readonly pieces: readonly Piece[];
  readonly at: {readonly first: number; readonly last: number} | null;
}

export const line = (text: string): Piece => ({kind: 'line', text});
export const tablePiece = (table: Table): Piece => ({kind: 'table', table});
export const plain = (pieces: readonly Piece[]): Content => ({pieces, at: null});

const linesOf = (piece: Piece): number => (piece.kind === 'line' ? 1 : piece.table.rows.length + 1);

/** Lines that all of it takes. */
export const heightOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, piece) => sum + linesOf(piece), 0);

/** The first line on screen: as asked for, kept within the content, and so that what is chosen is in sight. */
export const topOf = ({pieces, at}: Content, scroll: number, height: number): number => {
  const highest = Math.max(0, heightOf(pieces) - height);
  const top = Math.max(0, Math.min(scroll, highest));
  if (!at) return top;
  return Math.max(0, Math.min(Math.max(top, at.last - height + 1), at.first, highest));
};

/** The pieces that lie on `height` lines from line `top` on; a table that begins above has lost its headings and first rows. */
export const windowOf = (pieces: readonly Piece[], top: number, height: number): Piece[] => {
  const shown: Piece[] = [];
  let before = 0;
  for (const piece of pieces) {
    const lines = linesOf(piece);
    const first = Math.max(0, top - before);
    const last = Math.min(lines, top + height - before);
    before += lines;
    if (first >= last) continue;
    if (piece.kind === 'line') shown.push(piece);
    else {
      const {table} = piece;
      const above = Math.max(0, first - 1);
      const chosen = table.chosen === undefined ? {} : {chosen: table.chosen - above};
      shown.push(tablePiece({...table, ...chosen, headed: first === 0, rows: table.rows.slice(above, last - 1)}));
    }
  }
  return shown;
};
