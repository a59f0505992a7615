import {describe, expect, test} from 'vitest';
import {refusalIn, replayOf, replayPrograms, requestsFromReply, requestsPath} from '../../source/services/ngrok-requests.js';

const request = (more: object = {}) => ({
  id: 'airt_1',
  uri: '/api/requests/http/airt_1',
  tunnel_name: 'command_line',
  start: '2026-01-02T03:04:05.5Z',
  duration: 21_500_000,
  request: {method: 'POST', uri: '/webhook', proto: 'HTTP/1.1', headers: {}},
  response: {status: '200 OK', status_code: 200},
  ...more,
});
const reply = (...requests: unknown[]): string => JSON.stringify({uri: '/api/requests/http', requests});

describe('the last requests of an agent', () => {
  test('are read with nanoseconds as milliseconds', () => {
    expect(requestsFromReply(reply(request()))).toEqual([
      {
        id: 'airt_1',
        tunnel: 'command_line',
        method: 'POST',
        path: '/webhook',
        status: 200,
        durationMs: 21.5,
        startedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 500),
      },
    ]);
  });

  test('come newest first', () => {
    const older = request({id: 'older', start: '2026-01-02T03:00:00Z'});
    expect(requestsFromReply(reply(older, request()))?.map(({id}) => id)).toEqual(['airt_1', 'older']);
  });

  test('one that is not answered yet has no status', () => {
    expect(requestsFromReply(reply(request({response: undefined, duration: undefined})))?.[0]).toMatchObject({
      status: null,
      durationMs: null,
    });
  });

  test('secrets in their paths do not come along', () => {
    const uri = '/webhook?token=t0ps3cret&call=7';
    const [read] = requestsFromReply(reply(request({request: {method: 'GET', uri}}))) ?? [];
    expect(read?.path).toBe('/webhook?token=••••••&call=7');
  });

  test.each<[string, string, number | null]>([
    ['none', reply(), 0],
    ['rubbish among them', reply(null, 7, {}, {id: 5}, request()), 1],
    ['an id that no agent gives', reply(request({id: '-o /etc/passwd'}), request({id: 'x'.repeat(300)})), 0],
    ['another page', '<html>', null],
    ['other JSON', '{"tunnels": []}', null],
    ['nothing', '', null],
  ])('%s', (_, body, count) => {
    expect(requestsFromReply(body)?.length ?? null).toBe(count);
  });

  test('are asked for in a number', () => {
    expect(requestsPath(20)).toBe('/api/requests/http?limit=20');
  });
});

describe('a replay', () => {
  test('names the request and its tunnel', () => {
    expect(replayOf({id: 'airt_1', tunnel: 'command_line'})).toEqual({id: 'airt_1', tunnel_name: 'command_line'});
    expect(replayOf({id: 'airt_1', tunnel: ''})).toEqual({id: 'airt_1'});
  });

  test('from inside is one program with its arguments, no shell', () => {
    const json = JSON.stringify(replayOf({id: 'airt_1', tunnel: ''}));
    for (const argv of replayPrograms(json)) {
      expect(argv).toContain('{"id":"airt_1"}');
      expect(argv.at(-1)).toBe('http://127.0.0.1:4040/api/requests/http');
    }
  });

  test.each([
    [
      '{"error_code": 100, "status_code": 404, "msg": "no such request", "details": {"err": "request expired"}}',
      'request expired',
    ],
    ['{"msg": "no such request"}', 'no such request'],
    ['<html>', ''],
    ['', ''],
  ])('of %s says "%s"', (body, words) => {
    expect(refusalIn(body)).toBe(words);
  });
});
