import {mkdtempSync, rmSync} from 'node:fs';
import {createServer, type ServerResponse} from 'node:http';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {connect} from '../../source/engine/client.js';
import {engineStats} from '../../source/usage/stats-transport.js';

/** A small engine on a socket of its own that answers stats as `handle` says. */
async function engineWith(handle: (url: string, response: ServerResponse) => void) {
  const folder = mkdtempSync(path.join(tmpdir(), 'stacktop-stats-'));
  const socketPath = path.join(folder, 'engine.sock');
  const server = createServer((request, response) => {
    if (request.url === '/_ping') response.writeHead(200, {'Api-Version': '1.45'}).end('OK');
    else handle(request.url ?? '', response);
  });
  await new Promise<void>(resolve => server.listen(socketPath, resolve));
  const life = new AbortController();
  const endpoint = {kind: 'unix', socketPath, url: `unix://${socketPath}`, source: 'test'} as const;
  const engine = await connect(endpoint, {signal: life.signal, env: {}});
  onTestFinished(() => {
    life.abort();
    engine.close();
    server.close();
    server.closeAllConnections();
    rmSync(folder, {recursive: true, force: true});
  });
  return {stats: engineStats(engine), signal: life.signal};
}

test('a single reading asks for one-shot', async () => {
  const urls: string[] = [];
  const {stats, signal} = await engineWith((url, response) => {
    urls.push(url);
    response.end('{"read":"x"}');
  });
  expect(await stats.once('abc', signal)).toEqual({read: 'x'});
  expect(urls).toEqual(['/v1.45/containers/abc/stats?stream=false&one-shot=true']);
});

test('a refusal rejects with the engine’s own words', async () => {
  const {stats, signal} = await engineWith((_, response) => response.writeHead(404).end('{"message":"No such container: abc"}'));
  await expect(stats.once('abc', signal)).rejects.toThrow('No such container');
  await expect(stats.stream('abc', signal, () => {})).rejects.toThrow('No such container');
});

test('frames arrive whole however the bytes are cut, and the end of the reply ends the stream', async () => {
  const {stats, signal} = await engineWith((_, response) => {
    response.write('{"n":1}\n{"n"');
    setImmediate(() => {
      response.write(':2}');
      setImmediate(() => response.end('\n\n{"n":3}\n'));
    });
  });
  const frames: unknown[] = [];
  await stats.stream('abc', signal, frame => frames.push(frame));
  expect(frames).toEqual([{n: 1}, {n: 2}, {n: 3}]);
});

test('aborting closes the connection and resolves', async () => {
  let closed = false;
  const {stats} = await engineWith((_, response) => {
    response.write('{"n":1}\n');
    response.on('close', () => (closed = true));
  });
  const life = new AbortController();
  await stats.stream('abc', life.signal, () => life.abort());
  await expect.poll(() => closed).toBe(true);
});

test('a connection that breaks off rejects', async () => {
  const {stats, signal} = await engineWith((_, response) => {
    response.write('{"n":1}\n');
    setImmediate(() => response.destroy());
  });
  await expect(stats.stream('abc', signal, () => {})).rejects.toThrow();
});
