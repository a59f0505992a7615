import {execFile} from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import {promisify} from 'node:util';
import fc from 'fast-check';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type {DemoEngine} from '../../source/demo/options.js';
import {makePlace} from '../../source/demo/place.js';
import {startDemoEngine} from '../../source/demo/start.js';
import {ask, follow, json} from './support/ask.js';

let engine: DemoEngine;
beforeEach(async () => {
  engine = await startDemoEngine();
});
afterEach(() => engine.close());

const file = () => engine.host.replace('unix://', '');

describe('faults on demand', () => {
  it('answers with a status, as often as told', async () => {
    engine.faults.add({kind: 'status', status: 500, message: 'boom', path: '/containers/json', times: 1});
    expect(await ask(engine.host, 'GET', '/v1.45/containers/json')).toMatchObject({status: 500, text: '{"message":"boom"}\n'});
    expect((await ask(engine.host, 'GET', '/containers/json')).status).toBe(200);
  });

  it('resets a connection in the middle of a body', async () => {
    const off = engine.faults.add({kind: 'reset', afterBytes: 2000, path: '/containers/json'});
    await expect(ask(engine.host, 'GET', '/containers/json')).rejects.toThrow(/aborted|ECONNRESET|hang up/);
    off();
    expect((await ask(engine.host, 'GET', '/containers/json')).status).toBe(200);
  });

  it('sends half a chunk and is gone', async () => {
    engine.faults.add({kind: 'half-chunk', path: /logs$/});
    await expect(ask(engine.host, 'GET', '/containers/tka_backend/logs?stdout=1')).rejects.toThrow(/aborted|ECONNRESET|hang up/);
  });

  it('ends a stream of events in good order', async () => {
    engine.faults.add({kind: 'end', afterBytes: 10, path: '/events'});
    const stream = await follow(engine.host, '/events');
    engine.world.kill('tka_redis');
    await expect.poll(() => stream.ended()).toBe(true);
  });

  it('is slow, or never answers', async () => {
    engine.faults.add({kind: 'slow', ms: 120, path: '/info', times: 1});
    const began = performance.now();
    await ask(engine.host, 'GET', '/info');
    expect(performance.now() - began).toBeGreaterThan(100);
    engine.faults.add({kind: 'hang', path: '/version'});
    const hanging = ask(engine.host, 'GET', '/version').catch(() => 'cut');
    expect((await ask(engine.host, 'GET', '/info')).status).toBe(200);
    await engine.close();
    expect(await hanging).toBe('cut');
  });

  it('leaves out names and parts of stats', async () => {
    engine.faults.add({kind: 'null-names'});
    engine.faults.add({kind: 'stats-without', keys: ['memory_stats', 'cpu_stats.online_cpus']});
    const [first] = [await json(engine.host, '/containers/json')].flat();
    expect(first).toMatchObject({Names: null});
    const stats = await json(engine.host, '/containers/tka_redis/stats?stream=false&one-shot=1');
    expect(stats).not.toHaveProperty('memory_stats');
    expect(stats).not.toHaveProperty('cpu_stats.online_cpus');
    expect(stats).toHaveProperty('cpu_stats.cpu_usage');
  });

  it('refuses connections, cuts those that are open, and comes back at the same place', async () => {
    const stream = await follow(engine.host, '/events');
    await engine.stopListening();
    await expect(ask(engine.host, 'GET', '/_ping')).rejects.toMatchObject({code: 'ECONNREFUSED'});
    await expect.poll(() => stream.ended()).toBe(true);
    await engine.listenAgain();
    expect((await ask(engine.host, 'GET', '/_ping')).status).toBe(200);
  });

  it('floods with events', async () => {
    const stream = await follow(engine.host, '/events');
    const stop = engine.world.floodEvents(2000);
    await vi.waitFor(() => expect(stream.text().split('\n').length).toBeGreaterThan(500), {timeout: 5000});
    stop();
    stream.close();
  });

  it.each([1000, 5000])('holds %d containers', async count => {
    await engine.close();
    engine = await startDemoEngine({scale: count});
    expect(await json(engine.host, '/containers/json?all=1')).toHaveLength(count + 28);
  });
});

