import type {ServerResponse} from 'node:http';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {LogReading} from '../../source/live/log-reading.js';
import type {LogTarget} from '../../source/state/log-targets.js';
import {itemsOfPieces} from '../../source/state/unpack.js';
import {FakeEngine} from '../engine-room/support/fake-engine.js';
import {frame} from '../engine-room/support/frames.js';

vi.setConfig({testTimeout: 120_000});
const soon = <T>(look: () => T) => expect.poll(look, {timeout: 40_000});

interface Stream {
  readonly query: URLSearchParams;
  readonly response: ServerResponse;
}

let fake: FakeEngine;
let engine: Engine;
let controller: AbortController;
let reading: LogReading;
let streams: Stream[];
let skipped: number[];

beforeEach(async () => {
  fake = await FakeEngine.start();
  streams = [];
  skipped = [];
  fake.route('GET', /logs$/, ({query}, response) => {
    response.writeHead(200).flushHeaders();
    streams.push({query, response});
  });
  controller = new AbortController();
  engine = await connect(fake.endpoint, {signal: controller.signal, env: {}});
  reading = new LogReading(engine, {
    signal: controller.signal,
    lifeOf: () => ({running: true, never: false, startedAt: 1}),
    onState: () => {},
    onSkipped: count => skipped.push(count),
  });
});

afterEach(async () => {
  controller.abort();
  await reading.ended();
  engine.close();
  await fake.stop();
});

const target = (id: string): LogTarget => ({
  key: `shop/${id}/1`,
  id,
  label: id,
  tty: false,
  logDriver: '',
  running: true,
  never: false,
  startedAt: 1,
});

const stamp = (ms: number): string => new Date(ms).toISOString().replace('Z', '000000Z');

const batch = (from: number, count: number, ms: number): Buffer =>
  Buffer.concat(Array.from({length: count}, (_, index) => frame(1, `${stamp(ms)} line ${from + index} ${'x'.repeat(80)}\n`)));

const textsTaken = (): string[] => itemsOfPieces(reading.take(1e9).pieces).map(({text}) => text);

const streamAt = async (place: number): Promise<Stream> => {
  await soon(() => streams.length).toBeGreaterThan(place);
  const stream = streams[place];
  if (!stream) throw new Error('no such stream');
  return stream;
};

describe('reading faster than it is taken', () => {
  test('stops: the engine cannot send on, nothing grows, and each line is there when it is taken', async () => {
    reading.follow(target('web'), 0, {tail: 'all'});
    const {response} = await streamAt(0);
    const now = Date.now();
    let sent = 0;
    const fill = (): void => {
      while (sent < 150_000 && !response.writableNeedDrain) {
        response.write(batch(sent, 1000, now));
        sent += 1000;
      }
    };
    response.on('drain', fill);
    fill();
    // Nothing was written for ten looks.
    let before = -1;
    let same = 0;
    await soon(() => {
      same = before === sent && reading.waitingBytes > 1_000_000 ? same + 1 : 0;
      before = sent;
      return same;
    }).toBe(10);
    expect(response.writableNeedDrain).toBe(true);
    expect(sent).toBeLessThan(100_000);
    expect(reading.waitingBytes).toBeLessThan(8 * 1024 * 1024);
    const taken: string[] = [];
    await soon(() => {
      taken.push(...textsTaken());
      return taken.length;
    }).toBe(150_000);
    expect(taken.findIndex((text, index) => !text.startsWith(`line ${index} `))).toBe(-1);
  });
});

describe('a source that cannot catch up', () => {
  test('goes on with its newest lines, alone, and says what was left out', async () => {
    reading.follow(target('flood'), 0, {tail: 1000});
    reading.follow(target('quiet'), 1, {tail: 1000});
    const [flood, quiet] = [await streamAt(0), await streamAt(1)];
    const texts: string[] = [];
    const now = Date.now();
    // For two seconds it is as quick as its lines, then they are a second old.
    for (let tick = 0; streams.length < 3; tick += 1) {
      const written = Date.now() - (tick < 20 ? 0 : 1000);
      flood.response.write(batch(tick * 1000, 1000, written));
      await new Promise(go => setTimeout(go, 100));
      texts.push(...textsTaken());
      reading.leaveOut();
      if (Date.now() - now > 30_000) throw new Error('nothing was left out');
    }
    const {query, response} = await streamAt(2);
    expect(query.get('tail')).toBe('1000');
    expect(Number(query.get('since'))).toBeGreaterThan(now / 1000);
    await soon(() => flood.response.destroyed || flood.response.closed).toBe(true);
    expect(quiet.response.destroyed).toBe(false);
    response.write(frame(1, `${stamp(Date.now())} the newest\n`));
    await soon(() => {
      texts.push(...textsTaken());
      return texts.at(-1);
    }).toBe('the newest');
    // It wrote some ten thousand lines a second, and was a second behind.
    expect(skipped).toHaveLength(1);
    expect(skipped[0]).toBeGreaterThan(2000);
    expect(texts.at(-2)).toMatch(/^skipped here: \d+\.\d s, some [\d,]+ lines: they come faster than they can be read$/);
  });
});
