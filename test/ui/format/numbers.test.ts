import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {byteRate, bytes, bytesWithTenth, count, percent} from '../../../source/ui/format/numbers.js';

const [K, M, G, T] = [1024, 1024 ** 2, 1024 ** 3, 1024 ** 4];

describe('bytes', () => {
  test.each([
    [0, '0B'],
    [-5, '0B'],
    [512, '512B'],
    [999, '999B'],
    [1000, '1K'],
    [10 * K, '10K'],
    [999 * K, '999K'],
    [1000 * K, '1.0M'],
    [9.4 * M, '9.4M'],
    [9.96 * M, '10M'],
    [792 * M, '792M'],
    [1.2 * G, '1.2G'],
    [16 * G, '16G'],
    [3 * T, '3.0T'],
  ])('%d', (value, text) => {
    expect(bytes(value)).toBe(text);
  });
  test.each([
    [792 * M, '792M'],
    [15.64 * G, '15.6G'],
    [128 * G, '128G'],
  ])('for the header: %d', (value, text) => {
    expect(bytesWithTenth(value)).toBe(text);
  });
});

test.each([
  [0, '0'],
  [50, '0'],
  [400, '0.4K'],
  [9.9 * K, '9.9K'],
  [310 * K, '310K'],
  [1.2 * M, '1.2M'],
])('%d bytes a second', (value, text) => {
  expect(byteRate(value)).toBe(text);
});

test.each([
  [0, '0.0'],
  [3.14, '3.1'],
  [41, '41.0'],
  [99.94, '99.9'],
  [99.96, '100'],
  [1200, '1200'],
])('%d per cent of a CPU', (value, text) => {
  expect(percent(value)).toBe(text);
});

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1k'],
  [12_999, '12k'],
])('a count of %d', (value, text) => {
  expect(count(value)).toBe(text);
});

test('nothing that a host can use takes more cells than its column has', () => {
  fc.assert(
    fc.property(fc.double({min: 0, max: 900 * 1024 ** 5, noNaN: true}), value => {
      expect(bytes(value).length).toBeLessThanOrEqual(4);
      expect(byteRate(value).length).toBeLessThanOrEqual(4);
      expect(percent(Math.min(value, 99_999)).length).toBeLessThanOrEqual(5);
    }),
  );
});
