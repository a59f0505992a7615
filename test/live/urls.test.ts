import {chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {type Session, startSession} from '../../source/live/session.js';
import {initialState} from '../../source/state/initial.js';
import type {State} from '../../source/state/state.js';
import {createStore, type Store} from '../../source/state/store.js';
import type {LastRequests} from '../../source/state/urls.js';
import {resized} from '../../source/state/view-updates.js';
import {FakeEngine, inspection} from '../engine-room/support/fake-engine.js';
import {beginning} from '../state/sample.js';
import {type FakeAgent, startFakeAgent} from '../support/fake-agent.js';

let fake: FakeEngine;
let engine: Engine;
let store: Store<State>;
let session: Session | null;
let agent: FakeAgent;
let written: string;

const first = {url: 'https://first.ngrok-free.app', upstream: 'http://web:80'};
const second = {url: 'https://second.ngrok-free.app', upstream: 'http://web:80'};

/** For machines that are busy with something else. */
const eventually = <T>(look: () => T) => expect.poll(look, {timeout: 30_000});

/** A container of the stack `scc`, as an inspection tells it. */
const place = (service: string, more: {status?: string; startedAt?: string; kind?: string; port?: number} = {}): void => {
  const {status = 'running', startedAt = '2026-01-01T00:00:00Z', kind = 'http', port} = more;
  const Labels = {
    'com.docker.compose.project': 'scc',
    'com.docker.compose.service': service,
    'com.docker.compose.container-number': '1',
    'stacktop.kind': kind,
  };
  const Ports = port === undefined || status !== 'running' ? {} : {'4040/tcp': [{HostIp: '127.0.0.1', HostPort: String(port)}]};
  const plain = inspection(service, {status, startedAt});
  fake.containers.set(service, {...plain, Labels, Config: {Labels, Image: service}, NetworkSettings: {Ports, Networks: {}}});
};

const tell = (Action: string, ID: string): void =>
  fake.sendEvent({Type: 'container', Action, Actor: {ID, Attributes: {name: ID}}, time: 1_767_225_600, timeNano: 0});

const open = async (env: Readonly<Record<string, string>> = {}): Promise<Session> => {
  store = createStore(resized(initialState({...beginning, now: Date.now()}), 200, 40));
  const opened = startSession({
    engine,
    store,
    intervalMs: 1000,
    env,
    write(text) {
      written += text;
    },
  });
  session = opened;
  await eventually(() => [store.get().stacks.length, fake.eventStreams.size]).toEqual([1, 1]);
  return opened;
};

beforeEach(async () => {
  fake = await FakeEngine.start();
  agent = await startFakeAgent();
  agent.tunnels = [first];
  place('web');
  place('ngrok', {kind: 'ngrok', port: agent.port});
  engine = await connect(fake.endpoint, {signal: new AbortController().signal, env: {}});
  session = null;
  written = '';
});
afterEach(async () => {
  await session?.close();
  engine.close();
  await fake.stop();
  await agent.close();
});

const urls = (): readonly string[] => (store.get().tunnels.get(':scc') ?? []).map(({url}) => url);
const said = (): string | undefined => store.get().notice?.text;
const asked = (path: string): number => agent.asked.filter(line => line === `GET ${path}`).length;

describe('the public URL of a stack', () => {
  test('is known soon, and where it leads; a first one is nothing to tell', async () => {
    await open();
    await eventually(urls).toEqual([first.url]);
    expect(store.get().tunnels.get(':scc')).toMatchObject([{leadsTo: 'scc/web/1', agent: {key: 'scc/ngrok/1'}}]);
    expect(said()).toBeUndefined();
  });

  test('of an agent that answers is not asked for again and again', async () => {
    await open();
    await eventually(urls).toEqual([first.url]);
    tell('health_status: healthy', 'web');
    await eventually(() => fake.count('GET', /^\/containers\/web\/json$/)).toBeGreaterThan(1);
    expect(asked('/api/tunnels')).toBe(1);
  });

  test('that is another one after a restart is told, with the one before', async () => {
    await open();
    await eventually(urls).toEqual([first.url]);
    place('ngrok', {kind: 'ngrok', status: 'exited'});
    tell('die', 'ngrok');
    await eventually(urls).toEqual([]);
    agent.tunnels = [];
    place('ngrok', {kind: 'ngrok', port: agent.port, startedAt: '2026-01-01T00:01:00Z'});
    tell('start', 'ngrok');
    // It is up, and has no tunnel yet.
    await eventually(() => asked('/api/tunnels')).toBeGreaterThan(2);
    expect(said()).toBeUndefined();
    agent.tunnels = [second];
    await eventually(urls).toEqual([second.url]);
    expect(said()).toBe(`scc: public URL is now ${second.url} (was ${first.url}): u Enter copies it`);
  });

  test('is looked for anew after a restart too quick to be seen as one', async () => {
    await open();
    await eventually(urls).toEqual([first.url]);
    agent.tunnels = [second];
    place('ngrok', {kind: 'ngrok', port: agent.port, startedAt: '2026-01-01T00:01:00Z'});
    tell('start', 'ngrok');
    await eventually(urls).toEqual([second.url]);
  });

  test('goes with its container', async () => {
    await open();
    await eventually(urls).toEqual([first.url]);
    fake.containers.delete('ngrok');
    tell('destroy', 'ngrok');
    await eventually(() => store.get().tunnels.size).toBe(0);
  });

  test('is not asked for where there is no agent in the stack', async () => {
    place('ngrok', {kind: 'http', port: agent.port});
    await open();
    await eventually(() => store.get().services.byKey.size).toBe(2);
    tell('start', 'web');
    await eventually(() => fake.count('GET', /^\/containers\/web\/json$/)).toBeGreaterThan(1);
    expect(agent.asked).toEqual([]);
  });
});

const raw = (id: string, tunnel = 'command_line', status: number | null = 200) => ({
  id,
  tunnel_name: tunnel,
  start: `2026-01-02T03:04:0${id.length}Z`,
  duration: 1e6,
  request: {method: 'POST', uri: `/webhook/${id}?token=t0ps3cret`},
  response: status === null ? undefined : {status_code: status},
});
const requests = (): LastRequests | undefined => store.get().urls?.requests;
const ids = (): readonly string[] => {
  const found = requests();
  return found?.kind === 'told' ? found.list.map(({id}) => id) : [];
};

describe('the screen of URLs', () => {
  test('has the last requests while it is open, without their secrets, and asks for no more when it is closed', async () => {
    agent.requests = [raw('a')];
    const opened = await open();
    await eventually(urls).toEqual([first.url]);
    opened.urls.open(':scc');
    expect(requests()).toEqual({kind: 'asking'});
    await eventually(ids).toEqual(['a']);
    expect(JSON.stringify(requests())).not.toContain('t0ps3cret');
    agent.requests = [raw('bb'), raw('a')];
    await eventually(ids).toEqual(['bb', 'a']);
    opened.urls.close();
    await eventually(() => store.get().urls).toBeNull();
    const before = asked('/api/requests/http');
    await opened.close();
    expect(asked('/api/requests/http')).toBe(before);
  });

  test('of the service has those that came through tunnels to it', async () => {
    agent.requests = [raw('mine'), raw('other', 'elsewhere'), raw('unnamed', '')];
    const opened = await open();
    await eventually(urls).toEqual([first.url]);
    opened.urls.open('scc/web/1');
    await eventually(ids).toEqual(['unnamed', 'mine']);
  });

  test('asks the agent at once, whose URL may be another one', async () => {
    const opened = await open();
    await eventually(urls).toEqual([first.url]);
    agent.tunnels = [second];
    opened.urls.open(':scc');
    await eventually(urls).toEqual([second.url]);
  });

  test.each<[string, () => void, LastRequests['kind']]>([
    ['there is no agent', () => place('ngrok', {kind: 'http'}), 'none'],
    ['the agent does not run', () => place('ngrok', {kind: 'ngrok', status: 'exited'}), 'none'],
    ['its API is none', () => Object.assign(agent, {instead: {status: 200, body: '<html>'}}), 'silent'],
  ])('says so where %s', async (_, prepare, kind) => {
    prepare();
    const opened = await open();
    await eventually(() => store.get().services.byKey.size).toBe(2);
    opened.urls.open(':scc');
    await eventually(() => requests()?.kind).toBe(kind);
  });

  test('opened again shows nothing of the one before', async () => {
    agent.requests = [raw('a')];
    const opened = await open();
    await eventually(urls).toEqual([first.url]);
    opened.urls.open(':scc');
    await eventually(ids).toEqual(['a']);
    opened.urls.close();
    opened.urls.open(':scc');
    expect(requests()).toEqual({kind: 'asking'});
    await eventually(ids).toEqual(['a']);
  });
});

describe('a request is made again', () => {
  const replay = async (id: string): Promise<void> => {
    agent.requests = [raw('a')];
    const opened = await open();
    await eventually(urls).toEqual([first.url]);
    opened.urls.open(':scc');
    await eventually(ids).toEqual(['a']);
    opened.urls.reach({kind: 'replay', key: ':scc', request: id}, '');
  };

  test('once, and that is said', async () => {
    await replay('a');
    await eventually(said).toBe('replayed: POST /webhook/a?token=••••••');
    expect(agent.posted).toEqual(['{"id":"a","tunnel_name":"command_line"}']);
  });

  test('or it is said why not', async () => {
    agent.replay = {status: 404, body: '{"msg":"request not found"}'};
    await replay('a');
    await eventually(said).toBe('not replayed: POST /webhook/a?token=••••••: request not found');
  });

  test('not when nobody knows it any more', async () => {
    await replay('gone');
    await eventually(said).toMatch(/that request is no more/);
    expect(agent.posted).toEqual([]);
  });
});

describe('a URL is opened', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'stacktop-browser-'));
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  /** A browser that notes what it is given. */
  const browser = (exitCode = 0): {readonly program: string; seen(): string} => {
    const program = path.join(folder, 'browser');
    const file = path.join(folder, 'seen');
    writeFileSync(file, '');
    writeFileSync(program, `#!/bin/sh\nfor word; do echo "$word" >> ${file}; done\nexit ${exitCode}\n`);
    chmodSync(program, 0o755);
    return {program, seen: () => readFileSync(file, 'utf8')};
  };
  const copied = (text: string): string => Buffer.from(text).toString('base64');
  const url = 'https://a.ngrok-free.app/?a=1&b=$(reboot)';

  test("by the person's browser, as one argument", async () => {
    const {program, seen} = browser();
    (await open({BROWSER: `${program} --new-tab:lynx`, SSH_CONNECTION: 'a 1 b 2'})).urls.browse('public URL', url);
    await eventually(said).toBe(`opened ${url}`);
    expect(seen()).toBe(`--new-tab\n${url}\n`);
    expect(written).toBe('');
  });

  test('over SSH nowhere: it is copied instead, and said', async () => {
    (await open({SSH_CONNECTION: 'a 1 b 2', DISPLAY: ':0'})).urls.browse('public URL', url);
    await eventually(said).toBe(`over SSH there is no browser here: copied instead: ${url}`);
    expect(written).toContain(copied(url));
  });

  test('where there is no browser nowhere: it is copied instead', async () => {
    (await open()).urls.browse('public URL', url);
    await eventually(said).toMatch(/^there is no browser here: copied instead/);
    expect(written).toContain(copied(url));
  });

  test('by a browser that fails: it is copied instead', async () => {
    (await open({BROWSER: browser(3).program})).urls.browse('public URL', url);
    await eventually(said).toMatch(/^no browser opened \(.*ended with 3\): copied instead/);
  });

  test('by a browser that is not there: it is copied instead', async () => {
    (await open({BROWSER: path.join(folder, 'nothing')})).urls.browse('public URL', url);
    await eventually(said).toMatch(/^no browser opened \(.*ENOENT\): copied instead/);
  });
});
