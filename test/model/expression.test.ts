import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readExpression} from '../../source/model/expression.js';

const at = (source: string, text: string, anyCase = false): (readonly [number, number])[] => [
  ...(readExpression(source, anyCase).expression?.places(text) ?? [[-1, -1] as const]),
];

test.each([
  ['a+', 'caatA', [[1, 3]]],
  ['x*', 'abxx', [[2, 4]]],
  ['\\d+-\\d+$', '1-2 3-4', [[4, 7]]],
  [
    '\\x41|\\u0042|\\t',
    'AB\t',
    [
      [0, 1],
      [1, 2],
      [2, 3],
    ],
  ],
  ['(?<word>\\w+)!', 'so!', [[0, 3]]],
  ['b', '😀b', [[2, 3]]],
  ['日.', '東京日本', [[2, 4]]],
  ['\\/api\\/v\\d', 'GET /api/v1', [[4, 11]]],
] as const)('%s in "%s"', (source, text, places) => {
  expect(at(source, text)).toEqual(places);
  expect(readExpression(source, false).expression?.test(text)).toBe(true);
});

test('small and capital letters are the same where that is asked for', () => {
  expect(at('warn', 'WARN warn', true)).toHaveLength(2);
  expect(at('warn', 'WARN warn')).toEqual([[5, 9]]);
  expect(at('é', 'É', true)).toEqual([[0, 1]]);
});

test.each([
  ['(', 'unterminated group'],
  ['[a', 'unterminated character class'],
  ['*', 'nothing to repeat'],
  ['(?=a)', 'searches cannot look ahead or behind'],
  ['(?<!a)b', 'searches cannot look ahead or behind'],
  ['(a)\\1', 'searches cannot refer back to a group'],
  ['(?<n>a)\\k<n>', 'searches cannot refer back to a group'],
  ['a{5000}', 'it repeats too often'],
])('%s is none: %s', (source, whyNot) => {
  expect(readExpression(source, false)).toEqual({expression: null, whyNot});
});

test('finds what JavaScript finds', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    '.',
    '\\d',
    '\\w+',
    '[ab]',
    '[^a]',
    'a*',
    'b?',
    '(a|b1)',
    '(?:ab)+',
    '\\b',
    '1{1,2}',
    '\\.',
  );
  const source = fc.array(piece, {minLength: 1, maxLength: 5}).map(pieces => pieces.join(''));
  const text = fc.array(fc.constantFrom('a', 'b', '1', '.', ' ', 'A'), {maxLength: 12}).map(letters => letters.join(''));
  fc.assert(
    fc.property(source, text, fc.boolean(), (typed, shown, anyCase) => {
      const own = new RegExp(typed, anyCase ? 'gi' : 'g');
      const wanted = [...shown.matchAll(own)].filter(([all]) => all !== '').map(({0: all, index}) => [index, index + all.length]);
      expect(at(typed, shown, anyCase)).toEqual(wanted);
      const found = readExpression(typed, anyCase).expression?.test(shown);
      expect(found).toBe(new RegExp(typed, anyCase ? 'i' : '').test(shown));
    }),
    {numRuns: 500},
  );
});
