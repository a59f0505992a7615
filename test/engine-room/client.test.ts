import net from 'node:net';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {call} from '../../source/engine/call.js';
import {connect, connectFirst, type Engine} from '../../source/engine/client.js';
import {inspectContainer, listContainers, listProcesses} from '../../source/engine/containers.js';
import type {Endpoint} from '../../source/engine/endpoint.js';
import {removeContainer, restartContainer, startContainer, stopContainer} from '../../source/engine/lifecycle.js';
import {FakeEngine, inspection, reply} from './support/fake-engine.js';

const {signal} = new AbortController();
let fake: FakeEngine;
let engines: Engine[] = [];

beforeEach(async () => {
  fake = await FakeEngine.start();
});

afterEach(async () => {
  for (const engine of engines) engine.close();
  engines = [];
  await fake.stop();
});

async function connected(env: Record<string, string> = {}): Promise<Engine> {
  const engine = await connect(fake.endpoint, {signal, env});
  engines.push(engine);
  return engine;
}

describe('connecting', () => {
  it('settles the API version and uses it from then on', async () => {
    const engine = await connected();
    expect(engine).toMatchObject({apiVersion: '1.41', product: 'Docker', demo: false});
    await listContainers(engine, signal);
    await engine.docker.listContainers();
    expect(fake.requests.map(request => request.version)).toEqual([null, '1.41', '1.41']);
    expect(fake.requests[1]?.query.get('all')).toBe('1');
  });

  it('knows Podman and the demo by their headers', async () => {
    fake.pingHeaders = {'Api-Version': '1.41', 'Libpod-Api-Version': '5.4.2', 'Stacktop-Demo': '1'};
    expect(await connected()).toMatchObject({product: 'Podman', demo: true});
  });

  it('tells about the host', async () => {
    const engine = await connected();
    expect(await engine.info(signal)).toMatchObject({
      hostName: 'fake',
      cpus: 4,
      memoryTotal: 1024,
      cgroupVersion: null,
      rootless: false,
    });
  });

  it('refuses what is not an engine, and what is too old', async () => {
    fake.route('GET', /_ping/, (_, response) => response.end('<html>welcome</html>'));
    await expect(connected()).rejects.toMatchObject({code: 'not-an-engine', message: expect.stringContaining('<html>')});
    fake.route('GET', /_ping/, (_, response) => response.writeHead(200, {'Api-Version': '1.24'}).end('OK'));
    await expect(connected()).rejects.toMatchObject({code: 'too-old'});
  });

  it('says in one line that DOCKER_API_VERSION is bad', async () => {
    await expect(connected({DOCKER_API_VERSION: '9.9'})).rejects.toMatchObject({
      code: 'version',
      message: expect.stringContaining('9.9'),
    });
  });

  it('does not mistake another protocol for an engine', async () => {
    const server = net.createServer(socket => void socket.resume().end('SSH-2.0-OpenSSH_9.2\r\n'));
    const socketPath = path.join(fake.folder, 'other.sock');
    await new Promise<void>(resolve => server.listen(socketPath, resolve));
    const endpoint: Endpoint = {kind: 'unix', socketPath, url: 'unix://other', source: '--host'};
    await expect(connect(endpoint, {signal, env: {}})).rejects.toMatchObject({code: 'not-an-engine'});
    await new Promise(resolve => server.close(resolve));
  });

  it('is not led astray by DOCKER_HOST once an endpoint is chosen', async () => {
    const before = process.env.DOCKER_HOST;
    process.env.DOCKER_HOST = 'tcp://127.0.0.1:1';
    try {
      expect((await connected()).apiVersion).toBe('1.41');
      expect(process.env.DOCKER_HOST).toBe('tcp://127.0.0.1:1');
    } finally {
      if (before === undefined) delete process.env.DOCKER_HOST;
      else process.env.DOCKER_HOST = before;
    }
  });

  it('uses the first socket that answers, else tells what says most', async () => {
    const missing: Endpoint = {
      kind: 'unix',
      socketPath: '/nowhere/a.sock',
      url: 'unix:///nowhere/a.sock',
      source: 'default socket',
    };
    engines.push(await connectFirst([missing, fake.endpoint], {signal, env: {}}));
    await expect(connectFirst([missing, missing], {signal, env: {}})).rejects.toMatchObject({code: 'no-socket'});
    fake.route('GET', /_ping/, (_, response) => reply(response, 500, {message: 'on fire'}));
    await expect(connectFirst([missing, fake.endpoint], {signal, env: {}})).rejects.toMatchObject({
      code: 'engine',
      message: 'on fire',
    });
  });

  it('follows the engine to another version', async () => {
    const engine = await connected();
    fake.pingHeaders = {'Api-Version': '1.45'};
    await engine.renegotiate(signal);
    expect(engine.apiVersion).toBe('1.45');
  });
});

