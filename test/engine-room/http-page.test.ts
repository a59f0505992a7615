import http, {type RequestListener} from 'node:http';
import type {Socket} from 'node:net';
import {afterEach, describe, expect, it} from 'vitest';
import {askPage, type Page} from '../../source/engine/http-page.js';

const {signal} = new AbortController();
const get = (url: string, until = signal): Promise<Page | null> => askPage(url, {method: 'GET', longest: 2 ** 20}, until);
let server: http.Server | null = null;

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** The URL of a page that answers so. */
const page = (answer: RequestListener): Promise<string> =>
  new Promise((resolve, reject) => {
    const made = http.createServer(answer);
    server = made;
    made.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = made.address();
      if (typeof address === 'object' && address) resolve(`http://127.0.0.1:${address.port}/api/tunnels`);
    });
  });

describe('a page next to an engine', () => {
  it('is read whole', async () => {
    const url = await page((request, response) => {
      response.write(request.url);
      response.end(' größe');
    });
    expect(await get(url)).toEqual({status: 200, body: '/api/tunnels größe'});
  });

  it.each<readonly [string, RequestListener]>([
    ['a connection that breaks', (_, response) => response.destroy()],
    [
      'a reply that breaks off',
      (_, response) => {
        response.writeHead(200, {'Content-Length': 100});
        response.write('{"tun', () => response.destroy());
      },
    ],
    ['a reply without end', (_, response) => void response.end('x'.repeat(2 ** 20 + 1))],
  ])('%s is no answer', async (_, answer) => {
    expect(await get(await page(answer))).toBeNull();
  });

  it.each<readonly [string, RequestListener, Page]>([
    ['an error', (_, response) => void response.writeHead(502).end('bad gateway'), {status: 502, body: 'bad gateway'}],
    [
      'a redirect, which is not followed',
      (_, response) => void response.writeHead(302, {Location: 'http://127.0.0.1:1/'}).end(),
      {status: 302, body: ''},
    ],
  ])('%s is an answer', async (_, answer, wanted) => {
    expect(await get(await page(answer))).toEqual(wanted);
  });

  it('silence is no answer, after two seconds', async () => {
    expect(await get(await page(() => {}))).toBeNull();
  });

  it('is not waited for once the signal is aborted', async () => {
    const controller = new AbortController();
    const url = await page(() => controller.abort());
    await expect(get(url, controller.signal)).rejects.toMatchObject({name: 'AbortError'});
  });

  it.each(['https://127.0.0.1/', 'file:///etc/passwd', 'no url'])('%s is not asked', async url => {
    expect(await get(url)).toBeNull();
  });

  it('is asked again and again on one connection, where there is an agent to keep it', async () => {
    const agent = new http.Agent({keepAlive: true});
    const url = await page((_, response) => void response.end('well'));
    let connections = 0;
    server?.on('connection', () => {
      connections += 1;
    });
    const ask = (): Promise<Page | null> => askPage(url, {method: 'GET', longest: 100, agent}, signal);
    for (let time = 0; time < 5; time += 1) expect(await ask()).toEqual({status: 200, body: 'well'});
    expect(connections).toBe(1);
    agent.destroy();
  });

  it('is asked on a new connection when the kept one is just being closed', async () => {
    const agent = new http.Agent({keepAlive: true});
    const asked = new Map<Socket, number>();
    const url = await page((request, response) => {
      asked.set(request.socket, (asked.get(request.socket) ?? 0) + 1);
      if (asked.get(request.socket) === 2) request.socket.destroy();
      else response.end('well');
    });
    const ask = (method: 'GET' | 'POST'): Promise<Page | null> => askPage(url, {method, longest: 100, agent}, signal);
    expect(await ask('GET')).toEqual({status: 200, body: 'well'});
    expect(await ask('GET')).toEqual({status: 200, body: 'well'});
    expect([...asked.values()]).toEqual([2, 1]);
    // What changes something may have been done: it is not sent twice.
    expect(await ask('POST')).toEqual({status: 200, body: 'well'});
    expect(await ask('POST')).toBeNull();
    agent.destroy();
  });
});
