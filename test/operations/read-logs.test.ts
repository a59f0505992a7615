import type {ServerResponse} from 'node:http';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {inspectContainer} from '../../source/engine/containers.js';
import type {Container} from '../../source/model/container.js';
import {type Following, type ReadLogsOptions, readLogs} from '../../source/operations/read-logs.js';
import {FakeEngine, inspection, reply} from '../engine-room/support/fake-engine.js';
import {frame} from '../engine-room/support/frames.js';

const line = (second: number, text: string): Buffer => frame(1, `2026-01-01T00:00:0${second}.000000000Z ${text}\n`);

let fake: FakeEngine;
let engine: Engine;
let controller: AbortController;
/** The streams that are followed, and what each is asked for. */
let streams: Map<string, ServerResponse>;
let asked: URLSearchParams[];
let texts: string[];
let happened: string[];
/** What each container has written before. */
let before: Map<string, readonly Buffer[]>;

beforeEach(async () => {
  fake = await FakeEngine.start();
  streams = new Map();
  asked = [];
  texts = [];
  happened = [];
  before = new Map([
    ['a', [line(1, 'a before')]],
    ['b', [line(2, 'b before')]],
  ]);
  for (const id of before.keys()) fake.containers.set(id, inspection(id));
  fake.route('GET', /logs$/, ({path, query}, response) => {
    const id = path.split('/')[2] ?? '';
    if (!fake.containers.has(id)) return reply(response, 404, {message: `No such container: ${id}`});
    response.writeHead(200).flushHeaders();
    if (query.get('tail') !== '0' && !query.has('since')) for (const bytes of before.get(id) ?? []) response.write(bytes);
    if (query.get('follow') !== 'true') return void response.end();
    asked.push(query);
    streams.set(id, response);
  });
  controller = new AbortController();
  engine = await connect(fake.endpoint, {signal: controller.signal, env: {}});
});

afterEach(async () => {
  controller.abort();
  engine.close();
  await fake.stop();
});

const following = (meant: Following['meant'] = null): Following => ({
  meant,
  onCome: (source, {id}) => happened.push(`${source} ${id} came`),
  onGone: source => happened.push(`${source} gone`),
  onLost: ({code}) => happened.push(code),
  onFound: () => happened.push('found'),
});

const options = (more: Partial<ReadLogsOptions> = {}): ReadLogsOptions => ({
  tail: 10,
  follow: true,
  signal: controller.signal,
  onLines: async lines => void texts.push(...lines.map(({line: {text}}) => text)),
  onRefused: (source, {code}) => happened.push(`${source} refused: ${code}`),
  following: following(),
  ...more,
});

const containers = (...ids: string[]): Promise<Container[]> =>
  Promise.all(ids.map(id => inspectContainer(engine, id, controller.signal)));

const event = (action: string, id: string): void =>
  fake.sendEvent({Type: 'container', Action: action, id, Actor: {ID: id, Attributes: {name: id}}, timeNano: 1});

const opens = (id: string): Promise<void> => expect.poll(() => streams.has(id)).toBe(true);

describe('the logs of several containers', () => {
  test('come as one, in order of time, and go on', async () => {
    before.set('a', [line(1, 'a before'), line(3, 'a last')]);
    const done = readLogs(engine, await containers('a', 'b'), options());
    await expect.poll(() => texts).toEqual(['a before', 'b before', 'a last']);
    streams.get('b')?.write(line(4, 'b later'));
    await expect.poll(() => texts.at(-1)).toBe('b later');
    controller.abort();
    await done;
  });

  test('are asked for once each: what comes follows what there is without a second request', async () => {
    const done = readLogs(engine, await containers('a', 'b'), options());
    await expect.poll(() => texts).toHaveLength(2);
    expect(asked.map(query => query.get('tail'))).toEqual(['10', '10']);
    controller.abort();
    await done;
  });

  test('end with what the taker of lines throws, whether lines are read or awaited', async () => {
    const onLines = async (): Promise<void> => {
      throw new Error('the pipe is gone');
    };
    const both = await containers('a', 'b');
    await expect(readLogs(engine, both, options({follow: false, onLines}))).rejects.toThrow('the pipe is gone');
    // A line that waits for others is handed out by a timer, where nobody would hear of it.
    const ended = expect(readLogs(engine, both, options({onLines, tail: 0}))).rejects.toThrow('the pipe is gone');
    await expect.poll(() => streams.size).toBe(2);
    streams.get('a')?.write(line(3, 'a later'));
    await ended;
    await expect.poll(() => [...streams.values()].every(stream => stream.destroyed)).toBe(true);
  });

  test('of which one cannot be read go on without it; where none can, it is over', async () => {
    fake.route('GET', /a\/logs$/, (_, response) => reply(response, 500, {message: 'driver does not support reading'}));
    await readLogs(engine, await containers('a', 'b'), options({follow: false}));
    expect([texts, happened]).toEqual([['b before'], ['0 refused: engine']]);
    await readLogs(engine, await containers('a'), options({following: following(() => true)}));
    expect(happened).toEqual(['0 refused: engine', '0 refused: engine']);
  });

  test('whose engine is lost give what was received, then the error', async () => {
    fake.route('GET', /b\/logs$/, (_, response) => {
      response.writeHead(200).write(line(2, 'b before'), () => response.destroy());
    });
    await expect(readLogs(engine, await containers('a', 'b'), options({follow: false}))).rejects.toMatchObject({code: 'lost'});
    expect(texts).toEqual(['a before', 'b before']);
  });

  test('end at a time that is to come, without what is later', async () => {
    const both = await containers('a', 'b');
    const until = Date.now() + 4000;
    const at = (ms: number, text: string): Buffer => frame(1, `${new Date(ms).toISOString()} ${text}\n`);
    const done = readLogs(engine, both, options({until}));
    await opens('a');
    streams.get('a')?.write(Buffer.concat([at(until - 1, 'in time'), at(until + 1, 'too late')]));
    await done;
    expect(texts.at(-1)).toBe('in time');
  });
});

