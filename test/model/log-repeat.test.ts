import {expect, test} from 'vitest';
import {saysAgain} from '../../source/model/log-repeat.js';

test.each([
  ['the same', 'the same', true],
  ['2026-11-21 14:00:01,120 INFO Session expired', '2026-11-21 14:00:02,250 INFO Session expired', true],
  ['[2026-11-21 14:00:01,120] WARN no node', '[2026-11-21 14:00:09,999] WARN no node', true],
  ['2026-11-21T14:00:01.120Z retry 3 of 5', '2026-11-21T14:00:02.120Z retry 4 of 5', false],
  ['served in 3 ms', 'served in 4 ms', false],
  ['14:00:01', '14:00:02', false],
  ['one', 'another', false],
  ['', '', false],
  ['   ', '   ', false],
])('%j then %j: %j', (before, now, again) => {
  expect(saysAgain(before, now)).toBe(again);
});
