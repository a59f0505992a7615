import {describe, expect, test} from 'vitest';
import type {LogEntry} from '../../source/model/log-entry.js';
import {parseLogFilter, passesFilter} from '../../source/model/log-filter.js';
import {parsePattern, patternTrouble} from '../../source/model/log-pattern.js';

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
  ['level>=nonsense', true],
  ['level>=w', true],
  ['level!=warn', false],
  ['container=bridge', true],
  ['service!=bridge', false],
  ['stream!=stderr', false],
  ['service=bridge', true],
  ['!service=bridge', false],
  ['source=auren', false],
  ['stream=stderr', true],
  ['stream=stdout', false],
  ['level>=warn kafka !timeout', true],
  ['level>=warn kafka !refused', false],
  ['level>=error | kafka', true],
  ['kafka | level>=error', true],
  ['level>=error | timeout', false],
  ['refused |', true],
  ['| refused', true],
  ['a|b', false],
  ['timeout | kafka !refused | service=bridge refused', true],
])('filter %s lets the line through: %s', (typed, passes) => {
  const filter = parseLogFilter(typed, ['auren-api', 'bridge']);
  expect(filter && passesFilter(filter, entry)).toBe(passes);
});

const said = (text: string): LogEntry => ({...entry, text});

describe('fields', () => {
  const json = '{"level":"info","status":503,"user":"Ana","req":{"method":"GET","path":"/x y"},"took":"1.2s","n":null,"a.b":1}';
  const access = '10.0.0.7 - ana [21/Nov/2026:14:00:01 +0000] "GET /x HTTP/1.1" 502 157 "-" "curl/8"';
  test.each([
    [json, 'status>=500', true],
    [json, 'status<500', false],
    [json, 'status=503', true],
    [json, 'status!=503', false],
    [json, 'user=ana', true],
    [json, 'user=an', false],
    [json, 'user=/^an/', true],
    [json, 'user!=bo', true],
    [json, 'nobody!=bo', false],
    [json, 'n=null', false],
    [json, 'req.method=get', true],
    [json, 'req.path="/x y"', true],
    [json, 'took>900ms', true],
    [json, 'took>1.5s', false],
    [json, 'a.b=1', true],
    [json, '!status>=500', false],
    ['level=info msg="order paid" order=7 ms=12', 'order=7', true],
    ['level=info msg="order paid" order=7 ms=12', 'order=70', false],
    ['level=info msg="order paid" order=7 ms=12', 'msg="order paid"', true],
    ['level=info msg="order paid" order=7 ms=12', 'ms<=12', true],
    ['paid order=7, user=ana', 'user=ana', true],
    ['paid reorder=7', 'order=7', false],
    ['GET /x?page=3&q=a 200 3 ms - 12', 'page=3', true],
    ['GET /x?page=3&q=a 200 3 ms - 12', 'status<300', true],
    ['GET /x?page=3&q=a 200 3 ms - 12', 'took<5ms', true],
    [access, 'status>=500', true],
    [access, 'method=GET status>=500', true],
    [access, 'path=/x', true],
    [access, 'client=10.0.0.7', true],
    [access, 'user=ana', true],
    [
      '\u001b[32mINFO\u001b[0m:     10.0.0.7:5 - "GET /x HTTP/1.1" \u001b[31m503 Service Unavailable\u001b[0m',
      'status=503',
      true,
    ],
    ['no field here', 'status>=500', false],
    ['it happened at 12:30', '12:30', true],
    ['error: gone', 'error:', true],
    ['see http://shop.test/x', 'http://shop', true],
  ])('%s, filter %s: %s', (text, typed, passes) => {
    const filter = parseLogFilter(typed, []);
    expect(filter && passesFilter(filter, said(text))).toBe(passes);
  });
});

test.each([
  ['level>=warn kafka', null],
  ['level>=war', null],
  ['level>=criti', null],
  ['level>=bad', 'no level "bad": trace, debug, info, warn, error, fatal'],
  ['/(/', 'no regular expression (unterminated group): taken as text'],
  ['kafka !/[a/', 'no regular expression (unterminated character class): taken as text'],
  ['service=redis', 'nothing here is called "redis"'],
  ['service=bri', null],
  ['stream=both', 'no stream "both": stdout, stderr'],
  ['status>=high', '"high" is no number'],
  ['user=/(/', 'no regular expression (unterminated group): taken as text'],
  ['refused | level=x', 'no level "x": trace, debug, info, warn, error, fatal'],
])('of %s it is told: %s', (typed, trouble) => {
  expect(parseLogFilter(typed, ['auren-api', 'bridge'])?.trouble ?? null).toBe(trouble);
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

  test.each([
    ['/(?<=a)b/', 'searches cannot look ahead or behind'],
    ['/(?!a)b/', 'searches cannot look ahead or behind'],
    ['/(a)\\1/', 'searches cannot refer back to a group'],
    ['/a{2000}/', 'it repeats too often'],
    ['/(a{30}){30}/', 'too large'],
  ])('%s is not what JavaScript makes of it: that is said, and it is text', (typed, why) => {
    expect(patternTrouble(typed)).toBe(`no regular expression (${why}): taken as text`);
    expect(parsePattern(typed)?.places(`x${typed}`)).toEqual([[1, typed.length + 1]]);
  });

  test.each(['/\\AERR/', '/one\\z/'])('%s is looked for in each line of many', typed => {
    const pattern = parsePattern(typed);
    expect(['one', 'ERR b', 'last'].some(line => pattern?.test(line))).toBe(true);
    expect(pattern?.within('one\nERR b\nlast')).toBe(true);
  });

  test('no expression takes longer on a long line than on many short ones', () => {
    const line = `${'a'.repeat(60_000)}!`;
    for (const typed of ['/(a+)+$/', '/(a|aa)+$/', '/(a|a)*b/', '/.*.*.*.*=x/', '/(.*a){10}!b/']) {
      const pattern = parsePattern(typed);
      const before = performance.now();
      expect([pattern?.test(line), pattern?.within(line) === undefined, pattern?.places(line)]).toEqual([false, false, []]);
      // JavaScript's own takes minutes at least.
      expect([typed, performance.now() - before < 10_000]).toEqual([typed, true]);
    }
  });

  test('nothing, or the start of an expression, is no pattern', () => {
    expect(parsePattern('')).toBeNull();
    expect(parsePattern('/')).toBeNull();
  });
});
