import type {ServerResponse} from 'node:http';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {type RawLogOptions, rawLogs} from '../../source/engine/raw-logs.js';
import {FakeEngine, reply} from './support/fake-engine.js';
import {frame} from './support/frames.js';

let fake: FakeEngine;
let engine: Engine;
let controller: AbortController;
let written: (readonly [string, string])[];

beforeEach(async () => {
  fake = await FakeEngine.start();
  controller = new AbortController();
  written = [];
  engine = await connect(fake.endpoint, {signal: controller.signal, env: {}});
});

afterEach(async () => {
  controller.abort();
  engine.close();
  await fake.stop();
});

const answer = (send: (response: ServerResponse) => void, type?: string): void =>
  fake.route('GET', /logs$/, (_, response) => send(response.writeHead(200, type === undefined ? {} : {'Content-Type': type})));

const read = (more: Partial<RawLogOptions> = {}): Promise<void> =>
  rawLogs(engine, 'a', {
    ...{tail: 'all', follow: false, timestamps: false, tty: false, signal: controller.signal},
    onBytes: async (stream, bytes) => void written.push([stream, bytes.toString('latin1')]),
    ...more,
  });

/** What went to each of the two. */
const streams = (): readonly [string, string] => {
  const of = (wanted: string): string => written.flatMap(([stream, text]) => (stream === wanted ? text : [])).join('');
  return [of('stdout'), of('stderr')];
};

describe('the bytes of a log', () => {
  test('are those of the frames, whatever they are, each stream apart', async () => {
    const odd = '\x00\xff\xfe \xc3\x28\r\n\n\x1b[2J';
    answer(response => {
      const all = Buffer.concat([frame(1, Buffer.from(odd, 'latin1')), frame(2, 'err\n'), frame(1, 'no newline')]);
      for (const byte of all) response.write(Buffer.of(byte));
      response.end();
    });
    await read();
    expect(streams()).toEqual([`${odd}no newline`, 'err\n']);
  });

  test('keep the order of the two streams, and are written together where one goes on', async () => {
    answer(response => response.end(Buffer.concat([1, 1, 2, 1].map(type => frame(type, `${type}\n`)))));
    await read();
    expect(written).toEqual([
      ['stdout', '1\n1\n'],
      ['stderr', '2\n'],
      ['stdout', '1\n'],
    ]);
  });

  test('of a terminal have no frames, unless the engine says so', async () => {
    answer(response => response.end(Buffer.from([1, 0, 0, 0, 0, 0, 0, 1, 0x41])));
    await read({tty: true});
    expect(streams()).toEqual(['\x01\0\0\0\0\0\0\x01A', '']);
    written = [];
    answer(response => response.end(frame(1, 'A')), 'application/vnd.docker.multiplexed-stream');
    await read({tty: true});
    expect(streams()).toEqual(['A', '']);
  });

  test('are asked for as docker asks: what is wanted, and nothing else', async () => {
    answer(response => response.end());
    await read({tail: 3, since: 1_700_000_000_500, until: 1_700_000_001_000, timestamps: true});
    expect(Object.fromEntries(fake.requests.at(-1)?.query ?? [])).toEqual({
      ...{stdout: 'true', stderr: 'true', timestamps: 'true', tail: '3'},
      ...{since: '1700000000.500000000', until: '1700000001.000000000'},
    });
  });

  test('end with what the engine says in their midst, after those before it', async () => {
    answer(response => response.end(Buffer.concat([frame(1, 'one\n'), frame(3, 'error from daemon in stream: broken\n')])));
    await expect(read()).rejects.toThrow('the engine says: error from daemon in stream: broken');
    expect(streams()).toEqual(['one\n', '']);
  });

  test('are not read on while nobody takes them', async () => {
    let sent = 0;
    answer(response => {
      const more = (): void => {
        if (sent === 400) return void response.end();
        sent += 1;
        if (response.write(frame(1, Buffer.alloc(1 << 20)))) more();
        else response.once('drain', more);
      };
      more();
    });
    let release: () => void = () => {};
    const taken = new Promise<void>(resolve => {
      release = resolve;
    });
    const done = read({onBytes: () => taken});
    await expect.poll(() => sent).toBeGreaterThan(1);
    for (let turn = 0; turn < 20; turn += 1) await engine.info(controller.signal);
    expect(sent).toBeLessThan(40);
    release();
    await done;
    expect(sent).toBe(400);
  });

  test('that the engine refuses, or loses, are an error', async () => {
    fake.route('GET', /logs$/, (_, response) => reply(response, 501, {message: 'driver does not support reading'}));
    await expect(read()).rejects.toMatchObject({code: 'engine', message: 'driver does not support reading'});
    answer(response => {
      response.write(frame(1, 'one\n'));
      void expect
        .poll(() => streams()[0])
        .toBe('one\n')
        .finally(() => response.destroy());
    });
    await expect(read()).rejects.toMatchObject({code: 'lost'});
    expect(streams()).toEqual(['one\n', '']);
  });

  test('end at a time to come, also of a log that is quiet then', async () => {
    let query = new URLSearchParams();
    fake.route('GET', /logs$/, (request, response) => {
      query = request.query;
      response.writeHead(200).write(frame(1, 'last words\n'));
    });
    const until = Date.now() + 300;
    await read({follow: true, until});
    expect(Date.now()).toBeGreaterThanOrEqual(until);
    expect(query.get('follow')).toBe('true');
    expect(streams()).toEqual(['last words\n', '']);
  });

  test('are not followed up to a time that has been', async () => {
    let query = new URLSearchParams();
    fake.route('GET', /logs$/, (request, response) => {
      query = request.query;
      response.writeHead(200).end(frame(1, 'a\n'));
    });
    await read({follow: true, until: Date.now() - 1000});
    expect(query.get('follow')).toBeNull();
  });
});
