/** The one place that names colours. Everything else asks for a role. */

export type ColourLevel = 'truecolor' | '256' | '16' | 'none';
export type Scheme = 'dark' | 'light';

/**
 * What a piece of text means; its looks follow from the theme. All but `line` and `track`, which are for what is drawn, hold words that have
 * to be read: at least 4.5:1 on the background, and on a selection too, `faint` excepted.
 */
export const roles = [
  'text',
  'strong',
  'dim',
  'faint',
  'line',
  'accent',
  'stack',
  'link',
  'good',
  'warn',
  'bad',
  'alarm',
  'track',
  'memory',
  'pill',
  'match',
] as const;
export type Role = (typeof roles)[number];

type Colour = {readonly rgb: readonly [number, number, number]; readonly sgr16: string};
type Look = {
  readonly fg?: Colour;
  readonly bg?: Colour;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly inverse?: boolean;
};

const colour = (hex: string, sgr16: string): Colour => ({
  rgb: [Number.parseInt(hex.slice(1, 3), 16), Number.parseInt(hex.slice(3, 5), 16), Number.parseInt(hex.slice(5, 7), 16)],
  sgr16,
});

const dark: Record<Role | 'selection', Look> = {
  text: {},
  strong: {bold: true},
  dim: {fg: colour('#969ea8', '90')},
  faint: {fg: colour('#7a838d', '90')},
  line: {fg: colour('#565e68', '90')},
  accent: {fg: colour('#79c0ff', '94'), bold: true},
  stack: {fg: colour('#79c0ff', '94'), bold: true},
  link: {fg: colour('#b9a6ff', '95')},
  good: {fg: colour('#7ed699', '32')},
  warn: {fg: colour('#f2c14e', '33')},
  bad: {fg: colour('#ff7070', '91')},
  alarm: {fg: colour('#ff7070', '91'), bold: true},
  track: {fg: colour('#30363f', '90')},
  memory: {fg: colour('#b9a6ff', '95')},
  pill: {fg: colour('#0d1117', '30'), bg: colour('#79c0ff', '104'), bold: true},
  match: {fg: colour('#0d1117', '30'), bg: colour('#f2c14e', '43')},
  selection: {bg: colour('#243550', '44')},
};

const light: Record<Role | 'selection', Look> = {
  text: {},
  strong: {bold: true},
  dim: {fg: colour('#5c6670', '90')},
  faint: {fg: colour('#68727c', '90')},
  line: {fg: colour('#9aa4ae', '37')},
  accent: {fg: colour('#0757b8', '34'), bold: true},
  stack: {fg: colour('#0757b8', '34'), bold: true},
  link: {fg: colour('#6a3fc9', '35')},
  good: {fg: colour('#167337', '32')},
  warn: {fg: colour('#885a00', '33')},
  bad: {fg: colour('#c31f2d', '31')},
  alarm: {fg: colour('#c31f2d', '31'), bold: true},
  track: {fg: colour('#d4dae1', '37')},
  memory: {fg: colour('#6a3fc9', '35')},
  pill: {fg: colour('#ffffff', '97'), bg: colour('#0757b8', '44'), bold: true},
  match: {fg: colour('#1f2328', '30'), bg: colour('#ffd866', '43')},
  selection: {bg: colour('#d5e5fb', '46')},
};

/** Without colour, weight and inversion say what colour would; words and glyphs say it anyway. */
const bare: Record<Role | 'selection', Look> = {
  text: {},
  strong: {bold: true},
  dim: {},
  faint: {dim: true},
  line: {dim: true},
  accent: {bold: true},
  stack: {bold: true},
  link: {},
  good: {},
  warn: {},
  bad: {bold: true},
  alarm: {bold: true},
  track: {dim: true},
  memory: {},
  pill: {inverse: true},
  match: {inverse: true},
  selection: {inverse: true},
};

