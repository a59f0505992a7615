import {expect, test} from 'vitest';
import {staleAfter} from '../../../source/ui/format/stale.js';

const long = 60_000;

test.each([
  ['cgroup', null, long, 3000],
  ['stream', null, long, 3000],
  ['one-shot', null, long, 6000],
  ['cgroup', 5000, long, 15_000],
  ['one-shot', 500, long, 1500],
  ['cgroup', null, 1000, 30_000],
  ['one-shot', 20_000, 1000, 60_000],
])('a sample of %s at an interval of %s in a row shown for %d ms is old after %d ms', (source, interval, shown, expected) => {
  expect(staleAfter(source, interval, shown)).toBe(expected);
});

test.each([
  ['Docker', null, 3000],
  ['Podman', null, 15_000],
  ['Podman', 500, 15_000],
  ['Podman', 10_000, 30_000],
])('a frame of a stream of %s at an interval of %s is old after %d ms', (product, interval, expected) => {
  expect(staleAfter('stream', interval, long, product)).toBe(expected);
});