describe('a place of its own', () => {
  it('is a socket in a folder that nobody else can enter, gone when it is closed', async () => {
    const folder = path.dirname(file());
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
    const other = await startDemoEngine();
    expect(other.host).not.toBe(engine.host);
    await other.close();
    await Promise.all([engine.close(), engine.close()]);
    expect(fs.existsSync(folder)).toBe(false);
  });

  it('says why it cannot be made', async () => {
    vi.stubEnv('TMPDIR', '/nowhere/at/all');
    await expect(startDemoEngine()).rejects.toThrow(
      /the demo engine cannot make a folder for its socket in \/nowhere\/at\/all: .*ENOENT/,
    );
    vi.unstubAllEnvs();
  });

  it('is a port of the loopback address where there are no unix sockets', () => {
    expect(makePlace('win32').host).toMatch(/^tcp:\/\/127\.0\.0\.1:/);
  });

  it('leaves nothing behind when the program ends without closing it', async () => {
    const script = `
      const {makePlace} = await import('./source/demo/place.ts');
      const place = makePlace();
      console.log(place.host);
    `;
    const bundle = path.join(path.dirname(file()), 'place.mjs');
    const {build} = await import('esbuild');
    await build({
      stdin: {contents: script, resolveDir: process.cwd()},
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: bundle,
    });
    const {stdout} = await promisify(execFile)(process.execPath, [bundle]);
    expect(stdout).toMatch(/^unix:\/\//);
    expect(fs.existsSync(path.dirname(stdout.trim().replace('unix://', '')))).toBe(false);
  });
});

/** Sends bytes as they are and waits for the end of the connection, or a first answer. */
const throwAt = (bytes: string) =>
  new Promise<void>(resolve => {
    const socket = net.connect(file());
    socket.on('error', () => undefined); // being cut off is an answer, too
    socket.once('data', () => socket.destroy());
    socket.on('close', () => resolve());
    socket.end(bytes);
  });

describe('rubbish', () => {
  it('of any kind is survived', async () => {
    const word = fc.constantFrom(
      'GET',
      'POST',
      'DELETE',
      '/containers/',
      'tka_redis',
      '/exec',
      '/json',
      '/events',
      ' HTTP/1.1',
      '\r\n',
      '?filters={',
      '%zz',
      '\0',
      'Content-Length: 5',
      'Upgrade: tcp',
      'Connection: Upgrade',
      '/start',
      '{"Cmd":',
      ':',
    );
    const rubbish = fc.array(fc.oneof(word, fc.string({maxLength: 12})), {maxLength: 12}).map(parts => parts.join(''));
    await fc.assert(
      fc.asyncProperty(rubbish, async text => throwAt(`${text}\r\n\r\n`)),
      {numRuns: 150},
    );
    expect((await ask(engine.host, 'GET', '/_ping')).status).toBe(200);
  });

  it('in queries and bodies gets an answer below 600, as JSON', async () => {
    const path = fc.constantFrom(
      '/containers/json',
      '/events?until=1',
      '/containers/tka_redis/logs?stdout=1&tail=2',
      '/containers/tka_redis/top',
      '/containers/tka_redis/update',
      '/containers/tka_redis/exec',
      '/containers/tka_redis/rename',
      '/networks',
      '/images/json',
    );
    const query = fc.webQueryParameters();
    await fc.assert(
      fc.asyncProperty(
        path,
        query,
        fc.constantFrom('GET', 'POST', 'DELETE', 'PUT'),
        fc.json(),
        async (where, extra, method, body) => {
          const answer = await ask(
            engine.host,
            method,
            `${where}${where.includes('?') ? '&' : '?'}${extra}`,
            method === 'GET' ? undefined : body,
          );
          expect(answer.status).toBeLessThan(600);
          if (answer.status >= 400) expect(JSON.parse(answer.text)).toHaveProperty('message');
        },
      ),
      {numRuns: 200},
    );
  });
});