describe('a request', () => {
  it('ends when its owner aborts it', async () => {
    fake.route('GET', /slow/, () => {});
    const controller = new AbortController();
    const waiting = call(await connected(), {method: 'GET', path: '/slow'}, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({name: 'AbortError'});
  });

  it('ends after its time limit, also in the middle of a reply', async () => {
    fake.route('GET', /slow/, (_, response) => void response.write('{'));
    const waiting = call(await connected(), {method: 'GET', path: '/slow', timeoutMs: 20}, signal);
    await expect(waiting).rejects.toMatchObject({code: 'timeout', message: expect.stringContaining('GET /slow')});
  });

  it('says so when the connection breaks in the middle of a reply', async () => {
    fake.route('GET', /torn/, (_, response) => {
      response.writeHead(200, {'Content-Length': '100'});
      response.write('{', () => response.destroy());
    });
    await expect(call(await connected(), {method: 'GET', path: '/torn'}, signal)).rejects.toMatchObject({code: 'lost'});
  });

  it('uses connections again, and no more than sixteen', async () => {
    const engine = await connected();
    await Promise.all(Array.from({length: 40}, () => listContainers(engine, signal)));
    expect(fake.connections).toBeLessThanOrEqual(17);
    engine.close();
    await expect.poll(() => fake.connections).toBe(0);
  });

  it('sends lists and records of a query as JSON, and the body as it is', async () => {
    fake.route('POST', /thing/, (_, response) => reply(response, 201, {}));
    const query = {filters: {type: ['container']}, left: undefined, n: 1};
    await call(await connected(), {method: 'POST', path: '/thing', query, body: {Cmd: ['ls']}}, signal);
    const sent = fake.requests.at(-1);
    expect([...(sent?.query ?? [])]).toEqual([
      ['filters', '{"type":["container"]}'],
      ['n', '1'],
    ]);
    expect(sent?.body).toBe('{"Cmd":["ls"]}');
  });
});

describe('containers', () => {
  it('that are gone are not found', async () => {
    const gone = inspectContainer(await connected(), 'nope', signal);
    await expect(gone).rejects.toMatchObject({code: 'not-found', message: 'No such container: nope', status: 404});
  });

  it('have processes', async () => {
    fake.route('GET', /top/, (_, response) => reply(response, 200, {Titles: ['PID', 'CMD'], Processes: [['1', 'init'], null]}));
    expect(await listProcesses(await connected(), 'a', signal)).toEqual({titles: ['PID', 'CMD'], rows: [['1', 'init'], []]});
  });

  it('survive a list with null entries', async () => {
    fake.route('GET', /containers.json/, (_, response) => reply(response, 200, [null, {Id: 'a', Names: null}]));
    expect(await listContainers(await connected(), signal)).toHaveLength(1);
  });

  it('are restarted, stopped and started with Docker’s own parameters', async () => {
    fake.containers.set('a', inspection('a'));
    fake.route('POST', /containers/, (request, response) => response.writeHead(request.path.endsWith('start') ? 304 : 204).end());
    const engine = await connected();
    expect(await stopContainer(engine, 'a', {timeoutS: 3}, signal)).toBe('done');
    expect(fake.requests.at(-1)?.query.get('t')).toBe('3');
    expect(await startContainer(engine, 'a', signal)).toBe('already');
  });

  it('in the middle of something are a conflict in the engine’s words', async () => {
    fake.route('POST', /restart/, (_, response) => reply(response, 409, {message: 'removal is in progress'}));
    fake.route('DELETE', /containers/, (_, response) =>
      reply(response, 409, {message: 'removal of container a is already in progress'}),
    );
    const engine = await connected();
    await expect(restartContainer(engine, 'a', {}, signal)).rejects.toMatchObject({
      code: 'conflict',
      message: 'removal is in progress',
    });
    expect(await removeContainer(engine, 'a', {force: true}, signal)).toBe('already');
  });
});
