import {describe, expect, test} from 'vitest';
import {asciiGlyphs, type Glyphs, unicodeGlyphs} from '../../source/terminal/glyphs.js';
import {type ColourLevel, createTheme, roles, type Scheme} from '../../source/terminal/theme.js';
import {cellWidth} from '../../source/terminal/widths.js';
import {themes as terminals} from '../support/palette.js';

const levels: readonly ColourLevel[] = ['truecolor', '256', '16', 'none'];
const schemes: readonly Scheme[] = ['dark', 'light'];
const themes = levels.flatMap(level => schemes.map(scheme => ({level, scheme, theme: createTheme(level, scheme, false)})));
/** The sequences of a painted text; each colour as `fg` or `bg`. */
const codesOf = (painted: string): string[][] =>
  [...painted.matchAll(/\u001b\[([\d;]*)m/g)].map(([, codes = '']) =>
    codes
      .replace(
        /(^|;)([34])8;(?:2;\d+;\d+;\d+|5;\d+)/g,
        (_, before: string, ground: string) => `${before}${ground === '3' ? 'fg' : 'bg'}`,
      )
      .split(';')
      .map(code => (/^(3[0-7]|9[0-7])$/.test(code) ? 'fg' : /^(4[0-7]|10[0-7])$/.test(code) ? 'bg' : code)),
  );
const ends: Readonly<Record<string, string>> = {1: '22', 2: '22', 7: '27', fg: '39', bg: '49'};

describe.each(themes)('$level, $scheme', ({level, theme}) => {
  test('what a role opens it closes, and nothing else', () => {
    for (const role of roles) {
      const [open = [], close = [], ...more] = codesOf(theme.paint[role]('x'));
      expect(more).toEqual([]);
      expect(close).toEqual(open.map(code => ends[code]));
    }
  });

  test("no role of a row touches the selection's background or inversion", () => {
    const [open = [], close = []] = codesOf(theme.selection('x'));
    expect(open).toHaveLength(1);
    for (const role of roles) {
      if (role === 'pill' || role === 'match') continue; // they stand where no row does
      for (const code of codesOf(theme.paint[role]('x')).flat()) expect([...open, ...close, '0', '']).not.toContain(code);
    }
  });

  test('uses no more colours than there are', () => {
    const all = roles.map(role => theme.paint[role]('x')).join('') + theme.selection('x');
    expect(/[34]8;2;/.test(all)).toBe(level === 'truecolor');
    expect(/[34]8;5;/.test(all)).toBe(level === '256');
    expect(/\u001b\[(?:\d;)*(?:3[0-7]|9[0-7])m/.test(all)).toBe(level === '16');
  });

  test('paints nothing as nothing', () => {
    expect(roles.map(role => theme.paint[role]('')).join('')).toBe('');
  });
});

test('without colours trouble still has weight, and the selection is seen', () => {
  const {paint, selection} = createTheme('none', 'dark', false);
  expect(paint.alarm('x')).toBe('\u001b[1mx\u001b[22m');
  expect(selection('x')).toBe('\u001b[7mx\u001b[27m');
});

/** Relative luminance and contrast: https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio. */
const luminance = (rgb: readonly number[]): number => {
  const [red = 0, green = 0, blue = 0] = rgb.map(part =>
    part / 255 <= 0.03928 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: readonly number[], other: readonly number[]): number => {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
};
const fromHex = (hex: string): number[] => [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16));
const rgbOf = (painted: string, ground: '38' | '48'): number[] | null =>
  new RegExp(`${ground};2;(\\d+);(\\d+);(\\d+)`).exec(painted)?.slice(1).map(Number) ?? null;

test.each(schemes)('words can be read on a %s background, and on the selection', scheme => {
  const {paint, selection} = createTheme('truecolor', scheme, false);
  const {background, foreground} = terminals[scheme];
  for (const role of roles) {
    if (role === 'line' || role === 'track') continue; // drawn, not read
    const painted = paint[role]('x');
    const words = rgbOf(painted, '38') ?? fromHex(foreground);
    const own = rgbOf(painted, '48');
    expect(contrast(words, own ?? fromHex(background)), role).toBeGreaterThanOrEqual(4.5);
    if (own) continue;
    const least = role === 'faint' ? 3 : 4.5;
    expect(contrast(words, rgbOf(selection('x'), '48') ?? []), `${role}, selected`).toBeGreaterThanOrEqual(least);
  }
});

test.each(schemes)(
  'in sixteen colours, %s, a selected row is one bar: inverted, without colours, but for what is found in it',
  scheme => {
    const {paint, selection} = createTheme('16', scheme, false);
    const found = paint.match('conn');
    expect(selection(`${paint.dim('08:11')} ${paint.alarm('error')} ${found} ${paint.good('200')}`)).toBe(
      `\u001b[7m08:11 \u001b[1merror\u001b[22m ${found} 200\u001b[27m`,
    );
  },
);

test.each([
  ['38;5;208', ''],
  ['38;2;1;4;8', ''],
  ['1;38;5;7', '\u001b[1m'],
  ['38;2;40;41;42;4', '\u001b[4m'],
  ['38;5;100', ''],
  ['0', '\u001b[0m'],
  ['48;5;1;31', '\u001b[48;5;1;31m'],
])('in sixteen colours a selected row loses the whole of a program’s colour %s', (codes, left) => {
  const {selection} = createTheme('16', 'dark', false);
  expect(selection(`a\u001b[${codes}mb`)).toBe(`\u001b[7ma${left}b\u001b[27m`);
});

test('in sixteen colours no words are in the white of a light background', () => {
  const {paint} = createTheme('16', 'light', false);
  for (const role of roles) if (role !== 'line' && role !== 'track') expect(paint[role]('x')).not.toMatch(/\u001b\[(?:\d;)*37m/);
});

const flat = (glyphs: Glyphs): [string, string][] =>
  Object.entries(glyphs).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : Object.values<string>(value).map((sign, index) => [`${name} ${index}`, sign]),
  );

test.each(flat(unicodeGlyphs))('the sign %s takes one cell', (_, sign) => {
  expect(cellWidth(sign)).toBe(1);
});
test.each(flat(asciiGlyphs))('the ASCII sign %s is one', (_, sign) => {
  expect(sign).toMatch(/^[ -~]$/);
});
test('both sets have the same signs', () => {
  expect(flat(asciiGlyphs).map(([name]) => name)).toEqual(flat(unicodeGlyphs).map(([name]) => name));
});
