import {expect, test} from 'vitest';
import {ExpectedLine} from '../../source/engine/expected-line.js';
import type {LogLine} from '../../source/model/log-line.js';

const line = (ms: number, stream: LogLine['stream'] = 'stdout'): LogLine => ({
  time: BigInt(ms) * 1_000_000n,
  stream,
  text: `line at ${ms}`,
  complete: true,
});

const never = (): void => {
  throw new Error('it was not quiet');
};

test.each([
  {name: 'one with it leaves nothing out', chunks: [[0, 1000], [1050]], given: [[0, 1000], [1050]], isPassed: false},
  {name: 'one that goes on behind it has left it out', chunks: [[0], [1050]], given: [[0], []], isPassed: true},
  {name: 'or 1 ms behind it', chunks: [[0], [1001]], given: [[0], []], isPassed: true},
  {name: 'but not of the other stream', chunks: [[0], ['err 1001']], given: [[0], []], isPassed: false},
  {name: 'nor 49 ms behind it', chunks: [[0, 'err 1049']], given: [[0]], isPassed: false},
  {name: 'but 51 ms behind it', chunks: [[0], ['err 1051']], given: [[0], []], isPassed: true},
  {name: 'or when its own goes on', chunks: [[0], ['err 1001'], [1002]], given: [[0], [], []], isPassed: true},
  {
    name: 'or not, when it was overtaken only',
    chunks: [[0], ['err 1001'], [1000, 1001]],
    given: [[0], [], ['err 1001', 1000, 1001]],
    isPassed: false,
  },
  {name: 'one that begins after it cannot have it', chunks: [[1001], [1002]], given: [[1001], [1002]], isPassed: false},
])('of the line that was the newest at 1000 ms: $name', ({chunks, given, isPassed}) => {
  const linesOf = (names: readonly (string | number)[]): readonly LogLine[] =>
    names.map(name => (typeof name === 'number' ? line(name) : line(Number(name.slice(4)), 'stderr')));
  const expected = new ExpectedLine(line(1000), never);
  expect(chunks.map(names => expected.before(linesOf(names)))).toEqual(given.map(linesOf));
  expect(expected.isPassed).toBe(isPassed);
  expect([...given.flatMap(linesOf), ...expected.rest()]).toEqual(chunks.flatMap(linesOf));
  expect(expected.rest()).toEqual([]);
  expected.met();
});
