import {expect, test} from 'vitest';
import {OneShots} from '../../source/usage/one-shot.js';
import {drivenClock} from './driven-clock.js';
import {fakeStats} from './fake-stats.js';
import {dockerStopped} from './stats-fixtures.js';

function setUp() {
  const clock = drivenClock();
  const stats = fakeStats(clock);
  const got: string[] = [];
  const shots = new OneShots({transport: stats, clock, onSample: id => got.push(id)});
  return {clock, stats, got, shots};
}

const ids = Array.from({length: 27}, (_, index) => `c${index}`);

test('27 containers are read with at most eight requests at once', async () => {
  const {clock, stats, got, shots} = setUp();
  const over = shots.ask(ids);
  await clock.advance(1000);
  await over;
  expect(got).toEqual(ids);
  expect(stats.calls.most).toBe(8);
});

test('a container is not asked again before its last read is over', async () => {
  const {clock, stats, shots} = setUp();
  stats.delay = () => 2000;
  void shots.ask(['a']);
  void shots.ask(['a', 'b']);
  await clock.advance(1000);
  expect(stats.asked).toEqual(['a', 'b']);
});

test('a container that hangs is given up, left alone for a while, and holds up no other', async () => {
  const {clock, stats, got, shots} = setUp();
  stats.delay = id => (id === 'hung' ? Number.POSITIVE_INFINITY : 5);
  void shots.ask(['hung', 'a']);
  await clock.advance(1000);
  void shots.ask(['hung', 'b']);
  await clock.advance(1000);
  expect(got).toEqual(['a', 'b']);
  await clock.advance(10_000);
  expect(shots.pending).toBe(0);
  void shots.ask(['hung']);
  expect(stats.asked.filter(id => id === 'hung')).toHaveLength(1);
  await clock.advance(30_000);
  void shots.ask(['hung']);
  expect(stats.asked.filter(id => id === 'hung')).toHaveLength(2);
});

test('refusals and stopped containers give no sample and no error', async () => {
  const {clock, stats, got, shots} = setUp();
  stats.answer = id => (id === 'gone' ? null : dockerStopped);
  const over = shots.ask(['gone', 'stopped']);
  await clock.advance(100);
  await over;
  expect(got).toEqual([]);
});

test('forgetting and stopping drop every request, waiting or under way', async () => {
  const {clock, stats, got, shots} = setUp();
  const over = shots.ask(ids);
  shots.forget('c0');
  shots.forget('c20');
  shots.stop();
  await clock.advance(1000);
  await over;
  expect(got).toEqual([]);
  expect(stats.calls.open).toBe(0);
  expect(clock.waiting).toBe(0);
});
