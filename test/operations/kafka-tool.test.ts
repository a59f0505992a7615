import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import type {DemoEngine} from '../../source/demo/options.js';
import {startDemoEngine} from '../../source/demo/start.js';
import type {Engine} from '../../source/engine/client.js';
import {listContainers, listThrowAways} from '../../source/engine/containers.js';
import {readMemory} from '../../source/engine/memory.js';
import {type KafkaToolOptions, runKafkaTool} from '../../source/operations/kafka-tool.js';
import {connectTo, execsIn} from './on-demo.js';

const mebibyte = 2 ** 20;
const never = new AbortController().signal;
const tool = (...args: readonly string[]) => ({argv: ['kafka-topics', ...args], env: ['KAFKA_HEAP_OPTS=-Xmx64m'], secrets: []});
const consumer = {argv: ['kafka-console-consumer', '--topic', 'system-events'], env: [], secrets: []};

let demo: DemoEngine;
let engine: Engine;
let kafka: string;
let unlimited: number;
beforeAll(async () => {
  demo = await startDemoEngine({systems: ['auren']});
  engine = await connectTo(demo);
  kafka = demo.world.find('auren/kafka').id;
  unlimited = demo.world.find(kafka).memoryLimit;
});
afterEach(() => {
  demo.faults.clear();
  demo.world.find(kafka).memoryLimit = unlimited;
});
afterAll(async () => {
  engine.close();
  await demo.close();
});

/** Leaves that many MiB under the broker's limit; null is no limit. */
const leave = async (left: number | null): Promise<void> => {
  const {memory} = await readMemory(engine, kafka, never);
  demo.world.find(kafka).memoryLimit = left === null ? 0 : (memory ?? 0) + left * mebibyte;
};
const throwAways = () => listThrowAways(engine, never);
const run = async (invocation = tool('--list', '--exclude-internal'), options: Partial<KafkaToolOptions> = {}) => {
  const said: string[] = [];
  const ran = await runKafkaTool(engine, kafka, invocation, {
    signal: never,
    onOutput: (_, bytes) => void said.push(String(bytes)),
    ...options,
  });
  return {...ran, said: said.join('')};
};
const topics = 'biometric-events\nneuros-mode-switches\nsystem-events\n';

describe('a Kafka tool runs', () => {
  test.each([
    ['inside of a broker without a limit', null, 'inside'],
    ['inside of a broker that has room', 160, 'inside'],
    ['beside a broker that has none', 90, 'beside'],
  ] as const)('%s', async (_, left, where) => {
    await leave(left);
    expect(await run()).toEqual({exitCode: 0, where, said: topics});
    expect(await throwAways()).toEqual([]);
  });

  test('the second one at a time with the first one’s memory counted', async () => {
    await leave(170);
    const both = await Promise.all([run(), run()]);
    expect(both.map(({where}) => where)).toEqual(['inside', 'beside']);
  });

  test('beside it with its exit code, and what it changes is changed in the broker', async () => {
    await leave(20);
    expect(await run(tool('--create', '--topic', 'orders'))).toMatchObject({exitCode: 0, said: 'Created topic orders.\n'});
    expect(await run(tool('--create', '--topic', 'orders'))).toMatchObject({exitCode: 1, where: 'beside'});
    await leave(null);
    expect((await run(tool('--delete', '--topic', 'orders'))).exitCode).toBe(0);
  });

  test('beside it in no list of containers, and gives its input on', async () => {
    await leave(20);
    const before = (await listContainers(engine, never)).length;
    const controller = new AbortController();
    const running = run(consumer, {signal: controller.signal, timeoutMs: 0});
    running.catch(() => {});
    await expect.poll(throwAways, {timeout: 30_000}).toHaveLength(1);
    expect(await listContainers(engine, never)).toHaveLength(before);
    controller.abort();
    await expect(running).rejects.toMatchObject({name: 'AbortError'});
    expect(await throwAways()).toEqual([]);
    const producer = {argv: ['kafka-console-producer', '--topic', 'system-events'], env: [], secrets: [], input: 'one\ntwo\n'};
    expect(await run(producer)).toMatchObject({exitCode: 0, where: 'beside'});
  });
});

describe('a Kafka tool ends', () => {
  test.each([
    ['inside', null, 'it was ended in the container'],
    ['beside', 20, 'it was ended'],
  ] as const)('with its time limit, %s', async (_, left, hint) => {
    await leave(left);
    await expect(run(consumer, {timeoutMs: 700})).rejects.toMatchObject({
      code: 'late',
      message: 'kafka-console-consumer did not end within 0.7 s',
      hint,
    });
    expect([await throwAways(), await execsIn(engine, kafka)]).toEqual([[], []]);
  });
});

describe('a Kafka tool is refused with the figures', () => {
  const message =
    /^kafka has 3\d MiB left under its limit of \d{3} MiB; a Kafka tool needs about 80: the kernel could kill the broker$/;

  test('where the engine makes no container', async () => {
    await leave(36);
    demo.faults.add({kind: 'status', path: '/containers/create', status: 403, message: 'not allowed by the proxy'});
    await expect(run()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(message),
      hint: 'a container beside it cannot be made: not allowed by the proxy',
    });
  });

  test('where nothing may be changed', async () => {
    await leave(36);
    await expect(run(undefined, {mayCreate: false})).rejects.toMatchObject({message: expect.stringMatching(message)});
  });

  test('where the memory in use is not known', async () => {
    await leave(36);
    demo.faults.add({kind: 'stats-without', keys: ['memory_stats']});
    await expect(run(undefined, {mayCreate: false})).rejects.toMatchObject({
      message: expect.stringMatching(/^how much room kafka has under its limit of \d+ MiB is not known; a Kafka tool needs/),
    });
  });
});
