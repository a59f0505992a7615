import {Box} from 'ink';
import {Line} from '../../components/line.js';
import type {Piece} from '../../format/detail-piece.js';
import type {Look} from '../../format/look.js';
import {CompactTable, shapeOf} from './compact-table.js';

/** Pieces of a tab from top to bottom, keyed by their place. */
export const Pieces = ({pieces, look}: {readonly pieces: readonly Piece[]; readonly look: Look}) =>
  pieces.map((piece, place) => {
    const key = `piece ${place}`;
    if (piece.kind === 'line') return <Line key={key} text={piece.text} />;
    return (
      <Box key={`${key} ${shapeOf(piece.table)}`} flexShrink={0}>
        <CompactTable table={piece.table} look={look} />
      </Box>
    );
  });
