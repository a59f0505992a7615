import {describe, expect, test} from 'vitest';
import {whyInWords} from '../../../source/model/report.js';
import {checkClause, faultOf, isBrokenCheck, streakClause} from '../../../source/model/why/health-check.js';
import {container, inspection, minute, now, probe} from '../sample.js';

describe('what is wrong with a health check', () => {
  test.each([
    ['it said something', 1, 'connecting\ntimed out\n', {kind: 'said', text: 'timed out'}],
    ['it said nothing', 2, ' \n', {kind: 'silent', exitCode: 2}],
    ['Docker gave up on it', -1, 'Health check exceeded timeout (5s)', {kind: 'timeout', after: '5s'}],
    [
      'Docker 26 gave up on it, and it had said something',
      -1,
      'Health check exceeded timeout (500ms): waiting',
      {kind: 'timeout', after: '500ms'},
    ],
    ['an old Docker gave up on it', -1, 'Health check exceeded timeout', {kind: 'timeout', after: ''}],
    [
      'its program is not in the image',
      -1,
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "curl": executable file not found in $PATH: unknown',
      {kind: 'no-program', program: 'curl'},
    ],
    [
      'there is no shell to run it',
      126,
      'exec: "/bin/sh": stat /bin/sh: no such file or directory',
      {kind: 'no-program', program: '/bin/sh'},
    ],
    ['dash knows no such program', 127, '/bin/sh: 1: curl: not found\n', {kind: 'no-program', program: 'curl'}],
    ['busybox knows no such program', 127, '/bin/sh: curl: not found', {kind: 'no-program', program: 'curl'}],
    ['bash knows no such program', 127, 'bash: line 1: curl: command not found', {kind: 'no-program', program: 'curl'}],
    [
      'a page was not found',
      22,
      'curl: (22) The requested URL returned error: 404 not found',
      {kind: 'said', text: 'curl: (22) The requested URL returned error: 404 not found'},
    ],
  ])('%s', (_, exitCode, output, fault) => {
    expect(faultOf(probe(now, exitCode, output))).toEqual(fault);
  });
});

const checked = (exitCode: number, output: string, failingStreak = 0) =>
  container('s/a', {
    health: 'unhealthy',
    inspection: inspection({
      healthTest: ['CMD', 'curl', '-f', ':80'],
      probes: [probe(now - minute, exitCode, output)],
      failingStreak,
    }),
  });
const words = (clause: ReturnType<typeof checkClause>): string | null =>
  clause && whyInWords({severity: 'bad', clauses: [clause]});

test.each([
  [checked(1, 'no route'), 'check curl -f :80 said "no route"'],
  [checked(-1, 'Health check exceeded timeout (5s)'), 'check curl -f :80 timed out after 5 s'],
  [checked(127, 'sh: curl: not found'), 'check curl -f :80 cannot work: curl is not in its image'],
  [checked(2, ''), 'check curl -f :80 exits 2'],
  [container('s/a'), null],
])('a check in words, %#', (given, expected) => {
  expect(words(checkClause(given))).toBe(expected);
});

test('a check whose program is missing says nothing about its service', () => {
  expect([checked(127, 'sh: curl: not found'), checked(1, 'no'), container('s/a')].map(isBrokenCheck)).toEqual([
    true,
    false,
    false,
  ]);
});

test('a streak is told from two on, and while there is news of the check', () => {
  expect([0, 1, 2, 7].map(streak => words(streakClause(checked(1, '', streak), now)))).toEqual([
    null,
    null,
    'failed 2 times in a row',
    'failed 7 times in a row',
  ]);
  expect(words(streakClause(checked(1, '', 7), now + 2 * minute))).toBeNull();
});
