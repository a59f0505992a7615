import {describe, expect, test} from 'vitest';
import {goesOn, levelOf} from '../../source/model/log-level.js';

const lines: readonly (readonly [string, string | null])[] = [
  ['plain words without a level', null],
  ['', null],
  ['2026-11-21 14:02:11,123 - app.worker - WARNING - queue is long', 'warn'],
  ['WARNING:root:queue is long', 'warn'],
  ['INFO:     127.0.0.1:52114 - "GET /health HTTP/1.1" 200 OK', 'info'],
  ['[2026-11-21 14:02:11 +0000] [7] [ERROR] worker timed out', 'error'],
  ['Traceback (most recent call last):', 'error'],
  ['ValueError: bad literal', 'error'],
  ['kafka.errors.NoBrokersAvailable: NoBrokersAvailable', null],
  ['level=warn msg="low disk" free=3', 'warn'],
  ['t=2026-11-21T14:02:11+0000 lvl=eror msg="session closed"', 'error'],
  ['time="2026-11-21T14:02:11Z" level=debug msg=tick', 'debug'],
  ['{"level":"error","msg":"boom"}', 'error'],
  ['{"level":30,"time":1732197731000,"msg":"listening"}', 'info'],
  ['{"level":50,"msg":"boom"}', 'error'],
  ['{"ts":1.5,"severity":"WARNING","message":"slow"}', 'warn'],
  ['{"event": "login", "level": "critical"}', 'fatal'],
  ['{"t":{"$date":"2026-11-21T14:02:11.000+00:00"},"s":"E","c":"NETWORK","id":1,"ctx":"main","msg":"x"}', 'error'],
  ['{"message":"no level in here"}', null],
  ['2026-11-21 14:02:11.123 UTC [71] LOG:  checkpoint complete', 'info'],
  ['2026-11-21 14:02:11.123 UTC [71] ERROR:  relation "x" does not exist', 'error'],
  ['2026-11-21 14:02:11.123 UTC [71] app@app FATAL:  password authentication failed', 'fatal'],
  ['1:M 21 Nov 2026 14:02:11.123 * Ready to accept connections', 'info'],
  ['1:M 21 Nov 2026 14:02:11.123 # Out of memory', 'warn'],
  ['1:M 21 Nov 2026 14:02:11.123 - DB 0: 3 keys', 'debug'],
  ['[2026-11-21 14:02:11,123] WARN [Controller id=1] broker is gone (kafka.controller)', 'warn'],
  ['2026-11-21 14:02:11,123 [myid:] - INFO  [main:Server@1] - binding', 'info'],
  ['2026/11/21 14:02:11 [error] 31#31: *5 connect() failed', 'error'],
  ['2026/11/21 14:02:11 [emerg] 1#1: host not found', 'fatal'],
  ['10.0.0.7 - - [21/Nov/2026:14:02:11 +0000] "GET /x HTTP/1.1" 502 157 "-" "curl"', 'error'],
  ['10.0.0.7 - - [21/Nov/2026:14:02:11 +0000] "GET /x HTTP/1.1" 404 157', 'warn'],
  ['10.0.0.7 - - [21/Nov/2026:14:02:11 +0000] "GET /x HTTP/1.1" 200 157', 'info'],
  ['<11>1 2026-11-21T14:02:11Z host app - - - failed', 'error'],
  ['<14>Nov 21 14:02:11 host app: fine', 'info'],
  ['E1121 14:02:11.123456       1 server.go:42] broken', 'error'],
  ['2026-11-21T14:02:11.123456Z 0 [Warning] [MY-010068] [Server] CA certificate is self signed', 'warn'],
  ['2026-11-21T14:02:11.123456Z 0 [System] [MY-010116] [Server] starting', 'info'],
  ['2026-11-21 14:02:11.123 [info] <0.9.0> node started', 'info'],
  ['fail: Microsoft.AspNetCore.Server[13]', 'error'],
  ['[2026-11-21T14:02:11Z ERROR actix] lost', 'error'],
  ['error: could not start', 'error'],
  ['panic: runtime error: index out of range', 'fatal'],
  ['INFO handled an ERROR from upstream', 'info'],
  ['GET /INFO HTTP/1.1', null],
  ['0 errors, 0 warnings', null],
];

describe('levels', () => {
  test.each(lines)('%s → %s', (line, level) => {
    expect(levelOf(line)).toBe(level);
  });

  test('a line of a megabyte is read in no time', () => {
    const line = `{"msg":"${'"a'.repeat(500_000)}`;
    const start = performance.now();
    levelOf(line);
    levelOf('x'.repeat(1_000_000));
    expect(performance.now() - start).toBeLessThan(500);
  });
});

test.each([
  ['    at Object.<anonymous> (app.js:1:1)', true],
  ['  File "app.py", line 3, in main', true],
  ['\tat java.lang.Thread.run(Thread.java:833)', true],
  ['Caused by: java.io.IOException: gone', true],
  ['... 18 more', true],
  ['2026-11-21 14:02:11.123 UTC [71] STATEMENT:  select 1', true],
  ['   ', false],
  ['', false],
  ['a line of its own', false],
  ['Done', false],
])('%j goes on the line before: %s', (line, goes) => {
  expect(goesOn(line)).toBe(goes);
});
