import {createRequire} from 'node:module';
import path from 'node:path';
import {Resvg} from '@resvg/resvg-js';
import {type Box, drawGlyph} from './glyphs.js';
import {blend, resolveColour, type Theme} from './palette.js';
import type {Cell} from './screen.js';

const fonts = path.join(path.dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
const fontFiles = [
  'DejaVuSansMono',
  'DejaVuSansMono-Bold',
  'DejaVuSansMono-Oblique',
  'DejaVuSansMono-BoldOblique',
  'DejaVuSans',
].map(name => path.join(fonts, `${name}.ttf`));

/** A cell in pixels at scale 1, and the free rim of the picture. */
export const cellWidth = 10;
export const cellHeight = 21;
export const rim = 14;

/** DejaVu Sans Mono: every glyph is 1233 of 2048 units wide. */
const fontSize = (cellWidth * 2048) / 1233;
const baseline = 16;

export interface PictureOptions {
  readonly theme: Theme;
  /** Device pixels per pixel: 2 for a screen of high density. */
  readonly scale: number;
  readonly cursor: {readonly x: number; readonly y: number} | null;
}

interface Painted {
  readonly cell: Cell;
  readonly ink: string;
  readonly paper: string;
}

const paint = (cell: Cell, theme: Theme, underCursor: boolean): Painted => {
  const front = resolveColour(cell.fg, theme.foreground, theme);
  const back = resolveColour(cell.bg, theme.background, theme);
  const [ink, paper] = cell.inverse !== underCursor ? [back, front] : [front, back];
  return {cell, ink: cell.dim ? blend(ink, paper, 0.45) : ink, paper};
};

const escapeXml = (text: string): string => text.replace(/[&<>"]/g, char => `&#${char.charCodeAt(0)};`);

/** No font here has these; a frame of the right size says that something stands there. */
const missing = ({x, y, width, height, line}: Box, ink: string): string =>
  `<rect x="${x + width * 0.14}" y="${y + height * 0.2}" width="${width * 0.72}" height="${height * 0.6}" rx="${width * 0.12}" fill="${ink}" fill-opacity="0.25" stroke="${ink}" stroke-width="${line}"/>`;

/** Neighbours with the same look, as [first, end) pairs. */
const runs = (row: readonly Painted[], look: (painted: Painted) => string): [number, number][] => {
  const found: [number, number][] = [];
  row.forEach((painted, x) => {
    const last = found.at(-1);
    const before = row[x - 1];
    if (last && before && look(before) === look(painted)) last[1] = x + 1;
    else found.push([x, x + 1]);
  });
  return found;
};

/** One row: its backgrounds, its shapes, and its letters set cell by cell, so that nothing drifts. */
const drawRow = (row: readonly Painted[], y: number, {theme, scale}: PictureOptions): string => {
  const [width, height, top] = [cellWidth * scale, cellHeight * scale, (rim + y * cellHeight) * scale];
  const left = (x: number): number => (rim + x * cellWidth) * scale;
  const papers = runs(row, painted => painted.paper).map(([from, to]) => {
    const paper = row[from]?.paper;
    if (paper === undefined || paper === theme.background) return '';
    return `<rect x="${left(from)}" y="${top}" width="${(to - from) * width}" height="${height}" fill="${paper}"/>`;
  });
  const letters = runs(row, ({cell, ink}) => `${ink} ${cell.bold} ${cell.italic} ${cell.underline}`).map(([from, to]) => {
    const shapes: string[] = [];
    const places: number[] = [];
    let text = '';
    row.slice(from, to).forEach(({cell, ink}, at) => {
      const box = {
        x: left(from + at),
        y: top,
        width: width * Math.max(1, cell.width),
        height,
        line: Math.max(1, Math.round(scale)),
      };
      const shape = cell.width === 2 ? missing(box, ink) : drawGlyph(cell.char, box, ink);
      if (shape !== null) shapes.push(shape);
      else if (cell.char.trim() !== '') {
        for (const _ of cell.char) places.push(box.x); // a letter and its accents
        text += cell.char;
      }
    });
    const look = row[from];
    if (!look) return '';
    const {cell, ink} = look;
    const style = `${cell.bold ? ' font-weight="700"' : ''}${cell.italic ? ' font-style="oblique"' : ''}`;
    const line = Math.max(1, Math.round(scale));
    if (cell.underline)
      shapes.push(
        `<rect x="${left(from)}" y="${top + (baseline + 2) * scale}" width="${(to - from) * width}" height="${line}" fill="${ink}"/>`,
      );
    const set =
      text && `<text x="${places.join(' ')}" y="${top + baseline * scale}" fill="${ink}"${style}>${escapeXml(text)}</text>`;
    return shapes.join('') + set;
  });
  return papers.join('') + letters.join('');
};

/** A screen's cells, row by row, as SVG. */
export const svgOf = (cells: readonly (readonly Cell[])[], options: PictureOptions): string => {
  const {theme, scale, cursor} = options;
  const width = (2 * rim + (cells[0]?.length ?? 0) * cellWidth) * scale;
  const height = (2 * rim + cells.length * cellHeight) * scale;
  const rows = cells.map((row, y) => {
    const painted = row.map((cell, x) => paint(cell, theme, cursor?.x === x && cursor.y === y));
    return drawRow(painted, y, options);
  });
  const look = `font-family="DejaVu Sans Mono, DejaVu Sans" font-size="${fontSize * scale}" xml:space="preserve"`;
  const window = `<rect width="${width}" height="${height}" rx="${8 * scale}" fill="${theme.background}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ${look}>${window}${rows.join('')}</svg>`;
};

/** A screen's cells as a PNG. */
export const pictureOf = (cells: readonly (readonly Cell[])[], options: PictureOptions): Buffer =>
  new Resvg(svgOf(cells, options), {
    font: {loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans Mono'},
    logLevel: 'off',
  })
    .render()
    .asPng();
