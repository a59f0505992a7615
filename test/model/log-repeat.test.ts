import {expect, test} from 'vitest';
import {saysAgain} from '../../source/model/log-repeat.js';

const health = (port: number, path = '/health') => `INFO:     127.0.0.1:${port} - "GET ${path} HTTP/1.1" 200 OK`;
const common = (client: string, second: string, path = '/') =>
  `${client} - - [21/Nov/2026:14:00:${second} +0000] "GET ${path} HTTP/1.1" 200 12`;

test.each([
  ['the same', 'the same', true],
  ['2026-11-21 14:00:01,120 INFO Session expired', '2026-11-21 14:00:02,250 INFO Session expired', true],
  ['2026-11-21 14:00:01,120 INFO Session expired', '2026-11-21 14:00:02,250 WARN Session expired', false],
  ['2026-11-21 14:00:01,120 a.b INFO Session expired', '2026-11-21 14:00:02,250 a.c INFO Session expired', false],
  ['[2026-11-21 14:00:01,120] WARN no node', '[2026-11-21 14:00:09,999] WARN no node', true],
  ['2026-11-21T14:00:01.120Z retry 3 of 5', '2026-11-21T14:00:02.120Z retry 4 of 5', false],
  ['2026-11-21T14:00:01.120Z retry 3 of 5', '2026-11-21T14:00:02Z retry 3 of 5', false],
  ['2026-11-21 14:00:01.123 UTC [34] FATAL:  no such user', '2026-11-21 14:00:02.123 UTC [4711] FATAL:  no such user', true],
  ['1:M 21 Nov 2026 14:00:01.123 * Saving', '71:M 21 Nov 2026 14:00:02.999 * Saving', true],
  ['1:M 21 Nov 2026 14:00:01.123 * Saving', '1:M 21 Nov 2026 14:00:01.123 # Saving', false],
  ['served in 3 ms', 'served in 4 ms', false],
  ['14:00:01', '14:00:02', false],
  ['one', 'another', false],
  ['', '', false],
  ['   ', '   ', false],
  [health(52114), health(52118), true],
  [health(52114), health(9), true],
  [health(52114), health(52118, '/'), false],
  [common('10.0.0.7', '01'), common('10.0.0.7', '59'), true],
  [common('10.0.0.7', '01'), common('10.0.0.8', '01'), false],
  [common('10.0.0.7', '01'), common('10.0.0.7', '02', '/x'), false],
  ['time="2026-11-21T14:00:01Z" level=warning msg=low', 'time="2026-11-21T14:00:09Z" level=warning msg=low', true],
  ['ts=1 level=warn msg=low', 'ts=20 level=warn msg=low', true],
  ['time="2026-11-21T14:00:01Z" level=warning msg=low', 'time="2026-11-21T14:00:09Z" level=warning msg=high', false],
  ['{"level":30,"time":1795269601123,"msg":"tick"}', '{"level":30,"time":1795269602123,"msg":"tick"}', true],
  ['{"level":30,"time":1795269601123,"msg":"tick"}', '{"level":30,"time":1795269602123,"msg":"tock"}', false],
  ['{"level":30,"time":1795269601123,"n":1}', '{"level":30,"time":1795269602123,"n":2}', false],
  ['{"ts":1.5,"msg":"tick","pid":7}', '{"ts":1.25,"msg":"tick","pid":12}', true],
  ['{"msg":"tick","time":"2026-11-21T14:00:01Z"}', '{"msg":"tick","time":"2026-11-21T14:00:02Z"}', true],
  ['{"msg":"tick", "timestamp": "2026-11-21T14:00:01Z"}', '{"msg":"tick", "timestamp": "2026-11-21T14:00:02Z"}', true],
  ['{"t":{"$date":"2026-11-21T14:00:01Z"},"s":"I","msg":"x"}', '{"t":{"$date":"2026-11-21T14:00:09Z"},"s":"I","msg":"x"}', true],
  ['{"msg":"at 14:00:01"}', '{"msg":"at 14:00:02"}', false],
  ['{"runtime":1}', '{"runtime":2}', false],
  ['{"a":{"time":1},"b":[1,2]}', '{"a":{"time":1},"b":[1,3]}', false],
])('%j then %j: %j', (before, now, again) => {
  expect(saysAgain(before, now)).toBe(again);
});
