import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {asciiGlyphs, type Glyphs, unicodeGlyphs} from '../../source/terminal/glyphs.js';
import width, {isOneCellEach} from '../../source/terminal/string-width.js';

const drawn = (sign: Glyphs[keyof Glyphs]): readonly string[] => (typeof sign === 'string' ? [sign] : Object.values(sign));
const units = Array.from({length: 0x10000}, (_, code) => String.fromCharCode(code));

test('the short way is as wide as string-width, for each character that takes it', () => {
  const short = units.filter(isOneCellEach);
  expect(short.length).toBeGreaterThan(1000);
  expect(short.filter(unit => stringWidth(unit) !== 1 && unit !== ' ')).toEqual([]);
  expect(width('a ≠ b', {})).toBe(5);
});

test('every sign that we draw takes it: one that did not would cost each start the list of all emoji', () => {
  const signs = [unicodeGlyphs, asciiGlyphs].flatMap(glyphs => Object.values(glyphs).flatMap(drawn));
  expect(signs.length).toBeGreaterThan(60);
  expect(signs.filter(sign => !isOneCellEach(sign))).toEqual([]);
});