/** Nearest of the 6×6×6 cube and the grey ramp of the 256 palette. */
const nearest256 = ([r, g, b]: Colour['rgb']): number => {
  const step = (value: number): number => (value < 48 ? 0 : value < 115 ? 1 : Math.min(5, Math.round((value - 55) / 40)));
  const level = (index: number): number => (index === 0 ? 0 : 55 + index * 40);
  const [x, y, z] = [step(r), step(g), step(b)];
  const grey = Math.max(0, Math.min(23, Math.round(((r + g + b) / 3 - 8) / 10)));
  const distance = (p: number, q: number, s: number): number => (p - r) ** 2 + (q - g) ** 2 + (s - b) ** 2;
  const greyValue = 8 + grey * 10;
  return distance(level(x), level(y), level(z)) <= distance(greyValue, greyValue, greyValue)
    ? 16 + 36 * x + 6 * y + z
    : 232 + grey;
};

const sgrOf = (value: Colour, level: ColourLevel, ground: 'fg' | 'bg'): string => {
  const base = ground === 'fg' ? '38' : '48';
  if (level === 'truecolor') return `${base};2;${value.rgb.join(';')}`;
  if (level === '256') return `${base};5;${nearest256(value.rgb)}`;
  return value.sgr16;
};

/** Opening and closing codes. Closing never touches the background unless the role sets one, so that a row's selection shows through. */
const codes = (look: Look, level: ColourLevel): readonly [string, string] => {
  const open: string[] = [];
  const close: string[] = [];
  if (look.bold) open.push('1');
  if (look.dim) open.push('2');
  if (look.bold || look.dim) close.push('22');
  if (look.inverse) {
    open.push('7');
    close.push('27');
  }
  if (look.fg) {
    open.push(sgrOf(look.fg, level, 'fg'));
    close.push('39');
  }
  if (look.bg) {
    open.push(sgrOf(look.bg, level, 'bg'));
    close.push('49');
  }
  return open.length === 0 ? ['', ''] : [`\u001b[${open.join(';')}m`, `\u001b[${close.join(';')}m`];
};

export type Paint = (text: string) => string;

/** A foreground of a program's own, which is told by more than one code. */
const longForeground = /(^|;)38;(?:5;\d+|2;\d+;\d+;\d+)(?=;|$)/g;

/** Painted text without its foregrounds; what has a background too (a match) keeps both. */
const withoutForeground = (text: string): string =>
  text.replace(/\u001b\[([\d;]+)m/g, (sequence, codes: string) => {
    const all = codes
      .replace(/(^|;)(?=;|$)/g, '$10')
      .replace(longForeground, '')
      .split(';')
      .filter(code => code !== '');
    if (all.some(code => /^(?:4\d|10\d)$/.test(code))) return sequence;
    const rest = all.filter(code => !/^(?:3\d|9\d)$/.test(code));
    return rest.length === 0 ? '' : `\u001b[${rest.join(';')}m`;
  });

export interface Theme {
  readonly level: ColourLevel;
  readonly scheme: Scheme;
  readonly ascii: boolean;
  readonly paint: Readonly<Record<Role, Paint>>;
  /** The one strong background: wraps a whole, already painted row. */
  readonly selection: Paint;
}

/** The theme for a terminal's abilities. */
export const createTheme = (level: ColourLevel, scheme: Scheme, ascii: boolean): Theme => {
  const looks = level === 'none' ? bare : scheme === 'dark' ? dark : light;
  const painter = (look: Look): Paint => {
    const [open, close] = codes(look, level);
    return open === '' ? text => text : text => (text === '' ? '' : open + text + close);
  };
  // In 16 colours the selection's background is a saturated blue, on which grey and blue vanish: there the row is inverted instead, without
  // its colours, as each of them would be a block of its own.
  const inverted = painter({inverse: true});
  const selection: Paint = level === '16' ? text => inverted(withoutForeground(text)) : painter(looks.selection);
  const of = (role: Role): Paint => painter(looks[role]);
  const paint: Record<Role, Paint> = {
    text: of('text'),
    strong: of('strong'),
    dim: of('dim'),
    faint: of('faint'),
    line: of('line'),
    accent: of('accent'),
    stack: of('stack'),
    link: of('link'),
    good: of('good'),
    warn: of('warn'),
    bad: of('bad'),
    alarm: of('alarm'),
    track: of('track'),
    memory: of('memory'),
    pill: of('pill'),
    match: of('match'),
  };
  return {level, scheme, ascii, paint, selection};
};
