import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {graphemeCells, graphemes} from '../../source/terminal/graphemes.js';
import {colouredText} from '../../source/terminal/sanitise.js';

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
const segmented = (text: string): string[] => [...segmenter.segment(text)].map(({segment}) => segment);

/** What comes in texts, and what goes on characters: marks, joiners, halves of flags, jamo, half-wide voice marks. */
const unit = fc.oneof(
  fc.constantFrom(
    'a',
    ' ',
    '1',
    '#',
    'é',
    '漢',
    'カ',
    '한',
    '─',
    '≠',
    '↔',
    '●',
    'я',
    '©',
    '\u0301',
    '\u200d',
    '\ufe0f',
    '\u20e3',
    '\uff9e',
    '\u3099',
  ),
  fc.constantFrom('👩', '💻', '🇩', '🇪', '\u1100', '\u1161', '\u11a8', '\u0600', '\u0e33', '\ud83d', '\udc69', '\u094d', '\u0915'),
  fc.string({unit: 'binary', minLength: 1, maxLength: 1}),
);
const text = fc.array(unit, {maxLength: 40}).map(units => units.join(''));

describe('characters as people see them', () => {
  test('are those of Intl.Segmenter, and as wide as string-width has them', () => {
    fc.assert(
      fc.property(text, given => {
        expect([...graphemes(given)]).toEqual(segmented(given));
        if (!/[\u001b\u009b]/.test(given)) expect(graphemeCells(given)).toBe(stringWidth(given));
      }),
      {numRuns: 600},
    );
  });

  test('of one code unit each are as wide as string-width has them, alone and beside each other', () => {
    const wrong: string[] = [];
    for (let code = 0x20; code < 0x1_0000; code += 1) {
      const one = String.fromCharCode(code);
      if (code === 0x9b) continue;
      const given = `a${one}漢${one}${one}`;
      if (graphemeCells(given) !== stringWidth(given)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  test.each(['👩‍👩‍👧‍👦🇩🇪❤️', '🇩🇪', 'e\u0301', '👩🏽‍💻', '1\ufe0f\u20e3'])('are whole in a long text of %s', one => {
    for (const before of ['', 'a', 'ab', '漢字']) {
      const given = before + one.repeat(300);
      expect([...graphemes(given)]).toEqual(segmented(given));
      expect(graphemeCells(given)).toBe(stringWidth(given));
    }
  });

  test('lose nothing of a text that is one endless character', () => {
    const endless = `a${'\u0301'.repeat(5000)}${'👩\u200d'.repeat(2000)}`;
    expect([...graphemes(endless)].join('')).toBe(endless);
  });
});

/** ms for the quickest of some turns: others share this machine. */
const quickest = (work: () => unknown): number =>
  Math.min(
    ...Array.from({length: 3}, () => {
      const before = performance.now();
      work();
      return performance.now() - before;
    }),
  );

test.each([
  ['Chinese', '漢', ''],
  ['accents', 'é', ''],
  ['marks on letters', 'e\u0301', ''],
  ['emoji', '👩\u200d💻', ''],
  ['colours', '漢', '\u001b[32m'],
])('a long line of %s with a tab costs as much as its length', (_, character, before) => {
  const lineOf = (count: number): string => `${before}${character.repeat(count)}\tx`;
  colouredText(lineOf(2000));
  const short = quickest(() => colouredText(lineOf(4000)));
  // Sixteen times the length: by its square it would be 256 times as much.
  expect(quickest(() => colouredText(lineOf(64_000)))).toBeLessThan(80 * Math.max(1, short));
});
