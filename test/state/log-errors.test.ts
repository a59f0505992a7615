import {describe, expect, test} from 'vitest';
import {logSpan, troubleStrip} from '../../source/state/log-errors.js';
import {line, lines, logOf} from './support-logs.js';

const timed = (count: number, over: (seq: number) => Partial<ReturnType<typeof line>>) =>
  lines(count).map(({seq, text}) => line(seq, text, {time: seq * 1000, ...over(seq)}));

describe('errors and warnings over the time of the lines', () => {
  test('lie where they were written', () => {
    const {ring} = logOf(timed(100, seq => ({level: seq > 90 ? 'error' : seq > 80 ? 'warn' : 'info'})));
    expect(troubleStrip(ring, 10, null)).toEqual({
      from: 1000,
      to: 100_000,
      errors: [0, 0, 0, 0, 0, 0, 0, 0, 0, 10],
      warns: [0, 0, 0, 0, 0, 0, 0, 0, 10, 0],
    });
  });

  test('are told once for a trace, whose lines all have its level', () => {
    const {ring} = logOf(timed(100, seq => ({level: 'error', continues: seq % 10 !== 1})));
    expect(ring.errors).toBe(10);
    expect(troubleStrip(ring, 1, null)?.errors).toEqual([10]);
  });

  test('reach up to now where the log is followed', () => {
    const {ring} = logOf(timed(100, () => ({level: 'error'})));
    expect(troubleStrip(ring, 2, 199_000)?.errors).toEqual([99, 1]);
    expect(logSpan(ring, 50_000)?.to).toBe(100_000);
  });

  test('are counted in a flood of many packed blocks', () => {
    const {ring} = logOf(timed(50_000, seq => ({level: seq % 2 === 0 ? 'error' : 'warn'})));
    expect(ring.blocks.length).toBeGreaterThan(5);
    const strip = troubleStrip(ring, 10, null);
    expect(strip?.errors.reduce((sum, count) => sum + count, 0)).toBe(25_000);
    for (const count of strip?.errors ?? []) expect(Math.abs(count - 2500)).toBeLessThan(50);
  });

  test('lie within the strip when a clock was put back', () => {
    const {ring} = logOf(timed(100, seq => ({level: 'error', time: seq > 50 ? (seq - 50) * 1000 : seq * 10_000})));
    expect(logSpan(ring, null)).toEqual({from: 1000, to: 500_000});
    expect(troubleStrip(ring, 5, null)?.errors.reduce((sum, count) => sum + count, 0)).toBe(100);
  });

  test.each([
    ['no line', logOf([])],
    ['a single moment', logOf(timed(3, () => ({time: 5})))],
    ['no times', logOf(timed(3, () => ({time: null})))],
  ])('there is none of %s', (_, {ring}) => {
    expect(troubleStrip(ring, 10, null)).toBeNull();
  });
});
