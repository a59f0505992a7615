import fc from 'fast-check';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {type LogBytes, logBytes} from '../../source/engine/log-bytes.js';
import {FakeEngine, reply} from './support/fake-engine.js';
import {frame} from './support/frames.js';

let fake: FakeEngine;
let engine: Engine;
let controller: AbortController;

beforeEach(async () => {
  fake = await FakeEngine.start();
  controller = new AbortController();
  engine = await connect(fake.endpoint, {signal: controller.signal, env: {}});
});
afterEach(async () => {
  controller.abort();
  engine.close();
  await fake.stop();
});

/** A log that comes in these chunks. */
const answer = (chunks: readonly Buffer[], headers: Record<string, string> = {}): void =>
  fake.route('GET', /logs/, (_, response) => {
    response.writeHead(200, headers);
    const write = (index: number): void => {
      const chunk = chunks[index];
      if (chunk) response.write(chunk, () => setImmediate(() => write(index + 1)));
      else response.end();
    };
    write(0);
  });

const read = async (tty = false): Promise<{all: string; stdout: string; stderr: string}> => {
  const pieces: LogBytes[] = [];
  const copied = (each: LogBytes): LogBytes => ({...each, bytes: Buffer.from(each.bytes)});
  await logBytes(engine, 'a', {tty, signal: controller.signal, onBytes: given => void pieces.push(...given.map(copied))});
  const of = (wanted?: LogBytes['stream']): string =>
    Buffer.concat(pieces.filter(({stream}) => !wanted || stream === wanted).map(({bytes}) => bytes)).toString('latin1');
  return {all: of(), stdout: of('stdout'), stderr: of('stderr')};
};

test('all of both streams in their order, without timestamps, from the beginning', async () => {
  answer([frame(1, 'one\n'), frame(2, 'bad\u0000'), frame(1, Buffer.from([0xff, 0xfe, 10])), frame(1, ''), frame(2, 'end')]);
  expect(await read()).toEqual({all: 'one\nbad\u0000\u00ff\u00fe\nend', stdout: 'one\n\u00ff\u00fe\n', stderr: 'bad\u0000end'});
  const [request] = fake.requests.filter(({path}) => path.endsWith('/logs'));
  expect(request?.query.get('tail')).toBe('all');
  expect(request?.query.get('timestamps')).toBeNull();
  expect(request?.query.get('follow')).toBeNull();
});

test('of a TTY the bytes as they are, also those that look like a frame', async () => {
  answer([Buffer.from('\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0003abc\r\n')]);
  expect((await read(true)).all).toBe('\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0003abc\r\n');
});

test('any split of the reply gives the same bytes', async () => {
  const frames = fc.array(fc.tuple(fc.constantFrom(1, 2), fc.uint8Array({maxLength: 40})), {maxLength: 6});
  await fc.assert(
    fc.asyncProperty(frames, fc.array(fc.integer({min: 1, max: 30}), {minLength: 1, maxLength: 8}), async (given, sizes) => {
      const whole = Buffer.concat(given.map(([type, bytes]) => frame(type, Buffer.from(bytes))));
      const chunks: Buffer[] = [];
      for (let at = 0, index = 0; at < whole.length; index += 1) {
        const size = sizes[index % sizes.length] ?? 1;
        chunks.push(whole.subarray(at, at + size));
        at += size;
      }
      answer(chunks);
      expect((await read()).all).toBe(Buffer.concat(given.map(([, bytes]) => Buffer.from(bytes))).toString('latin1'));
    }),
    {numRuns: 40},
  );
});

test('what the engine itself says in the middle is no part of the log, and told', async () => {
  answer([frame(1, 'one\n'), frame(3, 'error reading the log file')]);
  await expect(read()).rejects.toThrow('error reading the log file');
});

test('a refusal is told in the engine’s words', async () => {
  fake.route('GET', /logs/, (_, response) => reply(response, 404, {message: 'No such container: a'}));
  await expect(read()).rejects.toMatchObject({code: 'not-found'});
});

test('who takes long is waited for: no more is read meanwhile', async () => {
  const large = Array.from({length: 200}, () => frame(1, Buffer.alloc(64 * 1024, 120)));
  let sent = 0;
  fake.route('GET', /logs/, (_, response) => {
    response.writeHead(200);
    const write = (): void => {
      const chunk = large[sent];
      if (!chunk) return void response.end();
      sent += 1;
      response.write(chunk, write);
    };
    write();
  });
  let release = (): void => {};
  let first = true;
  const reading = logBytes(engine, 'a', {
    tty: false,
    signal: controller.signal,
    async onBytes() {
      if (first)
        await new Promise<void>(resolve => {
          first = false;
          release = resolve;
        });
    },
  });
  let before = -1;
  const stands = (): boolean => {
    const still = sent > 0 && sent === before;
    before = sent;
    return still;
  };
  // It comes to a stop, far from the end.
  await expect.poll(stands, {interval: 100}).toBe(true);
  expect(sent).toBeLessThan(150);
  release();
  await reading;
  expect(sent).toBe(200);
});
