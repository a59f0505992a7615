import {expect, test} from 'vitest';
import type {State} from '../../source/state/state.js';
import {sampled} from '../../source/state/usage-updates.js';
import {container, hour, inspection, MiB, minute, now, second, usage} from '../model/sample.js';
import {stateWith} from './sample.js';

const limited = (title: string, startedAt = now - 9 * hour) =>
  container(title, {inspection: inspection({memoryLimit: 512 * MiB, startedAt})});
const leak = (ms: number): number => 200 * MiB + (ms / second) * 0.2 * MiB;

/** A state that was told memory every two seconds, for so long. */
const watched = (state: State, id: string, memory: (ms: number) => number, forMs: number, from = now): State => {
  let next = state;
  for (let ms = 0; ms <= forMs; ms += 2 * second)
    next = sampled(next, new Map([[id, usage({readAt: from + ms, memory: memory(ms)})]]), from + ms);
  return next;
};
const minutesLeft = (state: State, id: string): number | null => {
  const trend = state.trends.byId.get(id);
  return trend ? Math.round((trend.fullAt - state.now) / minute) : null;
};

test('memory that grows is told after a minute, and no longer when it stops growing', () => {
  const leaking = limited('s/a');
  const after = watched(stateWith([leaking]), leaking.id, leak, 3 * minute);
  expect(minutesLeft(after, leaking.id)).toBe(23);
  const stopped = watched(after, leaking.id, () => leak(3 * minute), 2 * minute, now + 3 * minute);
  expect(minutesLeft(stopped, leaking.id)).toBeNull();
});

test('not without a limit, and not in the first minute after a start', () => {
  const free = container('s/free');
  const fresh = limited('s/fresh', now - 10 * second);
  expect(minutesLeft(watched(stateWith([free]), free.id, leak, 3 * minute), free.id)).toBeNull();
  expect(minutesLeft(watched(stateWith([fresh]), fresh.id, leak, 80 * second), fresh.id)).toBeNull();
});

test('a height that it had an hour before is not new', () => {
  const saw = limited('s/a');
  const before = watched(stateWith([saw]), saw.id, ms => (ms < 2 * minute ? 400 : 200) * MiB, 20 * minute);
  expect(minutesLeft(watched(before, saw.id, leak, 4 * minute, now + 21 * minute), saw.id)).toBeNull();
});

test('what has grown for hours is told from far', () => {
  const slow = limited('s/a');
  const state = watched(stateWith([slow]), slow.id, ms => 200 * MiB + (ms / hour) * 50 * MiB, hour);
  expect(minutesLeft(state, slow.id)).toBeGreaterThan(290);
  expect(minutesLeft(state, slow.id)).toBeLessThan(335);
});
