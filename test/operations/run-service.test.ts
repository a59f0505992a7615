import {PassThrough, Readable} from 'node:stream';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Engine} from '../../source/engine/client.js';
import {openTerminal} from '../../source/operations/open-terminal.js';
import {askService, runService} from '../../source/operations/run-service.js';
import type {Invocation} from '../../source/services/service.js';
import {type DemoShop, shopOnDemo} from '../screens/support/shop-on-demo.js';
import {connectTo, execsIn} from './on-demo.js';

const program = (argv: readonly string[], more: Partial<Invocation> = {}): Invocation => ({argv, env: [], secrets: [], ...more});
const never = new AbortController().signal;

let shop: DemoShop;
let engine: Engine;
let web: string;
let redis: string;
beforeAll(async () => {
  shop = await shopOnDemo();
  engine = await connectTo(shop.demo);
  web = shop.demo.world.find('shop/web').id;
  redis = shop.demo.world.find('shop/redis').id;
});
afterAll(async () => {
  engine.close();
  await shop.close();
});

describe('a question', () => {
  test('gives both outputs apart and the exit code', async () => {
    const invocation = program(['sh', '-c', 'echo out; nosuch; exit 3']);
    expect(await askService(engine, web, invocation, {signal: never})).toEqual({
      exitCode: 3,
      stdout: 'out\n',
      stderr: 'sh: nosuch: not found\n',
      truncated: false,
    });
  });

  test('finds its environment, and the input that belongs to it', async () => {
    const withEnv = program(['printenv', 'GREETING'], {env: ['GREETING=good day']});
    expect((await askService(engine, web, withEnv, {signal: never})).stdout).toBe('good day\n');
    expect((await askService(engine, web, program(['cat'], {input: 'ünï\n'}), {signal: never})).stdout).toBe('ünï\n');
  });

  test('is kept as far as it is asked for, no character halved', async () => {
    const answer = await askService(engine, web, program(['echo', 'aüb']), {signal: never, maxBytes: 2});
    expect(answer).toMatchObject({stdout: 'a', truncated: true});
  });

  test('in a container that does not run is refused in the engine’s words', async () => {
    const job = shop.demo.world.find('shop/job').id;
    await expect(askService(engine, job, program(['true']), {signal: never})).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('is not running'),
    });
  });
});

describe('a program', () => {
  test('gets input of any length, and its output waits for who reads it', async () => {
    const written: string[] = [];
    const code = await runService(engine, web, program(['cat']), {
      signal: never,
      stdin: Readable.from(Array.from({length: 50}, (_, index) => `${index} ${'x'.repeat(20_000)}\n`)),
      onOutput: async (_, bytes) => {
        await new Promise(resolve => setImmediate(resolve));
        written.push(bytes.toString());
      },
    });
    expect([code, written.join('').length]).toEqual([0, 50 * 20_002 + 40 + 50]);
  });

  test('called off is ended in the container before anybody hears that it is over', async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    const left: string[] = [];
    const running = runService(engine, redis, program(['redis-cli', 'MONITOR']), {
      signal: controller.signal,
      timeoutMs: 0,
      onOutput: (_, bytes) => void seen.push(String(bytes)),
      onLeft: () => left.push('left'),
    });
    await expect.poll(() => seen.join('')).toContain('OK');
    expect(await execsIn(engine, redis)).toHaveLength(1);
    controller.abort();
    await expect(running).rejects.toMatchObject({name: 'AbortError'});
    expect([await execsIn(engine, redis), left]).toEqual([[], []]);
  });

  test('that takes too long is ended, and the reason says so', async () => {
    const running = runService(engine, web, program(['sleep', '1000']), {
      signal: never,
      timeoutMs: 200,
      stdin: new PassThrough(),
      onOutput: () => {},
    });
    await expect(running).rejects.toMatchObject({
      code: 'late',
      message: 'sleep did not end within 0.2 s',
      hint: 'it was ended in the container',
    });
    expect(await execsIn(engine, web)).toEqual([]);
  });

  test('whose reader fails is ended, and the reader’s error is told', async () => {
    const full = new Error('the disk is full');
    const running = runService(engine, redis, program(['redis-cli', 'MONITOR']), {
      signal: never,
      onOutput: () => {
        throw full;
      },
    });
    await expect(running).rejects.toBe(full);
    expect(await execsIn(engine, redis)).toEqual([]);
  });

  test('called off before it began is not begun', async () => {
    const options = {signal: AbortSignal.abort(), onOutput: () => {}};
    await expect(runService(engine, web, program(['sleep', '1000']), options)).rejects.toMatchObject({name: 'AbortError'});
    expect(await execsIn(engine, web)).toEqual([]);
  });

  test('that cannot be ended is told to be left', async () => {
    const bare = await shop.bring('sh-only', 'other');
    const controller = new AbortController();
    const left: string[] = [];
    const running = runService(engine, bare, program(['sleep', '1000']), {
      signal: controller.signal,
      timeoutMs: 0,
      onOutput: () => {},
      onLeft: () => left.push('left'),
    });
    await expect.poll(() => execsIn(engine, bare)).toHaveLength(1);
    const mend = shop.demo.faults.add({
      kind: 'status',
      path: /\/containers\/.*\/exec$/,
      status: 500,
      message: 'no more commands',
    });
    controller.abort();
    await expect(running).rejects.toMatchObject({name: 'AbortError'});
    expect(left).toEqual(['left']);
    mend();
    await shop.sendGuestsHome();
  });
});

test('a program with a terminal is ended, too', async () => {
  const options = {cmd: ['redis-cli'], user: '', env: ['A=b'], term: 'xterm', size: {rows: 24, columns: 80}};
  const terminal = await openTerminal(engine, redis, options, never);
  expect(await execsIn(engine, redis)).toHaveLength(1);
  terminal.stream.destroy();
  await terminal.end();
  expect(await execsIn(engine, redis)).toEqual([]);
});
