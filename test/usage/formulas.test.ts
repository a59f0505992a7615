import {describe, expect, test} from 'vitest';
import type {UsageSample} from '../../source/model/usage.js';
import {usageBetween} from '../../source/usage/formulas.js';

const base: UsageSample = {
  readAt: 10_000,
  cpuTotal: 5e9,
  memory: 100,
  cache: 20,
  rx: 1000,
  tx: 2000,
  blockRead: 4096,
  blockWrite: 8192,
  pids: 3,
};

describe('usage between two samples', () => {
  test('one CPU busy for all of two seconds is 100 %, bytes become bytes a second', () => {
    const next = {...base, readAt: 12_000, cpuTotal: 7e9, rx: 3000, tx: 2000, blockRead: 4096, blockWrite: 16_384, memory: 150};
    expect(usageBetween(base, next, 'cgroup')).toEqual({
      readAt: 12_000,
      cpuPercent: 100,
      memory: 150,
      cache: 20,
      rxRate: 1000,
      txRate: 0,
      readRate: 0,
      writeRate: 4096,
      rx: 3000,
      tx: 2000,
      pids: 3,
      source: 'cgroup',
    });
  });

  const rates = ['cpuPercent', 'rxRate', 'txRate', 'readRate', 'writeRate'] as const;
  const withoutRates: readonly (readonly [string, UsageSample | null, UsageSample])[] = [
    ['of a first sample', null, base],
    ['of the same reading again', base, base],
    ['of a reading from before', base, {...base, readAt: 9000}],
    ['after a restart', base, {...base, readAt: 11_000, cpuTotal: 1e6, rx: 9_000_000}],
  ];
  test.each(withoutRates)('rates %s are unknown, memory is known', (_, previous, next) => {
    const usage = usageBetween(previous, next, 'x');
    expect(rates.map(rate => usage[rate])).toEqual([null, null, null, null, null]);
    expect(usage.memory).toBe(100);
  });

  test('a counter that went back or is not told spoils its own rate only', () => {
    const next = {...base, readAt: 11_000, cpuTotal: 5.5e9, rx: 10, tx: null, blockRead: 5096};
    expect(usageBetween(base, next, 'x')).toMatchObject({cpuPercent: 50, rxRate: null, txRate: null, readRate: 1000});
  });

  test('a CPU counter that is not told leaves the other rates', () => {
    const next = {...base, readAt: 11_000, cpuTotal: null, rx: 1500};
    expect(usageBetween(base, next, 'x')).toMatchObject({cpuPercent: null, rxRate: 500});
  });
});
