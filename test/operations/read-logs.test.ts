import type {ServerResponse} from 'node:http';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {type ReadLogsOptions, readLogs} from '../../source/operations/read-logs.js';
import {FakeEngine, inspection} from '../engine-room/support/fake-engine.js';
import {frame} from '../engine-room/support/frames.js';

const line = (second: number, text: string): Buffer => frame(1, `2026-01-01T00:00:0${second}.000000000Z ${text}\n`);
const sources = [
  {id: 'a', tty: false},
  {id: 'b', tty: false},
];

let fake: FakeEngine;
let engine: Engine;
let controller: AbortController;
let streams: Map<string, ServerResponse>;

beforeEach(async () => {
  fake = await FakeEngine.start();
  streams = new Map();
  for (const {id} of sources) fake.containers.set(id, inspection(id));
  fake.route('GET', /logs$/, ({path, query}, response) => {
    const id = path.split('/')[2] ?? '';
    response.writeHead(200).flushHeaders();
    if (query.get('follow') === 'true') streams.set(id, response);
    else response.end(line(id === 'a' ? 1 : 2, `${id} before`));
  });
  controller = new AbortController();
  engine = await connect(fake.endpoint, {signal: controller.signal, env: {}});
});

afterEach(async () => {
  controller.abort();
  engine.close();
  await fake.stop();
});

const options = (onLine: ReadLogsOptions['onLine'], follow: boolean): ReadLogsOptions => ({
  tail: 10,
  follow,
  signal: controller.signal,
  onLine,
  onRefused: () => {},
  onLost: () => {},
});

describe('the logs of several containers', () => {
  test('come as one, in order of time, and go on', async () => {
    const texts: string[] = [];
    const done = readLogs(
      engine,
      sources,
      options(async (_, {text}) => void texts.push(text), true),
    );
    await expect.poll(() => streams.size).toBe(2);
    streams.get('b')?.write(line(3, 'b later'));
    await expect.poll(() => texts).toEqual(['a before', 'b before', 'b later']);
    controller.abort();
    await done;
  });

  test('end with what the taker of a line throws, whether lines are read or awaited', async () => {
    const broken = async (): Promise<void> => {
      throw new Error('the pipe is gone');
    };
    await expect(readLogs(engine, sources, options(broken, false))).rejects.toThrow('the pipe is gone');
    // A line that waits for others is handed out by a timer, where nobody would hear of it.
    const following = readLogs(engine, sources, {...options(broken, true), tail: 0});
    const ended = expect(following).rejects.toThrow('the pipe is gone');
    await expect.poll(() => streams.size).toBe(2);
    streams.get('a')?.write(line(3, 'a later'));
    await ended;
    await expect.poll(() => [...streams.values()].every(stream => stream.destroyed)).toBe(true);
  });
});
