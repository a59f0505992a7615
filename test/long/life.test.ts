import {beforeAll, describe, expect, test} from 'vitest';
import type {Life} from './life/live.js';
import {runLife, type Told} from './life/run.js';

/** `npm run test:long` lives through more of all, with the screen drawn all the time: some twenty minutes. */
const isLong = process.env.STACKTOP_LONG === '1';
const life: Life = isLong
  ? {hours: 12, churned: 100_000, flaps: 600, intervalS: 10, drawn: true}
  : {hours: 12, churned: 2400, flaps: 24, intervalS: 300, drawn: false};
/** By then all that is filled once is filled. */
const settledHour = 5;
const mebibyte = 1024 * 1024;

describe('twelve hours of containers that come and go, an engine that goes away, and screens that are opened and closed', () => {
  let before: Told;
  let after: Told;
  /** From the settled hour on, with the last. */
  let hours: readonly Told[];
  let settled: Told;
  let last: Told;

  beforeAll(
    async () => {
      const told = await runLife(life);
      const at = (hour: Told['hour']): Told => {
        const found = told.find(one => one.hour === hour);
        if (!found) throw new Error(`nothing was told of ${hour}`);
        return found;
      };
      [before, settled, last, after] = [at('before'), at(settledHour), at(life.hours), at('after')];
      hours = told.filter(({hour}) => typeof hour === 'number' && hour >= settledHour);
      const inMiB = (bytes: number): number => Math.round((bytes / mebibyte) * 10) / 10;
      console.log(
        told
          .map(({hour, kept, cpuMs}) => `${hour}: heap ${inMiB(kept.heap)} MiB, RSS ${inMiB(kept.rss)} MiB, CPU ${cpuMs} ms`)
          .join('\n'),
      );
    },
    isLong ? 3_600_000 : 600_000,
  );

  test('were lived: the engine is there again, and the screen was drawn', () => {
    for (const {connection} of hours) expect(connection).toBe('connected');
    expect(last.drawnBytes).toBeGreaterThan(100_000);
  });

  test('leave as much memory in use as the first ones', () => {
    expect(last.kept.heap).toBeLessThan(settled.kept.heap + (isLong ? 8 : 4) * mebibyte);
    expect(last.kept.external).toBeLessThan(settled.kept.external + mebibyte);
    expect(last.kept.rss).toBeLessThan(settled.kept.rss + 24 * mebibyte);
  });

  test('leave nothing of containers that are gone', () => {
    for (const {sizes} of hours) {
      const {containers = 0, stacks} = sizes;
      expect(containers).toBe(settled.sizes.containers);
      expect(stacks).toBe(settled.sizes.stacks);
      for (const name of ['usage', 'histories', 'trends', 'answers', 'drifts', 'tunnels'] as const)
        expect(sizes[name], name).toBeLessThanOrEqual(containers);
      for (const name of ['findings', 'changes', 'activities', 'tagged'] as const) expect(sizes[name], name).toBeLessThan(10);
      expect(sizes.screens).toBe(1);
    }
  });

  test('have no map or set grow, but for those that are let grow up to a bound', () => {
    /** By the function that fills them: widths of texts on screen, what happened to services. */
    const bounds = {measureOf: 4000, withPast: 2000};
    for (const {kept} of hours)
      for (const {size, where} of kept.collections) {
        const [, bound = 0] = Object.entries(bounds).find(([name]) => where.includes(` ${name} `)) ?? [];
        expect(size, where).toBeLessThanOrEqual(bound);
      }
  });

  test('leave no listener, timer or descriptor behind', () => {
    for (const {kept, timers} of hours) {
      expect(timers).toBeLessThanOrEqual(settled.timers + 6);
      expect(kept.processListeners).toBe(settled.kept.processListeners);
      expect(kept.abortListeners).toBeLessThanOrEqual(settled.kept.abortListeners + 4);
      expect(kept.mostOfOneSignal).toBeLessThan(20);
      expect(kept.descriptors).toBeLessThanOrEqual(settled.kept.descriptors + 12);
    }
  });

  test('end with all that was opened: no timer, socket or descriptor is left', () => {
    expect(after.timers).toBe(0);
    expect(after.kept.resources).toEqual(before.kept.resources);
    expect(after.kept.descriptors).toBe(before.kept.descriptors);
    expect(after.kept.abortListeners).toBeLessThanOrEqual(1);
  });
});
