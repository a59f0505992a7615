import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {type ManualClock, manualClock} from '../../source/demo/clock.js';
import type {DemoEngine} from '../../source/demo/options.js';
import {startDemoEngine} from '../../source/demo/start.js';
import {ask, follow, json, passing} from './support/ask.js';

let clock: ManualClock;
let engine: DemoEngine;
beforeEach(async () => {
  clock = manualClock();
  engine = await startDemoEngine({clock});
});
afterEach(() => engine.close());

interface Frame {
  readonly stream: number;
  readonly text: string;
}

const framesOf = (bytes: Buffer): readonly Frame[] => {
  const frames: Frame[] = [];
  for (let at = 0; at < bytes.length; ) {
    expect([...bytes.subarray(at + 1, at + 4)]).toEqual([0, 0, 0]);
    const length = bytes.readUInt32BE(at + 4);
    frames.push({stream: bytes[at] ?? 0, text: bytes.subarray(at + 8, at + 8 + length).toString('utf8')});
    at += 8 + length;
  }
  return frames;
};

const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .filter(line => line !== '');

describe('logs', () => {
  it('come in frames that tell stdout from stderr, with stamps in order', async () => {
    const answer = await ask(engine.host, 'GET', '/containers/tka_backend/logs?stdout=1&stderr=1&tail=200&timestamps=1');
    expect(answer.headers['content-type']).toBe('application/vnd.docker.multiplexed-stream');
    const frames = framesOf(answer.bytes);
    expect(frames).toHaveLength(200);
    const stamps = frames.map(frame => frame.text.split(' ')[0] ?? '');
    expect(stamps).toEqual([...stamps].sort());
    expect(stamps[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
    expect(new Set(frames.map(frame => frame.stream))).toEqual(new Set([1, 2]));
    const only = framesOf((await ask(engine.host, 'GET', '/containers/tka_backend/logs?stderr=1&tail=500')).bytes);
    expect(new Set(only.map(frame => frame.stream))).toEqual(new Set([2]));
  });

  it('of a container with a terminal are its bytes as they are', async () => {
    const answer = await ask(engine.host, 'GET', '/containers/dimini_frontend_local/logs?stdout=1&tail=3');
    expect(answer.headers['content-type']).toBe('application/vnd.docker.raw-stream');
    expect(answer.text).toMatch(/\r\n$/);
    expect(answer.bytes[0]).not.toBe(1);
  });

  it('have no content type before API 1.42', async () => {
    const answer = await ask(engine.host, 'GET', '/v1.41/containers/tka_backend/logs?stdout=1&tail=1');
    expect(answer.headers).not.toHaveProperty('content-type');
  });

  it('answer the same lines however they are cut', async () => {
    const get = async (query: string) =>
      framesOf((await ask(engine.host, 'GET', `/containers/auren-api/logs?stdout=1&stderr=1&timestamps=1&${query}`)).bytes).map(
        frame => frame.text,
      );
    const all = await get('tail=all');
    expect(all.length).toBeGreaterThan(500);
    expect(await get('tail=7')).toEqual(all.slice(-7));
    expect(await get('tail=0')).toEqual([]);
    const middle = all[300] ?? '';
    const since = await get(`since=${Date.parse(middle.split(' ')[0] ?? '') / 1000}`);
    expect(since).toEqual(all.slice(-since.length));
    expect(since.length).toBeGreaterThanOrEqual(all.length - 302);
  });

  it('follow without repeating or dropping a line, say goodbye, and end when the container stops', async () => {
    const stream = await follow(engine.host, '/containers/tka_backend/logs?stdout=1&stderr=1&timestamps=1&follow=1&tail=5');
    await expect.poll(() => linesOf(stream.text())).toHaveLength(5);
    for (let turn = 0; turn < 300; turn += 1) {
      clock.advance(100);
      await new Promise(resolve => setImmediate(resolve));
    }
    const stop = passing(clock, ask(engine.host, 'POST', '/containers/tka_backend/stop'));
    await stop;
    await expect.poll(() => stream.ended()).toBe(true);
    const live = framesOf(Buffer.from(stream.text(), 'latin1')).map(frame => frame.text);
    const whole = framesOf(
      (await ask(engine.host, 'GET', '/containers/tka_backend/logs?stdout=1&stderr=1&timestamps=1')).bytes,
    ).map(frame => frame.text);
    expect(live).toEqual(whole.slice(-live.length));
    expect(live.length).toBeGreaterThan(10);
    expect(live.at(-1)).toContain('Finished server process');
  });

  it('give a tunnel another URL in each of its lives', async () => {
    const urls = async () =>
      [...(await ask(engine.host, 'GET', '/containers/tka_ngrok/logs?stdout=1')).text.matchAll(/url=(https:\S+)/g)].map(
        match => match[1],
      );
    await passing(clock, ask(engine.host, 'POST', '/containers/tka_ngrok/restart'));
    clock.advance(2000);
    await passing(clock, ask(engine.host, 'POST', '/containers/tka_ngrok/restart'));
    clock.advance(2000);
    const seen = await urls();
    expect(seen).toHaveLength(2);
    expect(new Set(seen).size).toBe(2);
  });

  it('want a stream to be chosen', async () => {
    expect((await ask(engine.host, 'GET', '/containers/tka_redis/logs')).status).toBe(400);
  });

  it('flood when they are told to', async () => {
    engine.world.floodLogs('tka_redis', 5000);
    clock.advance(1000);
    const answer = await ask(engine.host, 'GET', '/containers/tka_redis/logs?stdout=1&stderr=1&tail=6000');
    expect(linesOf(answer.text).filter(line => line.includes('flood')).length).toBeGreaterThanOrEqual(4990);
  });
});

describe('stats', () => {
  const path = '/containers/auren-postgres/stats';

  it('answer a one-shot at once, without an earlier reading', async () => {
    expect(await json(engine.host, `${path}?stream=false&one-shot=true`)).toMatchObject({
      preread: '0001-01-01T00:00:00Z',
      precpu_stats: {cpu_usage: {total_usage: 0}},
      cpu_stats: {online_cpus: 8},
      memory_stats: {limit: 800 * 1024 ** 2},
    });
  });

  it('answer stream=false after two readings', async () => {
    const began = clock.now();
    const answer = JSON.parse((await passing(clock, ask(engine.host, 'GET', `${path}?stream=false`))).text);
    expect(clock.now() - began).toBeGreaterThanOrEqual(1000);
    expect(answer.cpu_stats.cpu_usage.total_usage).toBeGreaterThan(answer.precpu_stats.cpu_usage.total_usage);
    expect(answer.cpu_stats.system_cpu_usage - answer.precpu_stats.system_cpu_usage).toBe(8e9);
  });

  it('let a one-shot wait on API 1.41, as 20.10 does, and refuse it as a stream before 1.52', async () => {
    const began = clock.now();
    await passing(clock, ask(engine.host, 'GET', `/v1.41${path}?stream=false&one-shot=true`));
    expect(clock.now() - began).toBeGreaterThan(0);
    expect((await ask(engine.host, 'GET', `${path}?stream=true&one-shot=true`)).status).toBe(400);
  });

  it('stream a reading a second, whose counters never fall', async () => {
    const stream = await follow(engine.host, path);
    for (let second = 1; second <= 5; second += 1) {
      await expect.poll(() => linesOf(stream.text())).toHaveLength(second);
      clock.advance(1000);
    }
    stream.close();
    const readings = linesOf(stream.text()).map(line => JSON.parse(line));
    for (const key of ['rx_bytes', 'tx_bytes'] as const) {
      const values = readings.map(one => one.networks.eth0[key]);
      expect(values).toEqual([...values].sort((a, b) => a - b));
    }
    expect(readings[1].preread).toBe(readings[0].read);
  });

  it('keep memory within the limit, near what is usual', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      clock.advance(37_000);
      const {memory_stats: memory} = JSON.parse((await ask(engine.host, 'GET', `${path}?stream=false&one-shot=true`)).text);
      const used = memory.usage - memory.stats.inactive_file;
      expect(memory.usage).toBeLessThanOrEqual(memory.limit);
      expect(used / memory.limit).toBeGreaterThan(0.9);
    }
  });

  it('of a stopped container have zero dates and null lists', async () => {
    expect(await json(engine.host, '/containers/tka_test_runner/stats?stream=false')).toMatchObject({
      read: '0001-01-01T00:00:00Z',
      memory_stats: {},
      blkio_stats: {io_service_bytes_recursive: null},
    });
  });
});

