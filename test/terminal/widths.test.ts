import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {plainText} from '../../source/terminal/sanitise.js';
import {cellWidth, inAscii, toWidth, truncate, truncateStart, wrap} from '../../source/terminal/widths.js';

const unit = fc.oneof(fc.constantFrom('a', ' ', '名', '👩‍👩‍👧', 'e\u0301', '🇩🇪', 'ｱ', '한', '-'), fc.string({unit: 'grapheme'}));
const text = fc.array(unit, {maxLength: 20}).map(parts => plainText(parts.join('')));
const cells = fc.integer({min: 0, max: 40});

describe('cells', () => {
  test.each([
    ['', 0],
    ['kafka', 5],
    ['größe', 5],
    ['名前', 4],
    ['e\u0301', 1],
    ['👩‍👩‍👧', 2],
    ['▲ ● ┃', 5],
  ])('%j takes %d', (given, width) => {
    expect(cellWidth(given)).toBe(width);
  });
});

describe('cutting', () => {
  test.each([
    ['kafka', 5, 'kafka', 'kafka'],
    ['kafka', 4, 'kaf…', '…fka'],
    ['kafka', 1, '…', '…'],
    ['kafka', 0, '', ''],
    ['kafka', -3, '', ''],
    ['名前名', 5, '名前…', '…前名'],
    ['名前名', 4, '名…', '…名'],
    ['é'.repeat(9), 3, 'éé…', '…éé'],
  ])('%j to %d cells', (given, width, start, end) => {
    expect([truncate(given, width), truncateStart(given, width)]).toEqual([start, end]);
  });

  test('never takes more cells than there are, and says when something is missing', () => {
    fc.assert(
      fc.property(text, cells, (given, width) => {
        for (const cut of [truncate(given, width), truncateStart(given, width)]) {
          expect(stringWidth(cut)).toBeLessThanOrEqual(width);
          if (stringWidth(given) > width && width > 0) expect(cut).toContain('…');
          if (stringWidth(given) <= width && width > 0) expect(cut).toBe(given);
        }
      }),
    );
  });

  test('to a width takes exactly that', () => {
    fc.assert(
      fc.property(text, cells, fc.constantFrom('left' as const, 'right' as const), (given, width, align) => {
        expect(stringWidth(toWidth(given, width, align))).toBe(width);
      }),
    );
    expect([toWidth('ab', 4), toWidth('ab', 4, 'right')]).toEqual(['ab  ', '  ab']);
  });
});

describe('ASCII alone', () => {
  test.each([
    ['plain', 'plain'],
    ['größe', 'gr??e'],
    ['名前', '????'],
    ['e\u0301', '?'],
    ['\u001b[31mé\u001b[0m', '\u001b[31m?\u001b[0m'],
    ['/webhook?token=••••••', '/webhook?token=******'],
  ])('%j is drawn %j', (given, expected) => {
    expect(inAscii(given)).toBe(expected);
  });
  test('takes the same cells', () => {
    fc.assert(
      fc.property(text, given => {
        expect(inAscii(given)).toMatch(/^[ -~]*$/);
        expect(inAscii(given).length).toBe(stringWidth(given));
      }),
    );
  });
});

describe('wrapping', () => {
  test.each([
    ['short', 10, ['short']],
    ['one two three', 7, ['one two', 'three']],
    ['unbreakable', 4, ['unbr', 'eaka', 'ble']],
    ['a unbreakable', 4, ['a', 'unbr', 'eaka', 'ble']],
    ['名前名前', 5, ['名前', '名前']],
    ['', 5, ['']],
  ])('%j at %d', (given, width, lines) => {
    expect(wrap(given, width)).toEqual(lines);
  });
  test('fits every line and loses nothing but spaces', () => {
    fc.assert(
      fc.property(text, fc.integer({min: 4, max: 40}), (given, width) => {
        const lines = wrap(given, width);
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replace(/\s/g, '')).toBe(given.replace(/\s/g, ''));
      }),
    );
  });
});
