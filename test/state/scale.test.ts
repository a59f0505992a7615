import fc from 'fast-check';
import {expect, test} from 'vitest';
import {History} from '../../source/model/history.js';
import {groupStacks} from '../../source/model/stack.js';
import {leastGrowth, straightness, trendOf, warmFrom} from '../../source/model/trend.js';
import {changed, listed, removed} from '../../source/state/engine-updates.js';
import {rowsIn} from '../../source/state/selectors.js';
import type {State} from '../../source/state/state.js';
import {sampled} from '../../source/state/usage-updates.js';
import {sortBy, toggleFrozen} from '../../source/state/view-updates.js';
import {container, MiB, minute, now, second, usage} from '../model/sample.js';
import {listOf, stateWith} from './sample.js';

const titles = ['a/x', 'a/y', 'b/x', 'c/x', 'c/y', 'c/z', 'alone', 'other'];
const one = fc
  .record({title: fc.constantFrom(...titles), ended: fc.boolean(), number: fc.constantFrom(1, 2)})
  .map(({title, ended, number}) =>
    container(title, {state: ended ? 'exited' : 'running', ...(title.includes('/') ? {number} : {})}),
  );
type Step = (state: State) => State;
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.array(one, {maxLength: 3}).map(
    (found): Step =>
      state =>
        changed(state, found, now),
  ),
  fc.uniqueArray(one, {maxLength: 6, selector: ({id}) => id}).map(
    (list): Step =>
      state =>
        listed(state, list, now),
  ),
  one.map(
    ({id}): Step =>
      state =>
        removed(state, id, now),
  ),
);

test('stacks that are kept up with change by change are those of all containers grouped anew', () => {
  fc.assert(
    fc.property(fc.array(step, {maxLength: 12}), steps => {
      const state = steps.reduce((next, change) => change(next), stateWith([]));
      expect(state.stacks).toEqual(groupStacks(state.containers.values()));
    }),
    {numRuns: 300},
  );
});

const memory = (bytes: number) => usage({memory: bytes, cpuPercent: 1});
const figures = (...pairs: readonly (readonly [title: string, memory: number])[]) =>
  new Map(pairs.map(([title, bytes]) => [container(title).id, memory(bytes)]));
const three = () => stateWith([container('a/x'), container('a/y'), container('b/x')]);

test('a change of one stack leaves the rows of the others the very objects they were', () => {
  const before = three();
  const rows = rowsIn(before);
  const after = rowsIn(changed(before, [container('a/x', {state: 'paused'})], now));
  expect(after.slice(-2).every((row, at) => row === rows.slice(-2)[at])).toBe(true);
  expect(after[0]).not.toBe(rows[0]);
});

test('a sample leaves rows that are not sorted by figures as they are, and sums up only what it touches', () => {
  const before = sampled(three(), figures(['a/x', 2], ['a/y', 3], ['b/x', 4]), now);
  const [a, b] = before.stacks;
  if (!a || !b) throw new Error('two stacks');
  const [rows, kept] = [rowsIn(before), before.usage.totalsOf(b)];
  const after = sampled(before, figures(['a/x', 10]), now);
  expect(rowsIn(after)).toBe(rows);
  expect(after.usage.totalsOf(b)).toBe(kept);
  expect(after.usage.totalsOf(a).memory).toBe(13);
  expect(after.usage).not.toBe(before.usage);
});

test('by memory the order follows each sample; a frozen list keeps its own figures', () => {
  const sorted = sortBy(sampled(three(), figures(['a/x', 2], ['a/y', 3], ['b/x', 4]), now), 'memory');
  expect(listOf(sorted)).toEqual(['>a', '  y', '  x', ' b', '  x']);
  const frozen = toggleFrozen(sorted);
  const next = sampled(frozen, figures(['a/x', 20], ['b/x', 400]), now);
  expect(listOf(next)).toEqual(['>a', '  y', '  x', ' b', '  x']);
  expect(listOf(toggleFrozen(next))).toEqual(['>b', '  x', ' a', '  x', '  y']);
});

test('what is left out before it is looked at exactly is never a trend', () => {
  const limit = 512 * MiB;
  const readings = fc.record({
    slope: fc.integer({min: -20, max: 80}).map(percent => percent / 100),
    noise: fc.integer({min: 0, max: 200}).map(percent => percent / 100),
    seeds: fc.array(fc.integer({min: -1000, max: 1000}), {minLength: 60, maxLength: 150}),
    gap: fc.constantFrom(1, 1, 3),
    started: fc.constantFrom(null, now - minute, now + 100 * second),
  });
  let trends = 0;
  fc.assert(
    fc.property(readings, ({slope, noise, seeds, gap, started}) => {
      const history = new History(150, 2000);
      seeds.forEach((seed, at) => {
        history.add(now + at * gap * 2000, (100 + at * gap * slope + (seed / 1000) * noise) * MiB);
      });
      const end = now + seeds.length * gap * 2000;
      const told = trendOf(history.readings(150, end), {limit, startedAt: started, highestBefore: null});
      if (!told) return;
      trends += 1;
      const grown = history.grown(150, Math.max(0, warmFrom(started)), end, straightness * 0.98);
      expect(grown).toBeGreaterThanOrEqual(leastGrowth(limit) * 0.98);
    }),
    {numRuns: 500},
  );
  expect(trends).toBeGreaterThan(20);
});
