import {expect, test} from 'vitest';
import {readMessage} from '../../source/model/log-message.js';

test.each([
  ['plain words', 'plain words', ''],
  ['{"level":"info","msg":"started","port":80}', 'started', 'port=80'],
  ['{"event":"login","user":"ana b","level":"info"}', 'login', 'user="ana b"'],
  ['{"a":1,"b":{"c":[1]}}', '', 'a=1 b={"c":[1]}'],
  ['{"msg":"cut off', '{"msg":"cut off', ''],
  ['time="2026-11-21T14:02:11Z" level=warning msg="low disk" free=3', 'low disk', 'free=3'],
  ['a=1 and words', 'a=1 and words', ''],
  ['2026-11-21 14:02:11.123 UTC [71] LOG:  checkpoint complete', 'checkpoint complete', ''],
  ['2026-11-21 14:02:11.123 UTC [71] app@db ERROR:  no such table', 'no such table', ''],
  ['1:M 21 Nov 2026 14:02:11.123 * Ready', 'Ready', ''],
  ['[2026-11-21 14:02:11,123] WARN [Controller id=1] gone (kafka)', '[Controller id=1] gone (kafka)', ''],
  ['2026/11/21 14:02:11 [error] 31#31: *5 connect() failed', '31#31: *5 connect() failed', ''],
  ['2026-11-21T14:02:11 INFO     app request', 'app request', ''],
  ['WARNING: low', 'low', ''],
  ['INFO', 'INFO', ''],
  ['2026-11-21T14:02:11Z ', '2026-11-21T14:02:11Z ', ''],
  ['errors were found', 'errors were found', ''],
  ['INFO', 'INFO', ''],
])('%s reads as "%s"', (line, text, fields) => {
  const message = readMessage(line);
  expect(message.text).toBe(text);
  expect(message.fields.map(([key, value]) => `${key}=${value}`).join(' ')).toBe(fields);
});
