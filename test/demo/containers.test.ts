import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {type ManualClock, manualClock} from '../../source/demo/clock.js';
import type {DemoEngine} from '../../source/demo/options.js';
import {startDemoEngine} from '../../source/demo/start.js';
import type {ApiVersion} from '../../source/demo/version.js';
import {ask, json, passing} from './support/ask.js';

let clock: ManualClock;
let engine: DemoEngine;
beforeEach(async () => {
  clock = manualClock();
  engine = await startDemoEngine({clock});
});
afterEach(() => engine.close());

const withVersion = async (apiVersion: ApiVersion) => {
  await engine.close();
  engine = await startDemoEngine({clock, apiVersion});
};

const post = (path: string) => passing(clock, ask(engine.host, 'POST', path));

describe('the list', () => {
  it('has five stacks of 28 containers, one of them a job that is done', async () => {
    const all = await json(engine.host, '/containers/json?all=1');
    const projects = new Set(engine.world.containers().map(one => one.spec.project));
    expect(all).toHaveLength(28);
    expect([...projects].sort()).toEqual(['agent-tracer', 'auren', 'dimini', 'ichrisbirch', 'surgical-care-companion']);
    expect(await json(engine.host, '/containers/json')).toHaveLength(27);
    expect(await json(engine.host, '/containers/json?all=1&filters={"status":["exited"]}')).toMatchObject([
      {Names: ['/tka_test_runner'], State: 'exited', Status: 'Exited (0) 2 hours ago', Ports: []},
    ]);
  });

  it('tells trouble as an engine does, in its status', async () => {
    const [kafka] = [await json(engine.host, '/containers/json?filters={"name":["auren-kafka$"]}')].flat();
    expect(kafka).toMatchObject({State: 'running', Status: 'Up 3 minutes (unhealthy)', Image: 'confluentinc/cp-kafka:7.5.0'});
    expect(kafka).not.toHaveProperty('Health');
  });

  it('tells health by a field from API 1.52 on, also to older clients as those know it', async () => {
    await withVersion('1.52');
    const filters = '?filters={"label":["com.docker.compose.project=auren","com.docker.compose.service=nginx"]}';
    expect(await json(engine.host, `/containers/json${filters}`)).toMatchObject([{Health: {Status: 'none', FailingStreak: 0}}]);
    const [old] = [await json(engine.host, `/v1.45/containers/json${filters}`)].flat();
    expect(old).not.toHaveProperty('Health');
  });

  it.each([
    ['{"foo":["x"]}', 400, "invalid filter 'foo'"],
    ['{"status":["happy"]}', 400, "Invalid filter 'status=happy'"],
    ['nonsense', 400, "invalid character 'n' looking for beginning of value"],
  ])('refuses the filter %s', async (filters, status, message) => {
    const answer = await ask(engine.host, 'GET', `/containers/json?filters=${encodeURIComponent(filters)}`);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toEqual({message});
  });
});

describe('an inspection', () => {
  it('tells of limits, restarts, the check and its last answers', async () => {
    expect(await json(engine.host, '/containers/auren-kafka/json')).toMatchObject({
      RestartCount: 3,
      State: {Status: 'running', Running: true, Health: {Status: 'unhealthy', Log: {length: 5}}},
      HostConfig: {Memory: 800 * 1024 ** 2, RestartPolicy: {Name: 'unless-stopped'}},
      Config: {Healthcheck: {Test: ['CMD-SHELL', 'nc -z localhost 9092'], Interval: 10e9}},
    });
  });

  it('is found by the start of an id, not by the start of a name', async () => {
    const {id, name} = engine.world.find('tka_redis');
    expect(await json(engine.host, `/containers/${id.slice(0, 10)}/json`)).toMatchObject({Name: `/${name}`});
    expect((await ask(engine.host, 'GET', '/containers/tka_red/json')).status).toBe(404);
  });

  it('has no flat address from API 1.52 on', async () => {
    await withVersion('1.52');
    expect(await json(engine.host, '/containers/tka_redis/json')).not.toHaveProperty('NetworkSettings.IPAddress');
    expect(await json(engine.host, '/v1.51/containers/tka_redis/json')).toHaveProperty('NetworkSettings.IPAddress');
  });
});

