import {describe, expect, test} from 'vitest';
import {LogLag} from '../../source/live/log-lag.js';

const begun = Date.UTC(2026, 10, 21);

/** Looks ten times a second while `perSecond` lines come that are as old as `ages` says, ms; how often it was lost. */
const looks = (lag: LogLag, perSecond: number, ages: readonly number[], from = begun): number =>
  ages.filter((age, index) => {
    const now = from + index * 100;
    lag.seen(BigInt(now - age) * 1_000_000n, perSecond / 10, now);
    return lag.isLost();
  }).length;

const steady = (age: number, count: number): number[] => Array.from({length: count}, () => age);

describe('a source that is behind', () => {
  test.each([
    ['that is as quick as it was is not, whatever its clock says', 50_000, steady(90_000, 100), false],
    ['that falls back for good is lost', 50_000, [...steady(5, 20), ...steady(900, 10)], true],
    ['that catches up is not', 50_000, [...steady(5, 20), 2500, 2000, 1500, 1000, 500, 100, 5], false],
    ['that is far back is lost at once', 50_000, [...steady(5, 20), 4000], true],
    ['of few lines is not: its tail would bring them all again', 500, [...steady(5, 20), ...steady(5000, 30)], false],
    ['that has been quiet for long is not', 50_000, [...steady(5, 20), 6], false],
  ])('%s', (_, perSecond, ages, lost) => {
    expect(looks(new LogLag(), perSecond, ages) > 0).toBe(lost);
  });

  test('of whose past more is read is not lost before it has come to its newest lines', () => {
    const hours = 3_600_000;
    expect(looks(new LogLag({isPast: true}), 50_000, [...steady(hours, 20), ...steady(hours + 5000, 20)])).toBe(0);
    expect(looks(new LogLag({isPast: true}), 50_000, [hours, 1000, ...steady(10, 20), ...steady(1500, 10)])).toBeGreaterThan(0);
  });

  test('tells how many lines a second were written, however slowly they come', () => {
    const lag = new LogLag();
    // A tenth of a second of the log each second: ten thousand lines of a hundred thousand a second.
    for (let second = 0; second < 5; second += 1)
      lag.seen(BigInt(begun + second * 100) * 1_000_000n, 10_000, begun + second * 1000);
    expect(lag.rate).toBe(100_000);
    // Nor does a clock that is set back confuse it for long.
    for (let second = 5; second < 9; second += 1)
      lag.seen(BigInt(begun - 90_000 + second * 1000) * 1_000_000n, 500, begun + second * 1000);
    expect(lag.rate).toBe(500);
  });

  test('that is read anew keeps its clock, but is not read anew again where that did not help', () => {
    const before = new LogLag();
    looks(before, 50_000, [...steady(5, 20), ...steady(900, 10)]);
    const again = new LogLag({before});
    expect(looks(again, 50_000, steady(905, 10), begun + 3000)).toBe(0);
    expect(Math.round(again.lag)).toBe(900);
    expect(looks(again, 50_000, steady(1600, 10), begun + 4000)).toBeGreaterThan(0);
    expect(before.rate).toBeGreaterThan(40_000);
  });
});