describe('events', () => {
  it('come as they happen, those that are asked for', async () => {
    const filters = encodeURIComponent('{"type":["container"],"event":["die","start","health_status"]}');
    const stream = await follow(engine.host, `/events?filters=${filters}`);
    engine.world.crash('tka_ngrok', {exitCode: 3});
    clock.advance(3000);
    await expect.poll(() => linesOf(stream.text())).toHaveLength(2);
    const [die, start] = linesOf(stream.text()).map(line => JSON.parse(line));
    expect(die).toMatchObject({
      status: 'die',
      from: 'surgical-care-companion-ngrok',
      Type: 'container',
      Actor: {Attributes: {exitCode: '3', name: 'tka_ngrok'}},
    });
    expect(start.Action).toBe('start');
    stream.close();
  });

  it('remember what was before, and end at until', async () => {
    const now = clock.now() / 1000;
    const answer = await ask(engine.host, 'GET', `/events?since=${now - 1800}&until=${now}&filters={"event":["oom"]}`);
    const names = linesOf(answer.text).map(line => JSON.parse(line).Actor.Attributes.name);
    expect(names).toEqual(['auren-chromadb', 'auren-kafka', 'auren-kafka', 'auren-kafka']);
  });

  it('tell of each probe of a check, as engines do', async () => {
    const stream = await follow(engine.host, '/events?filters={"container":["tka_redis"]}');
    clock.advance(11_000);
    await expect.poll(() => stream.text()).toContain('exec_create: redis-cli ping');
    expect(linesOf(stream.text()).map(line => JSON.parse(line).Action)).toEqual([
      'exec_create: redis-cli ping',
      'exec_start: redis-cli ping',
      'exec_die',
    ]);
    stream.close();
  });

  it('have lost their old fields in API 1.52', async () => {
    await engine.close();
    engine = await startDemoEngine({clock, apiVersion: '1.52'});
    const now = clock.now() / 1000;
    const answer = await ask(engine.host, 'GET', `/events?since=${now - 1800}&until=${now}`);
    expect(answer.headers['content-type']).toBe('application/jsonl');
    for (const line of linesOf(answer.text))
      expect(Object.keys(JSON.parse(line))).toEqual(['Type', 'Action', 'Actor', 'scope', 'time', 'timeNano']);
  });
});
