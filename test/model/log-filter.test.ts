import {describe, expect, test} from 'vitest';
import type {LogEntry} from '../../source/model/log-entry.js';
import {parseLogFilter, passesFilter} from '../../source/model/log-filter.js';
import {parsePattern} from '../../source/model/log-pattern.js';

const entry: LogEntry = {
  kind: 'line',
  seq: 1,
  source: 1,
  time: 0,
  stderr: true,
  level: 'warn',
  continues: false,
  repeats: false,
  text: '\u001b[31mConnection\u001b[0m refused by kafka:9092',
};

test.each([
  ['refused', true],
  ['connection refused', true],
  ['"Connection refused"', true],
  ['CONNECTION', false],
  ['!refused', false],
  ['!timeout', true],
  ['/kafka:\\d+/', true],
  ['!/kafka:\\d+/', false],
  ['/refused by/', true],
  ['/(/', false],
  ['level>=warn', true],
  ['level>warn', false],
  ['level=warn', true],
  ['level<=info', false],
  ['level>=nonsense', false],
  ['service=bridge', true],
  ['!service=bridge', false],
  ['source=auren', false],
  ['stream=stderr', true],
  ['stream=stdout', false],
  ['level>=warn kafka !timeout', true],
  ['level>=warn kafka !refused', false],
])('filter %s lets the line through: %s', (typed, passes) => {
  const filter = parseLogFilter(typed, ['auren-api', 'bridge']);
  expect(filter && passesFilter(filter, entry)).toBe(passes);
});

test('nothing typed filters nothing', () => {
  expect(parseLogFilter('  ', [])).toBeNull();
});

describe('patterns', () => {
  test.each([
    [
      'ab',
      'xABxab',
      [
        [1, 3],
        [4, 6],
      ],
    ],
    ['A', 'aA', [[1, 2]]],
    ['a.c', 'abc a.c', [[4, 7]]],
    ['/a.c/', 'abc', [[0, 3]]],
    ['/a.c', 'abc', [[0, 3]]],
    ['/x*/', 'ab', []],
    ['日本', '東京日本', [[2, 4]]],
  ] as const)('%s in "%s"', (typed, text, places) => {
    expect(parsePattern(typed)?.places(text)).toEqual(places);
  });

  test('nothing, or the start of an expression, is no pattern', () => {
    expect(parsePattern('')).toBeNull();
    expect(parsePattern('/')).toBeNull();
  });
});
