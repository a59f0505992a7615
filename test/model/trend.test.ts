import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {fullInWords, type Reading, type TrendOptions, trendOf} from '../../source/model/trend.js';
import {hour, MiB, minute, now, second} from './sample.js';

const GiB = 1024 * MiB;

/** Readings every two seconds up to now, of what memory is (bytes) after so many seconds. */
const readings = (span: number, value: (seconds: number) => number, every = 2 * second): Reading[] =>
  Array.from({length: Math.floor(span / every) + 1}, (_, at) => ({
    time: now - span + at * every,
    value: value((at * every) / second),
  }));
const options = (more: Partial<TrendOptions> = {}): TrendOptions => ({
  limit: 512 * MiB,
  startedAt: now - 6 * hour,
  highestBefore: null,
  ...more,
});
/** In how many seconds it says that memory is full; null when it says nothing. */
const fullIn = (of: readonly Reading[], more: Partial<TrendOptions> = {}): number | null => {
  const trend = trendOf(of, options(more));
  return trend && (trend.fullAt - now) / second;
};
const leak = (seconds: number): number => 200 * MiB + seconds * 0.2 * MiB;

describe('when memory is full', () => {
  test('a leak in a line is told: 260 MiB are left at 0.2 MiB a second, less what was written', () => {
    expect(fullIn(readings(5 * minute, leak))).toBeCloseTo((512 - 200 - 60) / 0.2, 0);
  });

  test.each<[string, Reading[], Partial<TrendOptions>]>([
    ['too few readings', readings(5 * minute, leak, 30 * second), {}],
    ['too short a time', readings(30 * second, leak), {}],
    ['the first minute of a container', readings(90 * second, leak), {startedAt: now - 80 * second}],
    ['memory that stays as it is', readings(5 * minute, () => 200 * MiB), {}],
    ['memory that goes down', readings(5 * minute, seconds => 400 * MiB - seconds * MiB * 0.2), {}],
    ['growth of a few pages', readings(5 * minute, seconds => 200 * MiB + seconds * 1024), {}],
    ['one jump', readings(5 * minute, seconds => (seconds < 150 ? 200 : 300) * MiB), {}],
    ['a jump at the end', readings(5 * minute, seconds => (seconds < 270 ? 200 : 300) * MiB), {}],
    ['a cache that fills up', readings(5 * minute, seconds => (500 - 300 * Math.exp(-seconds / 80)) * MiB), {}],
    ['growth that stopped', readings(5 * minute, seconds => leak(Math.min(seconds, 210))), {}],
    ['a height that was there before', readings(5 * minute, leak), {highestBefore: 300 * MiB}],
    ['what is full after twelve times as long as was watched', readings(2 * minute, leak), {limit: 2 * GiB}],
  ])('of %s nothing is told', (_, of, more) => {
    expect(fullIn(of, more)).toBeNull();
  });

  test('a longer watch looks further ahead, to a day at most', () => {
    const slow = (seconds: number): number => 200 * MiB + seconds * 0.005 * MiB;
    expect(fullIn(readings(2 * hour, slow, 60 * second))).toBeCloseTo((312 - 36) / 0.005, -2);
    expect(fullIn(readings(2.5 * hour, slow, 60 * second), {limit: 700 * MiB})).toBeNull();
  });

  test('a leak is told within a tenth, whatever its pace and its noise of some per cent of what it grows', () => {
    fc.assert(
      fc.property(
        fc.integer({min: 60, max: 300}),
        fc.double({min: 0.02, max: 0.1, noNaN: true}),
        fc.array(fc.double({min: -1, max: 1, noNaN: true}), {minLength: 151, maxLength: 151}),
        (seconds, share, noise) => {
          const slope = (share * 512 * MiB) / seconds;
          const start = 512 * MiB - slope * seconds * 6;
          const amount = slope * seconds * 0.03;
          const of = readings(seconds * second, at => start + slope * at + amount * (noise[Math.round(at / 2)] ?? 0));
          const told = fullIn(of);
          expect(told).not.toBeNull();
          expect(Math.abs((told ?? 0) - seconds * 5)).toBeLessThan(seconds * 5 * 0.1);
        },
      ),
    );
  });

  test('noise without a drift never is, of whatever size', () => {
    fc.assert(
      fc.property(
        fc.double({min: 0, max: 0.5, noNaN: true}),
        fc.array(fc.double({min: -1, max: 1, noNaN: true}), {minLength: 151, maxLength: 151}),
        (size, noise) => {
          const of = readings(5 * minute, at => 256 * MiB * (1 + size * (noise[Math.round(at / 2)] ?? 0)));
          expect(fullIn(of)).toBeNull();
        },
      ),
      {numRuns: 1000},
    );
  });

  test('nor memory that a collector gives back now and then, once it was seen to', () => {
    fc.assert(
      fc.property(fc.integer({min: 10, max: 140}), fc.integer({min: 0, max: 300}), (period, phase) => {
        const of = readings(5 * minute, at => 200 * MiB + (((at + phase) % period) / period) * 200 * MiB);
        expect(fullIn(of)).toBeNull();
      }),
      {numRuns: 1000},
    );
  });

  test('nor anything that wanders up and down in waves', () => {
    fc.assert(
      fc.property(fc.integer({min: 4, max: 300}), fc.double({min: 0, max: 6.3, noNaN: true}), (period, phase) => {
        const of = readings(5 * minute, at => 256 * MiB + Math.sin((at / period) * 2 * Math.PI + phase) * 60 * MiB);
        expect(fullIn(of)).toBeNull();
      }),
      {numRuns: 1000},
    );
  });
});

describe('in words', () => {
  test.each([
    [20 * second, 'within a minute or two'],
    [2.6 * minute, 'in about 3 min'],
    [21 * minute, 'in about 20 min'],
    [57 * minute, 'in about 55 min'],
    [58 * minute, 'in about 1 h'],
    [2.4 * hour, 'in about 2 h'],
    [13 * hour, 'within a day'],
    [24 * hour, 'within a day'],
  ])('%d ms: %s', (ms, words) => {
    expect(fullInWords(ms)).toBe(words);
  });
});
