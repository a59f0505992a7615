import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {type KafkaToolOptions, runKafkaTool} from '../../source/operations/kafka-tool.js';
import {realEngine} from './on-engine.js';
import {describeOnEngine, docker, runContainer} from './support.js';

const socketPath = realEngine.host.slice('unix://'.length);
/** Stands in for kafka-topics: says where it runs, asks the "broker" on localhost, and goes on when it is told to. */
const script = `#!/bin/sh
echo "user $(id -un) heap $KAFKA_HEAP_OPTS of the container $GREETING"
echo "limit $(cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null)"
ask http://localhost:8000/health >/dev/null && echo "the broker answers"
touch /config/written 2>/dev/null || echo "its files are read-only"
[ "$1" = --for-ever ] && sleep 1234
[ "$1" = --greedy ] && exec python3 -c "x = bytearray(300 * 2 ** 20)"
echo done >&2
exit 3
`;

describeOnEngine('a Kafka tool and its broker', () => {
  let engine: Engine;
  let folder: string;
  const brokers: string[] = [];
  beforeAll(async () => {
    engine = await connect(
      {kind: 'unix', socketPath, url: realEngine.host, source: 'the test'},
      {signal: AbortSignal.timeout(10_000), env: {}},
    );
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-kafka-'));
    fs.chmodSync(folder, 0o755);
    fs.writeFileSync(path.join(folder, 'kafka-topics'), script, {mode: 0o755});
    fs.mkdirSync(path.join(folder, 'config'));
    fs.chmodSync(path.join(folder, 'config'), 0o777);
  });
  afterEach(async () => {
    for (const id of brokers.splice(0)) await docker('rm', '-f', '-v', id);
    expect(await docker('ps', '-aq', '--filter', 'label=stacktop.throw-away')).toBe('');
  });
  afterAll(() => {
    engine.close();
    fs.rmSync(folder, {recursive: true, force: true});
  });

  const broker = async (limit: string): Promise<string> => {
    const options = ['--init', '-m', limit, '-u', 'nobody', '-e', 'GREETING=good day', '-e', 'KAFKA_HEAP_OPTS=-Xmx1G'];
    const mounts = ['-v', `${folder}/kafka-topics:/usr/local/bin/kafka-topics`, '-v', `${folder}/config:/config`, '-v', '/data'];
    const id = await runContainer('stacktop-test/web', [...options, ...mounts]);
    brokers.push(id);
    await docker('exec', id, 'sh', '-c', 'until ask http://localhost:8000/health >/dev/null 2>&1; do sleep 0.05; done');
    return id;
  };
  const run = async (id: string, args: readonly string[] = [], options: Partial<KafkaToolOptions> = {}) => {
    const said = {stdout: '', stderr: ''};
    const invocation = {argv: ['kafka-topics', ...args], env: ['KAFKA_HEAP_OPTS=-Xmx64m'], secrets: []};
    const ran = runKafkaTool(engine, id, invocation, {
      signal: new AbortController().signal,
      timeoutMs: 120_000,
      onOutput: (stream, bytes) => {
        said[stream] += bytes;
      },
      ...options,
    });
    return {...(await ran), ...said};
  };
  const throwAways = (): Promise<string> => docker('ps', '-aq', '--filter', 'label=stacktop.throw-away');
  const anonymousVolumes = async (): Promise<number> =>
    (await docker('volume', 'ls', '-q')).split('\n').filter(name => /^[0-9a-f]{64}$/.test(name)).length;

  test('where there is room, the tool runs inside', async () => {
    const {where, exitCode, stdout} = await run(await broker('400m'));
    expect({where, exitCode}).toEqual({where: 'inside', exitCode: 3});
    expect(stdout).toContain(`limit ${400 * 2 ** 20}\n`);
  });

  test('where there is none, it runs beside, as the same user, on its network, with a limit of its own, and changes no file', async () => {
    const id = await broker('100m');
    const volumes = await anonymousVolumes();
    expect(await run(id)).toEqual({
      where: 'beside',
      exitCode: 3,
      stdout: [
        'user nobody heap -Xmx64m of the container good day',
        `limit ${256 * 2 ** 20}`,
        'the broker answers',
        'its files are read-only',
        '',
      ].join('\n'),
      stderr: 'done\n',
    });
    expect([await throwAways(), await anonymousVolumes()]).toEqual(['', volumes]);
    expect(await docker('inspect', '--format', '{{.State.Status}} {{len .Mounts}}', id)).toBe('running 3');
  });

  test('called off, what ran beside it is gone', async () => {
    const id = await broker('100m');
    const controller = new AbortController();
    const running = run(id, ['--for-ever'], {signal: controller.signal, timeoutMs: 0});
    running.catch(() => {});
    await expect.poll(throwAways, {timeout: 60_000}).not.toBe('');
    controller.abort();
    await expect(running).rejects.toMatchObject({name: 'AbortError'});
    expect(await throwAways()).toBe('');
  });

  test('late, what ran beside it is gone, and the reason is told', async () => {
    await expect(run(await broker('100m'), ['--for-ever'], {timeoutMs: 2500})).rejects.toMatchObject({code: 'late'});
    expect(await throwAways()).toBe('');
  });

  test('a tool that wants more than its limit is killed, and its broker is not', async () => {
    const id = await broker('100m');
    await expect(run(id, ['--greedy'])).rejects.toMatchObject({
      message: 'kafka-topics needed more than the 256 MiB of its own container',
    });
    expect(await docker('inspect', '--format', '{{.State.Status}} {{.State.OOMKilled}}', id)).toBe('running false');
  });

  test('where no container may be made, it is refused with the figures', async () => {
    const id = await broker('100m');
    await expect(run(id, [], {mayCreate: false})).rejects.toMatchObject({
      message: expect.stringMatching(
        /^\S+ has \d\d MiB left under its limit of 100 MiB; a Kafka tool needs about 80: the kernel could kill the broker$/,
      ),
    });
  });
});
