import type {ServerResponse} from 'node:http';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {containerLogs, type FollowOptions, followLogs, type LogState} from '../../source/engine/logs.js';
import type {LogLine} from '../../source/model/log-line.js';
import {FakeEngine, inspection, reply} from './support/fake-engine.js';
import {frame} from './support/frames.js';

let fake: FakeEngine;
let engine: Engine;
let controller: AbortController;
let lines: LogLine[];
let states: LogState[];
let replies: ServerResponse[];

beforeEach(async () => {
  fake = await FakeEngine.start();
  fake.containers.set('a', inspection('a'));
  replies = [];
  fake.route('GET', /logs/, (_, response) => {
    response.writeHead(200).flushHeaders();
    replies.push(response);
  });
  controller = new AbortController();
  lines = [];
  states = [];
  engine = await connect(fake.endpoint, {signal: controller.signal, env: {}});
});

afterEach(async () => {
  controller.abort();
  engine.close();
  await fake.stop();
});

function options(more: Partial<FollowOptions> = {}): FollowOptions {
  return {
    tail: 10,
    tty: false,
    follow: true,
    signal: controller.signal,
    onLines: batch => void lines.push(...batch),
    onState: state => states.push(state),
    ...more,
  };
}

function entry(second: number, text: string): Buffer {
  return frame(1, `2026-11-21T14:19:0${second}.000000001Z ${text}\n`);
}

async function stream(index: number): Promise<ServerResponse> {
  await expect.poll(() => replies.length, {timeout: 3000}).toBeGreaterThan(index);
  const response = replies[index];
  if (!response) throw new Error('no such stream');
  return response;
}

const texts = () => lines.map(line => line.text);

describe('following a log', () => {
  it('asks for the tail, with times, of both streams', async () => {
    const done = followLogs(engine, 'a', options({since: 1500}));
    (await stream(0)).write(entry(1, 'one'));
    await expect.poll(texts).toEqual(['one']);
    const query = Object.fromEntries(fake.requests.find(request => request.path.endsWith('logs'))?.query ?? []);
    expect(query).toEqual({follow: 'true', stdout: 'true', stderr: 'true', timestamps: 'true', tail: '10', since: '1.500000000'});
    controller.abort();
    await done;
    await expect.poll(() => replies[0]?.destroyed).toBe(true);
  });

  it('goes on after a restart, and shows no line twice', async () => {
    let waited = 0;
    const restarted = async () => {
      waited += 1;
    };
    const done = followLogs(engine, 'a', options({restarted}));
    (await stream(0)).end(Buffer.concat([entry(1, 'one'), entry(2, 'two'), entry(2, 'two')]));
    await expect.poll(() => states, {timeout: 3000}).toEqual(['open', 'waiting', 'open']);
    expect([waited, replies.length]).toEqual([1, 2]);
    const again = fake.requests.filter(request => request.path.endsWith('logs'))[1]?.query;
    expect([again?.get('tail'), again?.get('since')]).toEqual(['all', `${Date.UTC(2026, 10, 21, 14, 19, 2) / 1000}.000000001`]);
    (await stream(1)).write(Buffer.concat([entry(2, 'two'), entry(2, 'two'), entry(2, 'three'), entry(3, 'two')]));
    await expect.poll(texts).toEqual(['one', 'two', 'two', 'three', 'two']);
    controller.abort();
    await done;
  });

  it('goes on after the connection broke, without showing half a line', async () => {
    const done = followLogs(engine, 'a', options({restarted: async () => {}}));
    const first = await stream(0);
    first.write(Buffer.concat([entry(1, 'one'), entry(2, 'whole line').subarray(0, 45)]));
    await expect.poll(texts).toEqual(['one']);
    first.destroy();
    await expect.poll(() => replies.length, {timeout: 3000}).toBe(2);
    (await stream(1)).write(Buffer.concat([entry(1, 'one'), entry(2, 'whole line')]));
    await expect.poll(texts).toEqual(['one', 'whole line']);
    controller.abort();
    await done;
  });

  it('that is opened while the engine is away begins when the engine is back', async () => {
    await fake.crash();
    const done = followLogs(engine, 'a', options({restarted: async () => {}}));
    await expect.poll(() => states).toEqual(['waiting']);
    await fake.listen();
    (await stream(0)).write(entry(1, 'one'));
    await expect.poll(texts).toEqual(['one']);
    expect(states.filter(state => state === 'open')).toHaveLength(1);
    controller.abort();
    await done;
  });

  it('that is refused when the engine is back ends with its reason', async () => {
    await fake.crash();
    const done = followLogs(engine, 'a', options({restarted: async () => {}}));
    const ended = expect(done).rejects.toThrow('cannot be read');
    await expect.poll(() => states).toEqual(['waiting']);
    fake.route('GET', /logs/, (_, response) => reply(response, 501, {message: 'cannot be read'}));
    await fake.listen();
    await ended;
  });

  it('ends when the container is gone', async () => {
    const done = followLogs(engine, 'a', options());
    const response = await stream(0);
    fake.containers.delete('a');
    response.end(entry(1, 'one'));
    await done;
    expect(states).toEqual(['open', 'waiting', 'ended']);
  });

  it('reads no further while its lines are being taken', async () => {
    let go: () => void = () => {};
    let calls = 0;
    const slow = () => {
      calls += 1;
      return new Promise<void>(resolve => (go = resolve));
    };
    const done = followLogs(engine, 'a', options({onLines: slow}));
    const response = await stream(0);
    response.write(entry(1, 'one'));
    await expect.poll(() => calls).toBe(1);
    const flood = Buffer.concat(Array.from({length: 60_000}, () => entry(2, 'x'.repeat(200))));
    let drained = false;
    response.write(flood, () => {
      drained = true;
    });
    // Other requests are answered meanwhile: the flood is held back on its own connection.
    await engine.info(controller.signal);
    expect([calls, drained]).toEqual([1, false]);
    controller.abort();
    go();
    await done;
  });
});

describe('a log read once', () => {
  it('gives its lines and ends', async () => {
    const done = containerLogs(engine, 'a', options());
    (await stream(0)).end(Buffer.concat([entry(1, 'one'), frame(2, '2026-11-21T14:19:05Z no newline')]));
    await done;
    expect(lines.map(({text, complete}) => [text, complete])).toEqual([
      ['one', true],
      ['no newline', false],
    ]);
    expect(states).toEqual(['open', 'ended']);
  });

  it('of a TTY has no frames', async () => {
    const done = containerLogs(engine, 'a', options({tty: true}));
    (await stream(0)).end('2026-11-21T14:19:05.000000000Z one\r\n');
    await done;
    expect(texts()).toEqual(['one']);
  });

  it('that cannot be read says why, in the engine’s words', async () => {
    const words = 'configured logging driver does not support reading';
    fake.route('GET', /logs/, (_, response) => reply(response, 501, {message: words}));
    await expect(followLogs(engine, 'a', options())).rejects.toMatchObject({code: 'engine', message: words, status: 501});
  });
});
