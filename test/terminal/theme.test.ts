import {describe, expect, test} from 'vitest';
import {asciiGlyphs, type Glyphs, unicodeGlyphs} from '../../source/terminal/glyphs.js';
import {type ColourLevel, createTheme, roles, type Scheme} from '../../source/terminal/theme.js';
import {cellWidth} from '../../source/terminal/widths.js';

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
