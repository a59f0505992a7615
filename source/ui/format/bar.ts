import type {Paint} from '../../terminal/theme.js';
import type {Look} from './look.js';

/** Whether what is drawn in another colour looks different everywhere: in 16 colours a selected row has none. */
export const tellsShades = ({theme}: Look): boolean => theme.level !== 'none' && theme.level !== '16';

/**
 * A bar of `width` cells, filled by `share` (0 to 1) in half cells, so 8 cells tell 16 steps. Heavy lines instead of blocks: full
 * blocks of rows that lie on each other run together into a wall.
 */
export const bar = (share: number, width: number, look: Look, fill: Paint): string => {
  const [full, half, empty] = look.glyphs.bar;
  const halves = Math.round(Math.max(0, Math.min(1, share)) * width * 2);
  // What is in use shows at least as a sliver: an empty bar says that nothing is.
  const lit = share > 0 ? Math.max(1, halves) : 0;
  const cells = Math.floor(lit / 2);
  const hasHalf = lit % 2 === 1;
  const track = look.theme.ascii || tellsShades(look) ? empty : ' ';
  return fill(full.repeat(cells) + (hasHalf ? half : '')) + look.paint.track(track.repeat(width - cells - (hasHalf ? 1 : 0)));
};

/** Values as bars of eight levels, one cell each; NaN is a blank. `most` is what the highest level stands for. */
export const sparkline = (values: readonly number[], most: number, look: Look): string => {
  const {sparks} = look.glyphs;
  let line = '';
  for (const value of values) {
    if (Number.isNaN(value)) line += ' ';
    else line += sparks[Math.max(0, Math.min(sparks.length - 1, Math.ceil((value / (most || 1)) * sparks.length) - 1))] ?? ' ';
  }
  return line;
};