describe('life', () => {
  it('answers 304 to what is so already, 404 and 409 to what cannot be', async () => {
    expect((await post('/containers/tka_redis/start')).status).toBe(304);
    expect((await post('/containers/tka_redis/stop')).status).toBe(204);
    expect((await post('/containers/tka_redis/stop')).status).toBe(304);
    expect((await post('/containers/tka_redis/kill')).status).toBe(409);
    expect((await post('/containers/tka_redis/pause')).status).toBe(409);
    expect((await ask(engine.host, 'GET', '/containers/tka_redis/top')).status).toBe(409);
    expect((await post('/containers/tka_redis/start')).status).toBe(204);
    expect((await post('/containers/nobody/restart')).status).toBe(404);
    expect((await post('/containers/tka_redis/kill?signal=FOO')).text).toContain('invalid signal: FOO');
    expect((await ask(engine.host, 'DELETE', '/containers/tka_redis')).status).toBe(409);
    expect((await ask(engine.host, 'DELETE', '/containers/tka_redis?force=1')).status).toBe(204);
    expect((await ask(engine.host, 'GET', '/containers/tka_redis/json')).status).toBe(404);
  });

  it('goes through kill, die, stop, start and restart, is starting, and then healthy again', async () => {
    const since = clock.now() / 1000;
    const began = clock.now();
    expect((await post('/containers/auren-kafka/restart')).status).toBe(204);
    expect(clock.now() - began).toBeGreaterThan(300);
    expect(clock.now() - began).toBeLessThan(4000);
    expect(engine.world.find('auren-kafka').health?.status).toBe('starting');
    clock.advance(20_000);
    expect(engine.world.find('auren-kafka').health?.status).toBe('healthy');
    const filters = encodeURIComponent(
      JSON.stringify({container: ['auren-kafka'], event: ['kill', 'die', 'stop', 'start', 'restart', 'health_status']}),
    );
    const events = await ask(
      engine.host,
      'GET',
      `/events?since=${since.toFixed(3)}&until=${(clock.now() / 1000).toFixed(3)}&filters=${filters}`,
    );
    const actions = events.text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).Action);
    expect(actions).toEqual(['kill', 'die', 'stop', 'start', 'restart', 'health_status: healthy']);
  });

  it('waits for the stop timeout when a container does not listen, and then kills it', async () => {
    engine.world.pause('dimini/postgres');
    const began = clock.now();
    await post('/containers/dimini_postgres_local/stop?t=4');
    expect(clock.now() - began).toBeGreaterThanOrEqual(4000);
    expect(engine.world.find('dimini/postgres')).toMatchObject({status: 'exited', exitCode: 137});
  });

  it('starts what crashed again, counts it, and leaves alone what was stopped', async () => {
    engine.world.crash('tka_backend', {outOfMemory: true});
    expect(await json(engine.host, '/containers/tka_backend/json')).toMatchObject({
      State: {Status: 'restarting', OOMKilled: true, ExitCode: 137},
    });
    clock.advance(5000);
    expect(engine.world.find('tka_backend')).toMatchObject({status: 'running', restarts: 1});
    await post('/containers/tka_backend/kill');
    clock.advance(5000);
    expect(engine.world.find('tka_backend')).toMatchObject({status: 'exited', exitCode: 137, restarts: 1});
  });

  it('lets a leak fill its limit, and the engine kill it', () => {
    const chroma = engine.world.find('auren-chromadb');
    const before = chroma.restarts;
    for (let minute = 0; minute < 40 && chroma.restarts === before; minute += 1) clock.advance(60_000);
    expect(chroma.restarts).toBe(before + 1);
    clock.advance(5000);
    expect(chroma.status).toBe('running');
  });

  it('lets a check come and go where a service is not steady', () => {
    const seen = new Set<string | undefined>();
    for (let turn = 0; turn < 60; turn += 1) {
      clock.advance(15_000);
      seen.add(engine.world.find('dimini/backend').health?.status);
    }
    expect([...seen].sort()).toEqual(['healthy', 'unhealthy']);
  });

  it('renames, updates and waits', async () => {
    expect((await post('/containers/tka_redis/rename?name=tka_backend')).status).toBe(409);
    expect((await post('/containers/tka_redis/rename?name=cache')).status).toBe(204);
    expect((await ask(engine.host, 'POST', '/containers/cache/update', {Memory: 64 * 1024 ** 2})).status).toBe(200);
    expect(await json(engine.host, '/containers/cache/json')).toMatchObject({HostConfig: {Memory: 64 * 1024 ** 2}});
    const waited = passing(clock, ask(engine.host, 'POST', '/containers/cache/wait'));
    const stopped = post('/containers/cache/stop');
    expect(JSON.parse((await waited).text)).toEqual({Error: null, StatusCode: 0});
    await stopped;
  });
});

