import {afterEach, describe, expect, test} from 'vitest';
import type {AgentRequest} from '../../source/model/agent-request.js';
import type {Container} from '../../source/model/container.js';
import {lastRequests, replayRequest} from '../../source/operations/agent-requests.js';
import {agentTunnels} from '../../source/operations/agent-tunnels.js';
import type {AgentPlace} from '../../source/operations/ngrok-agent.js';
import {reply} from '../engine-room/support/fake-engine.js';
import {frame} from '../engine-room/support/frames.js';
import {container, inspection} from '../model/sample.js';
import {type FakeAgent, startFakeAgent} from '../support/fake-agent.js';
import {scriptedEngine} from './scripted.js';

const on = scriptedEngine();
const agents: FakeAgent[] = [];
afterEach(async () => {
  for (const agent of agents.splice(0)) await agent.close();
});

const anAgent = async (): Promise<FakeAgent> => {
  const agent = await startFakeAgent();
  agent.tunnels = [{url: 'https://a.ngrok-free.app', upstream: 'http://web:80'}];
  agents.push(agent);
  return agent;
};

/** A port where nobody listens any more. */
const deadPort = async (): Promise<number> => {
  const agent = await startFakeAgent();
  await agent.close();
  return agent.port;
};

const published = (...publicPorts: readonly number[]): Container =>
  container('scc/ngrok', {
    id: 'a',
    ports: publicPorts.map(publicPort => ({ip: '127.0.0.1', privatePort: 4040, publicPort, protocol: 'tcp' as const})),
    inspection: inspection({networks: []}),
  });
const place = (of: Container): AgentPlace => ({kind: 'container', container: of});

