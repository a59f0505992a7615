import http, {type RequestListener} from 'node:http';
import {afterEach, describe, expect, it} from 'vitest';
import {httpGet} from '../../source/engine/http-get.js';

const {signal} = new AbortController();
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
    expect(await httpGet(url, signal)).toBe('/api/tunnels größe');
  });

  it.each<readonly [string, RequestListener]>([
    ['an error', (_, response) => void response.writeHead(502).end('bad gateway')],
    ['a redirect', (_, response) => void response.writeHead(302, {Location: 'http://127.0.0.1:1/'}).end()],
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
    expect(await httpGet(await page(answer), signal)).toBeNull();
  });

  it('silence is no answer, after two seconds', async () => {
    expect(await httpGet(await page(() => {}), signal)).toBeNull();
  });

  it('is not waited for once the signal is aborted', async () => {
    const controller = new AbortController();
    const url = await page(() => controller.abort());
    await expect(httpGet(url, controller.signal)).rejects.toMatchObject({name: 'AbortError'});
  });

  it.each(['https://127.0.0.1/', 'file:///etc/passwd', 'no url'])('%s is not asked', async url => {
    expect(await httpGet(url, signal)).toBeNull();
  });
});