describe('the engine itself', () => {
  it('says on every ping that it is the demo', async () => {
    const answer = await ask(engine.host, 'GET', '/_ping');
    expect(answer).toMatchObject({status: 200, text: 'OK', headers: {'stacktop-demo': '1', 'api-version': '1.45'}});
    expect(await json(engine.host, '/info')).toMatchObject({
      Name: 'demo',
      NCPU: 8,
      OperatingSystem: expect.stringContaining('demo'),
    });
  });

  it.each([
    ['1.40', '1'],
    ['1.41', '1'],
    ['1.45', '2'],
    ['1.52', '2'],
  ] as const)('speaks API %s, with cgroups of version %s', async (version, cgroup) => {
    await withVersion(version);
    expect(await json(engine.host, `/v${version}/version`)).toMatchObject({ApiVersion: version});
    expect(await json(engine.host, '/info')).toMatchObject({CgroupVersion: cgroup});
    const stats = JSON.parse((await passing(clock, ask(engine.host, 'GET', '/containers/auren-redis/stats?stream=false'))).text);
    const inactive = cgroup === '2' ? 'inactive_file' : 'total_inactive_file';
    expect(stats).toHaveProperty(`memory_stats.stats.${inactive}`);
  });

  it.each([
    ['GET', '/v1.99/containers/json', 400, 'client version 1.99 is too new. Maximum supported API version is 1.45'],
    ['GET', '/v1.12/containers/json', 400, 'client version 1.12 is too old. Minimum supported API version is 1.24'],
    ['GET', '/nothing/here', 404, 'page not found'],
    ['POST', '/containers/json', 404, 'page not found'],
    ['GET', '/containers/%2e%2e%2fetc/json', 404, 'No such container'],
  ])('answers %s %s with %d', async (method, path, status, message) => {
    const answer = await ask(engine.host, method, path);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text).message).toContain(message);
  });

  it('lists networks, volumes and images that belong to its containers', async () => {
    expect(await json(engine.host, '/networks?filters={"name":["tka_network"]}')).toMatchObject([
      {Name: 'tka_network', Driver: 'bridge', Containers: {}},
    ]);
    expect(Object.keys(JSON.parse((await ask(engine.host, 'GET', '/networks/tka_network')).text).Containers)).toHaveLength(5);
    expect(await json(engine.host, '/volumes')).toMatchObject({
      Volumes: expect.arrayContaining([expect.objectContaining({Name: 'dimini_postgres_data_local'})]),
    });
    expect(JSON.stringify(await json(engine.host, '/images/json'))).toContain('timescale/timescaledb:latest-pg16');
  });

  it('shows dev and test of one system as two stacks with ports of their own', async () => {
    await engine.close();
    engine = await startDemoEngine({clock, systems: ['ichrisbirch', 'ichrisbirch-test']});
    expect(engine.world.find('ichrisbirch/api').name).toBe('ichrisbirch-api-dev');
    expect(engine.world.find('ichrisbirch-test/api').spec.ports).toEqual([{container: 8000, host: 8001}]);
    await expect(startDemoEngine({systems: ['nope']})).rejects.toThrow('the demo has no system nope');
  });
});
