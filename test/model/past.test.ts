import {describe, expect, test} from 'vitest';
import type {ContainerEvent} from '../../source/model/engine-info.js';
import {loopOf, noPast, type Past, withEvent} from '../../source/model/past.js';
import {minute, now, second} from './sample.js';

const event = (action: string, time: number, exitCode: number | null = null): ContainerEvent => ({
  action,
  id: 'x',
  name: 'x',
  time,
  exitCode,
  attributes: {},
});
const pastOf = (...events: readonly ContainerEvent[]): Past => events.reduce(withEvent, noPast);

describe('events leave a past that inspections forget', () => {
  test('exits, the last ten', () => {
    const past = pastOf(...Array.from({length: 12}, (_, index) => event('die', now + index, index)));
    expect(past.exits.map(({code}) => code)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });
  test('an end by the kernel for memory, known by the oom just before', () => {
    expect(pastOf(event('oom', now), event('die', now + second, 137)).exits[0]?.oomKilled).toBe(true);
    expect(pastOf(event('oom', now), event('die', now + minute, 137)).exits[0]?.oomKilled).toBe(false);
    expect(pastOf(event('oom', now), event('die', now + second, 1)).exits[0]?.oomKilled).toBe(false);
    const twice = pastOf(event('oom', now), event('die', now + 1, 137), event('die', now + 2, 137));
    expect(twice.exits.map(({oomKilled}) => oomKilled)).toEqual([true, false]);
  });
  test('since when a check fails: from the first word of it until it is healthy or ends', () => {
    const ill = pastOf(event('health_status: unhealthy', now), event('health_status: unhealthy', now + minute));
    expect(ill.unhealthySince).toBe(now);
    expect(withEvent(ill, event('health_status: healthy', now + 2 * minute)).unhealthySince).toBeNull();
    expect(withEvent(ill, event('die', now + 2 * minute, 1)).unhealthySince).toBeNull();
  });
  test('other events change nothing', () => {
    expect(pastOf(event('exec_start', now), event('start', now))).toBe(noPast);
  });
});

describe('a loop of ends', () => {
  const ends = (count: number, code: number | null, apart = minute): Past =>
    pastOf(...Array.from({length: count}, (_, index) => event('die', now - (count - index) * apart, code)));

  test('is three in ten minutes, with their usual distance', () => {
    expect(loopOf(ends(3, 1), now)).toEqual({count: 3, periodMs: minute});
    expect(loopOf(ends(2, 1), now)).toBeNull();
  });
  test('forgets what is longer ago', () => {
    expect(loopOf(ends(4, 1, 4 * minute), now)).toBeNull();
  });
  test('is none when people stop and start it', () => {
    expect(loopOf(ends(5, 0), now)).toBeNull();
    expect(loopOf(ends(5, 143), now)).toBeNull();
  });
  test('counts ends whose code nobody knows', () => {
    expect(loopOf(ends(3, null), now)?.count).toBe(3);
  });
});
