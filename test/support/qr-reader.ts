import jsQR from 'jsqr';
import type {Cell} from './screen.js';

/** A phone's camera in front of a screen: sees cells as pixels, and reads the QR code among them. */

const pixelsPerHalf = 3;

/** Relative brightness of a colour, 0 to 255; null is the terminal's own, which the caller knows. */
const brightness = (colour: Cell['fg'], own: number): number => {
  if (colour === null) return own;
  if (typeof colour === 'string') return Number.parseInt(colour.slice(1, 3), 16);
  if (colour === 0 || colour === 16) return 0;
  if (colour === 15 || colour === 231) return 255;
  throw new Error(`a QR code is not drawn in colour ${colour}`);
};

/** Brightness of the upper and the lower half of a cell. Glyphs that are no blocks are taken as half covered. */
const halvesOf = ({char, fg, bg, inverse}: Cell, background: 'dark' | 'light'): readonly [number, number] => {
  const [ownFg, ownBg] = background === 'dark' ? [200, 20] : [20, 240];
  const [front, back] = [brightness(fg, ownFg), brightness(bg, ownBg)];
  const [ink, paper] = inverse ? [back, front] : [front, back];
  if (char === ' ') return [paper, paper];
  if (char === '█') return [ink, ink];
  if (char === '▀') return [ink, paper];
  if (char === '▄') return [paper, ink];
  const mixed = (ink + paper) / 2;
  return [mixed, mixed];
};

/**
 * What the QR code among the cells says; null when there is none that could be read. A cell is twice as high as it is wide. Only dark on
 * light is read: not every reader tries the other way round.
 */
export const readQr = (rows: readonly (readonly Cell[])[], background: 'dark' | 'light'): string | null => {
  const width = (rows[0]?.length ?? 0) * pixelsPerHalf;
  const height = rows.length * 2 * pixelsPerHalf;
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  rows.forEach((row, y) => {
    row.forEach((cell, x) => {
      halvesOf(cell, background).forEach((value, half) => {
        for (let dy = 0; dy < pixelsPerHalf; dy++)
          for (let dx = 0; dx < pixelsPerHalf; dx++) {
            const line = (y * 2 + half) * pixelsPerHalf + dy;
            pixels.fill(value, (line * width + x * pixelsPerHalf + dx) * 4, (line * width + x * pixelsPerHalf + dx) * 4 + 3);
          }
      });
    });
  });
  return jsQR.default(pixels, width, height, {inversionAttempts: 'dontInvert'})?.data ?? null;
};
