import {expect, test} from 'vitest';
import {StatsStreams} from '../../source/usage/stream.js';
import {drivenClock} from './driven-clock.js';
import {fakeStats} from './fake-stats.js';
import {dockerStopped} from './stats-fixtures.js';

function setUp() {
  const clock = drivenClock();
  const stats = fakeStats(clock);
  const got: string[] = [];
  const streams = new StatsStreams({transport: stats, clock, onSample: id => got.push(id)});
  return {clock, stats, got, streams};
}

test('one stream for each wanted container, none for others', () => {
  const {stats, streams} = setUp();
  streams.want(new Set(['a', 'b']));
  streams.want(new Set(['b', 'c']));
  expect([...stats.streaming].sort()).toEqual(['b', 'c']);
});

test('frames become samples; the frame of a stopped container does not', () => {
  const {stats, got, streams} = setUp();
  streams.want(new Set(['a']));
  stats.frame('a');
  stats.frame('a', dockerStopped);
  expect(got).toEqual(['a']);
});

test('a stream that ends or breaks is opened again, ever more patiently while nothing comes', async () => {
  const {clock, stats, streams} = setUp();
  streams.want(new Set(['a']));
  stats.end('a', new Error('ECONNRESET'));
  await clock.advance(900);
  expect(stats.streaming.size).toBe(0);
  await clock.advance(200);
  expect(stats.streaming.size).toBe(1);
  stats.end('a');
  await clock.advance(1900);
  expect(stats.streaming.size).toBe(0);
  await clock.advance(200);
  stats.frame('a');
  stats.end('a');
  await clock.advance(4100);
  expect(stats.streaming.size).toBe(1);
  stats.end('a');
  await clock.advance(1100);
  expect(stats.streaming.size).toBe(1);
});

test('stopping ends every stream and every retry', async () => {
  const {clock, stats, streams} = setUp();
  streams.want(new Set(['a', 'b']));
  stats.end('b');
  await clock.advance(0);
  streams.stop();
  await clock.advance(60_000);
  expect(stats.streaming.size).toBe(0);
  expect(clock.waiting).toBe(0);
});
