import type {Theme} from '../../terminal/theme.js';

/** A QR code's modules, row by row, true is dark; without a quiet zone. */
export type QrModules = readonly (readonly boolean[])[];

/** Modules left free on each side: as the standard has it (ISO/IEC 18004), and what readers get by with. */
const quietZones = [4, 2] as const;

type IsDark = (x: number, y: number) => boolean;
interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Black on white, whatever the theme is: readers look for dark on light. */
const black: Readonly<Record<Exclude<Theme['level'], 'none'>, readonly [fg: string, bg: string]>> = {
  truecolor: ['38;2;0;0;0', '48;2;0;0;0'],
  '256': ['38;5;16', '48;5;16'],
  '16': ['30', '40'],
};
const white: Readonly<Record<Exclude<Theme['level'], 'none'>, string>> = {
  truecolor: '48;2;255;255;255',
  '256': '48;5;231',
  '16': '107',
};
const off = '\u001b[39;49m';

/** Two modules in a cell: the upper and the lower half. `marked` ones are drawn in the foreground colour. */
const halves = (marked: IsDark, side: number, y: number): string => {
  let line = '';
  for (let x = 0; x < side; x++) {
    const [top, bottom] = [marked(x, y), marked(x, y + 1)];
    line += top ? (bottom ? '█' : '▀') : bottom ? '▄' : ' ';
  }
  return line;
};

const halfLines = (isDark: IsDark, side: number, {level, scheme}: Theme): string[] => {
  const lines = Array.from({length: Math.ceil(side / 2)}, (_, row) => row * 2);
  if (level !== 'none') {
    const open = `\u001b[${black[level][0]};${white[level]}m`;
    return lines.map(y => open + halves(isDark, side, y) + off);
  }
  // Without colours the foreground is the light one on a dark terminal.
  return lines.map(y => halves(scheme === 'dark' ? (x, row) => row < side && !isDark(x, row) : isDark, side, y));
};

/** A module is two cells of a line. Where there are colours it is seen by its background, and `##` is what a copied text has. */
const wholeLines = (isDark: IsDark, side: number, {level, scheme}: Theme): string[] =>
  Array.from({length: side}, (_, y) => {
    const row = Array.from({length: side}, (_module, x) => isDark(x, y));
    if (level !== 'none') {
      const [fg, bg] = black[level];
      const painted = row.map(dark => (dark ? `\u001b[${fg};${bg}m##` : `\u001b[${white[level]}m  `));
      return painted.join('') + off;
    }
    const inverse = scheme === 'dark' ? row.map(dark => !dark) : row;
    return inverse.map(one => (one ? '\u001b[7m  \u001b[27m' : '  ')).join('');
  });

/**
 * The code as painted lines, all of the same width, dark on light, with its quiet zone: half blocks, in ASCII two cells a module. Null
 * when it does not fit into the given cells.
 */
export const qrLines = (
  modules: QrModules,
  room: Size,
  theme: Theme,
): {readonly lines: string[]; readonly width: number} | null => {
  for (const quiet of quietZones) {
    const side = modules.length + 2 * quiet;
    const width = theme.ascii ? side * 2 : side;
    const height = theme.ascii ? side : Math.ceil(side / 2);
    if (width > room.columns || height > room.rows) continue;
    const isDark: IsDark = (x, y) => modules[y - quiet]?.[x - quiet] ?? false;
    return {lines: theme.ascii ? wholeLines(isDark, side, theme) : halfLines(isDark, side, theme), width};
  }
  return null;
};

/** Cells that it takes at least. */
export const leastQrSize = (modules: QrModules, {ascii}: Theme): Size => {
  const side = modules.length + 2 * quietZones[1];
  return ascii ? {columns: side * 2, rows: side} : {columns: side, rows: Math.ceil(side / 2)};
};