describe('containers that come and go', () => {
  test('one that is started again is read on from where it was left', async () => {
    const done = readLogs(engine, await containers('a'), options());
    await expect.poll(() => texts).toEqual(['a before']);
    fake.containers.set('a', inspection('a', {status: 'exited'}));
    streams.get('a')?.end();
    streams.delete('a');
    fake.containers.set('a', inspection('a', {startedAt: '2026-01-01T00:00:05Z'}));
    event('start', 'a');
    await opens('a');
    expect(asked.at(-1)?.get('tail')).toBe('1000');
    streams.get('a')?.write(line(5, 'a again'));
    await expect.poll(() => texts).toEqual(['a before', 'a again']);
    controller.abort();
    await done;
  });

  test('one that was stopped is looked at once, and not asked for while it is not started', async () => {
    const done = readLogs(engine, await containers('a', 'b'), options());
    await expect.poll(() => streams.size).toBe(2);
    fake.containers.set('a', inspection('a', {status: 'exited'}));
    streams.get('a')?.end();
    const looks = () => fake.count('GET', /\/containers\/a\/json$/);
    await expect.poll(looks).toBe(2);
    event('start', 'b'); // another's
    streams.get('b')?.write(line(4, 'b later'));
    await expect.poll(() => texts.at(-1)).toBe('b later');
    expect([looks(), asked.length]).toEqual([2, 2]);
    controller.abort();
    await done;
  });

  test('one that comes and is meant is read from its beginning; one that goes ends', async () => {
    const done = readLogs(engine, await containers('a'), options({following: following(({name}) => name === 'c')}));
    await expect.poll(() => fake.eventStreams.size).toBe(1);
    before.set('c', [line(4, 'c first')]);
    fake.containers.set('stranger', inspection('stranger'));
    event('start', 'stranger');
    fake.containers.set('c', inspection('c'));
    event('start', 'c');
    await expect.poll(() => texts).toEqual(['a before', 'c first']);
    fake.containers.delete('c');
    event('destroy', 'c');
    streams.get('c')?.end(line(5, 'c last'));
    await expect.poll(() => happened).toEqual(['1 c came', '1 gone']);
    expect(texts.at(-1)).toBe('c last');
    expect(streams.has('stranger')).toBe(false);
    controller.abort();
    await done;
  });

  test('without others that can be meant, the end of the last container is the end', async () => {
    const done = readLogs(engine, await containers('a'), options());
    await opens('a');
    fake.containers.delete('a');
    event('destroy', 'a');
    streams.get('a')?.end();
    await done;
    expect(happened).toEqual(['0 gone']);
  });

  test('those that came while the engine was away are found when it answers again', async () => {
    const done = readLogs(engine, await containers('a'), options({following: following(({name}) => name === 'c')}));
    await expect.poll(() => fake.eventStreams.size).toBe(1);
    await opens('a');
    streams.clear();
    await fake.crash();
    await expect.poll(() => happened).toHaveLength(1);
    before.set('c', [line(6, 'c first')]);
    fake.containers.set('c', inspection('c'));
    await fake.listen();
    await expect.poll(() => texts).toContain('c first');
    await opens('a');
    streams.get('a')?.write(line(7, 'a again'));
    await expect.poll(() => texts.at(-1)).toBe('a again');
    expect(texts).toEqual(['a before', 'c first', 'a again']);
    expect(happened.slice(1).toSorted()).toEqual(['1 c came', 'found']);
    controller.abort();
    await done;
  });

  test('without events of the engine the list tells', async () => {
    fake.route('GET', /^\/events$/, (_, response) => reply(response, 403, {message: 'forbidden'}));
    const done = readLogs(engine, await containers('a'), options({following: following(({name}) => name === 'c')}));
    await opens('a');
    before.set('c', [line(4, 'c first')]);
    fake.containers.set('c', inspection('c'));
    await expect.poll(() => texts).toContain('c first');
    controller.abort();
    await done;
  });
});
