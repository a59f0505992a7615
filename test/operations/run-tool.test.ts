import {Readable} from 'node:stream';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {DemoEngine} from '../../source/demo/options.js';
import {startDemoEngine} from '../../source/demo/start.js';
import type {Engine} from '../../source/engine/client.js';
import {inspectContainer} from '../../source/engine/containers.js';
import {readMemory} from '../../source/engine/memory.js';
import {type RunToolOptions, runTool} from '../../source/operations/run-tool.js';
import {serviceFor} from '../../source/services/recognise.js';
import type {Invocation} from '../../source/services/service.js';
import {connectTo} from './on-demo.js';

const never = new AbortController().signal;
const kafka = serviceFor('kafka');

let demo: DemoEngine;
let engine: Engine;
let broker: string;
beforeAll(async () => {
  demo = await startDemoEngine({systems: ['auren']});
  engine = await connectTo(demo);
  broker = demo.world.find('auren/kafka').id;
});
afterAll(async () => {
  engine.close();
  await demo.close();
});

const run = async (invocation: Invocation, options: Partial<RunToolOptions> = {}) => {
  const said = {stdout: '', stderr: ''};
  const exitCode = await runTool(engine, broker, invocation, {
    signal: never,
    verdict: kafka.verdict,
    onOutput: (stream, bytes) => {
      said[stream] += bytes;
    },
    ...options,
  });
  return {exitCode, ...said};
};
const named = (...names: readonly string[]): Invocation => {
  const [argv = [], ...fallbacks] = names.map(name => [name, '--list', '--exclude-internal']);
  return {argv, fallbacks, env: [], secrets: []};
};
const topics = 'biometric-events\nneuros-mode-switches\nsystem-events\n';

describe('a tool that images name differently', () => {
  test('is run by the first name that is there, without a word of the others', async () => {
    expect(await run(named('nosuch-topics', '/opt/nosuch.sh', 'kafka-topics'))).toEqual({
      exitCode: 0,
      stdout: topics,
      stderr: '',
    });
  });

  test('says why it cannot be run when none is there', async () => {
    const {exitCode, stdout} = await run(named('nosuch-topics', 'nosuch-topics.sh'));
    expect(exitCode).toBe(126);
    expect(stdout).toMatch(/exec: "nosuch-topics\.sh": executable file not found/);
  });

  test('that fails by itself is not tried by another name', async () => {
    const [argv = [], ...fallbacks] = ['kafka-topics', 'kafka-topics.sh'].map(name => [name, '--describe', '--topic', 'nosuch']);
    const {exitCode, stdout} = await run({argv, fallbacks, env: [], secrets: []});
    expect([exitCode, stdout.split('Error while executing').length]).toEqual([1, 2]);
  });

  test('gets its input whole', async () => {
    const stdin = Readable.from(['one\n', 'two\n']);
    const invocation = {argv: ['nosuch'], fallbacks: [['cat']], env: [], secrets: []};
    expect(await run(invocation, {stdin})).toEqual({exitCode: 0, stdout: 'one\ntwo\n', stderr: ''});
  });

  test('is found beside a broker without room, too', async () => {
    const container = demo.world.find(broker);
    const before = container.memoryLimit;
    const {memory} = await readMemory(engine, broker, never);
    container.memoryLimit = (memory ?? 0) + 20 * 2 ** 20;
    try {
      const invocation = {...named('nosuch-topics', 'kafka-topics'), room: 130 * 2 ** 20};
      expect(await run(invocation)).toEqual({exitCode: 0, stdout: topics, stderr: ''});
    } finally {
      container.memoryLimit = before;
    }
  });

  test('hands on what it says while it runs, once it is known to run', async () => {
    const seen: string[] = [];
    const controller = new AbortController();
    const running = run(
      {argv: ['kafka-console-consumer', '--topic', 'system-events'], fallbacks: [['nosuch']], env: [], secrets: []},
      {timeoutMs: 0, signal: controller.signal, onOutput: (_, bytes) => void seen.push(String(bytes))},
    );
    running.catch(() => {});
    await expect.poll(() => seen.length, {timeout: 30_000}).toBeGreaterThan(1);
    controller.abort();
    await expect(running).rejects.toMatchObject({name: 'AbortError'});
  });
});

test('the lines of Kafka’s kind run so', async () => {
  const container = await inspectContainer(engine, broker, never);
  const invocation = kafka.tool({container, profile: null}, ['--list', '--exclude-internal']);
  expect(invocation && (await run(invocation))).toMatchObject({exitCode: 0, stdout: topics});
});