interface Program {
  readonly exitCode: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Programs in the container, by name; all others are not there. Gives the command lines that were run. */
const programs = (known: Readonly<Record<string, Program>>): string[][] => {
  const run: string[][] = [];
  const missing: Program = {exitCode: 126, stdout: 'OCI runtime exec failed: no such program\r\n'};
  const programOf = (path: string): Program => known[run[Number(path.split('/')[2])]?.[0] ?? ''] ?? missing;
  on.fake.route('POST', /\/exec$/, ({body}, response) => {
    run.push(JSON.parse(body).Cmd);
    reply(response, 201, {Id: String(run.length - 1)});
  });
  on.fake.upgrade = ({path}, socket) => {
    const {stdout = '', stderr = ''} = programOf(path);
    socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
    socket.end(Buffer.concat([frame(1, stdout), frame(2, stderr)]));
  };
  on.fake.route('GET', /^\/exec\/\d+\/json$/, ({path}, response) =>
    reply(response, 200, {Running: false, ExitCode: programOf(path).exitCode, Pid: 0}),
  );
  return run;
};

const inside = JSON.stringify({tunnels: [{public_url: 'https://inside.ngrok-free.app', config: {addr: 'http://web:80'}}]});
const urlsOf = (told: Awaited<ReturnType<typeof agentTunnels>>): readonly string[] | null =>
  told?.value.map(({url}) => url) ?? null;

describe('an agent in a container is asked', () => {
  test('at its published port, and nothing is run in it then', async () => {
    const run = programs({});
    const told = await agentTunnels(on.engine, place(published((await anAgent()).port)), on);
    expect(told).toMatchObject({
      value: [{url: 'https://a.ngrok-free.app', upstream: 'http://web:80', name: 'command_line'}],
      way: {kind: 'http'},
    });
    expect(run).toEqual([]);
  });

  test('at its next address when the first refuses, says something else, or nothing', async () => {
    const another = await anAgent();
    another.instead = {status: 200, body: '<html>'};
    const quiet = await anAgent();
    quiet.silent = true;
    const good = await anAgent();
    const of = published(await deadPort(), another.port, quiet.port, good.port);
    expect(await agentTunnels(on.engine, place(of), on)).toMatchObject({way: {kind: 'http', base: good.base}});
  });

  test('first where it answered before', async () => {
    const [first, second] = [await anAgent(), await anAgent()];
    const of = published(first.port, second.port);
    await agentTunnels(on.engine, place(of), {signal: on.signal, before: {kind: 'http', base: second.base}});
    expect([first.asked, second.asked]).toEqual([[], ['GET /api/tunnels']]);
  });

  test('from inside when nobody answers outside, by the program that its image has', async () => {
    const run = programs({curl: {exitCode: 0, stdout: inside}});
    const of = published(await deadPort());
    const told = await agentTunnels(on.engine, place(of), on);
    expect([urlsOf(told), told?.way]).toEqual([['https://inside.ngrok-free.app'], {kind: 'exec', program: 'curl'}]);
    expect(run.map(([name]) => name)).toEqual(['wget', 'curl']);
    await agentTunnels(on.engine, place(of), {signal: on.signal, before: told?.way});
    expect(run.map(([name]) => name)).toEqual(['wget', 'curl', 'curl']);
  });

  test('by its log when nothing in it can ask', async () => {
    programs({});
    on.writes('lvl=info msg="starting web service"', 'lvl=info msg="started tunnel" addr=http://web:80 url=https://log.ngrok.io');
    const told = await agentTunnels(on.engine, place(published()), on);
    expect([urlsOf(told), told?.way]).toEqual([['https://log.ngrok.io'], {kind: 'log'}]);
  });

  test('and tells nothing when its log does not either', async () => {
    programs({});
    on.writes('lvl=info msg="starting web service"');
    expect(await agentTunnels(on.engine, place(published()), on)).toBeNull();
  });

  test('never when it does not run', async () => {
    const agent = await anAgent();
    expect(await agentTunnels(on.engine, place({...published(agent.port), state: 'exited'}), on)).toBeNull();
    expect(agent.asked).toEqual([]);
  });

  test('no longer than one has patience', async () => {
    const agent = await anAgent();
    agent.silent = true;
    const run = programs({wget: {exitCode: 0, stdout: inside}});
    expect(await agentTunnels(on.engine, place(published(agent.port)), {signal: on.signal, patienceMs: 100})).toBeNull();
    expect(run).toEqual([]);
  });

  test('by the new name of tunnels when it does not know the old one, or has none of them', async () => {
    const agent = await anAgent();
    for (const tunnels of [null, []]) {
      agent.tunnels = tunnels;
      agent.asked.length = 0;
      await agentTunnels(on.engine, place(published(agent.port)), on);
      expect(agent.asked.slice(0, 2)).toEqual(['GET /api/tunnels', 'GET /api/endpoints']);
    }
    expect(urlsOf(await agentTunnels(on.engine, place(published(agent.port)), on))).toEqual([]);
  });
});

describe('an agent on the host', () => {
  test('is asked over the network alone', async () => {
    const run = programs({});
    const {base} = await anAgent();
    expect(urlsOf(await agentTunnels(on.engine, {kind: 'host', api: base}, on))).toEqual(['https://a.ngrok-free.app']);
    const api = `http://127.0.0.1:${await deadPort()}`;
    expect(await agentTunnels(on.engine, {kind: 'host', api}, on)).toBeNull();
    expect(run).toEqual([]);
  });
});

const raw = (id: string, body = '') => ({
  id,
  tunnel_name: 'command_line',
  start: '2026-01-02T03:04:05Z',
  duration: 1e6,
  request: {method: 'POST', uri: '/webhook', raw: body},
  response: {status_code: 200},
});
const request: Pick<AgentRequest, 'id' | 'tunnel'> = {id: 'airt_1', tunnel: 'command_line'};

describe('the last requests', () => {
  test('are as many as were asked for', async () => {
    const agent = await anAgent();
    agent.requests = ['a', 'b', 'c'].map(id => raw(id));
    const told = await lastRequests(on.engine, place(published(agent.port)), {limit: 2, signal: on.signal});
    expect(told?.value.map(({id}) => id)).toEqual(['a', 'b']);
  });

  test('are some at least where their bodies are many', async () => {
    const agent = await anAgent();
    agent.requests = Array.from({length: 8}, (_, index) => raw(`r${index}`, 'x'.repeat(1 << 20)));
    const told = await lastRequests(on.engine, place(published(agent.port)), {limit: 20, signal: on.signal});
    expect(told?.value).toHaveLength(3);
  });

  test('come from inside too', async () => {
    programs({wget: {exitCode: 0, stdout: JSON.stringify({requests: [raw('a')]})}});
    const told = await lastRequests(on.engine, place(published()), {limit: 20, signal: on.signal});
    expect(told).toMatchObject({value: [{id: 'a'}], way: {kind: 'exec', program: 'wget'}});
  });
});

describe('a request is made again', () => {
  test('by its id and tunnel', async () => {
    const agent = await anAgent();
    const way = {kind: 'http', base: agent.base} as const;
    expect(await replayRequest(on.engine, place(published(agent.port)), request, way, on.signal)).toBeNull();
    expect(agent.posted.map(body => JSON.parse(body))).toEqual([{id: 'airt_1', tunnel_name: 'command_line'}]);
  });

  test.each([
    [{status: 404, body: '{"msg":"no request airt_1"}'}, 'no request airt_1'],
    [{status: 502, body: '<html>'}, 'the agent answers 502'],
  ])('or it is said why not: %j', async (answer, reason) => {
    const agent = await anAgent();
    agent.replay = answer;
    const way = {kind: 'http', base: agent.base} as const;
    expect(await replayRequest(on.engine, place(published(agent.port)), request, way, on.signal)).toBe(reason);
  });

  test('from inside where only that is possible', async () => {
    const run = programs({wget: {exitCode: 0}});
    const way = {kind: 'exec', program: 'wget'} as const;
    expect(await replayRequest(on.engine, place(published()), request, way, on.signal)).toBeNull();
    expect(run.map(([name]) => name)).toEqual(['curl', 'wget']);
  });

  test('once at most: a program that has run and failed may have sent it', async () => {
    const run = programs({
      curl: {exitCode: 22, stderr: 'curl: (22) The requested URL returned error: 404\n'},
      wget: {exitCode: 0},
    });
    const way = {kind: 'exec', program: 'curl'} as const;
    expect(await replayRequest(on.engine, place(published()), request, way, on.signal)).toMatch(/returned error: 404/);
    expect(run.map(([name]) => name)).toEqual(['curl']);
  });

  test('not by a log', async () => {
    expect(await replayRequest(on.engine, place(published()), request, {kind: 'log'}, on.signal)).toBe(
      'its API cannot be reached',
    );
  });
});
