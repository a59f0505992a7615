import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {compareNames} from '../../source/model/name-order.js';

const {compare} = new Intl.Collator('en', {numeric: true});
const ascii = Array.from({length: 95}, (_, index) => String.fromCharCode(32 + index));
const asOne = (names: readonly string[], order: (a: string, b: string) => number): string => [...names].sort(order).join('\n');
const sameAsUnicode = (a: string, b: string): void => {
  expect(Math.sign(compareNames(a, b)), JSON.stringify([a, b])).toBe(Math.sign(compare(a, b)));
};

describe('names as people sort them', () => {
  test.each([
    ['numbers by their value', ['api-10', 'api-2', 'api-1'], ['api-1', 'api-2', 'api-10']],
    ['capitals beside small letters', ['Web', 'api', 'web', 'Api'], ['api', 'Api', 'web', 'Web']],
    ['beyond ASCII', ['zebra', 'äpfel', 'apfel'], ['apfel', 'äpfel', 'zebra']],
  ])('%s', (_, given, expected) => {
    expect([...given].sort(compareNames)).toEqual(expected);
  });

  test('every pair of ASCII characters as Unicode has it', () => {
    const other = ascii.flatMap(a =>
      ascii.filter(b => Math.sign(compareNames(a, b)) !== Math.sign(compare(a, b))).map(b => a + b),
    );
    expect(other).toEqual([]);
    expect(asOne(ascii, compareNames)).toBe(asOne(ascii, compare));
  });

  test.each([
    ['of names', fc.string({unit: fc.constantFrom(...'abAB019-_./'), maxLength: 8})],
    ['of ASCII', fc.string({unit: fc.constantFrom(...ascii), maxLength: 12})],
    ['of anything', fc.string({unit: 'binary', maxLength: 6})],
    ['of long numbers', fc.string({unit: fc.constantFrom('0', '7'), minLength: 190, maxLength: 300})],
  ])('two texts %s as Unicode has them', (_, texts) => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        sameAsUnicode(a, b);
      }),
      {numRuns: 1000},
    );
  });

  test('nothing to say of equal ones, nor of zeros before a number', () => {
    for (const [a, b] of [
      ['', ''],
      ['a1', 'a01'],
      ['a0', 'a000'],
      ['a', ''],
    ] as const) {
      sameAsUnicode(a, b);
      sameAsUnicode(b, a);
    }
  });
});
