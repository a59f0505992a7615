import {PassThrough} from 'node:stream';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import type {Endpoint} from '../../source/engine/endpoint.js';
import {openTerminal} from '../../source/operations/open-terminal.js';
import {askService, runService} from '../../source/operations/run-service.js';
import type {Invocation} from '../../source/services/service.js';
import {type EngineProxy, openProxy} from '../stories/proxy.js';
import {realEngine} from './on-engine.js';
import {containerOf, describeOnEngine, docker, eventsWhile, runContainer} from './support.js';

const socketPath = realEngine.host.slice('unix://'.length);
const endpointOf = (path: string): Endpoint => ({kind: 'unix', socketPath: path, url: `unix://${path}`, source: 'the test'});

const program = (argv: readonly string[], more: Partial<Invocation> = {}): Invocation => ({argv, env: [], secrets: [], ...more});
const sql = (text: string): Invocation => program(['psql', '-U', 'shop', '-d', 'orders', '-XAtqc', text], {endBy: 'INT'});

describeOnEngine('a program in a container', () => {
  let engine: Engine;
  let postgres: string;
  let redis: string;
  let box: string;
  const opened: (EngineProxy | Engine)[] = [];
  beforeAll(async () => {
    engine = await connect(endpointOf(socketPath), {signal: AbortSignal.timeout(60_000), env: {}});
    postgres = await containerOf('shop', 'postgres');
    redis = await containerOf('shop', 'redis');
    box = await runContainer('stacktop-test/web', ['--init', '--name', 'run-box'], ['sleep', '100000']);
  });
  afterAll(async () => {
    engine.close();
    await docker('rm', '-f', '-v', box);
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });

  /** Programs in it, as the engine lists them. */
  const programsIn = (id: string): Promise<string> => docker('top', id, '-eo', 'pid,args');

  /** Starts it, waits for its first words or for `there`, and calls it off. */
  const callOff = async (id: string, invocation: Invocation, there: () => Promise<boolean>, on = engine): Promise<unknown> => {
    const controller = new AbortController();
    const left: string[] = [];
    const running = runService(on, id, invocation, {
      signal: controller.signal,
      timeoutMs: 0,
      onOutput: () => {},
      onLeft: () => left.push('left'),
    });
    running.catch(() => {});
    await expect.poll(there, {timeout: 60_000}).toBe(true);
    controller.abort();
    await expect(running).rejects.toMatchObject({name: 'AbortError'});
    return left;
  };

  const runsIn = (id: string, words: string) => async (): Promise<boolean> => (await programsIn(id)).includes(words);

  test.each([
    ['sleep', ['sleep', '1234']],
    ['a script and what it started', ['sh', '-c', 'sleep 1234 & sleep 1234; true']],
    ['what heeds neither ^C nor TERM', ['sh', '-c', 'trap "" INT TERM; sleep 1234; sleep 1234']],
    ['what changed its group', ['bash', '-c', 'set -m; sleep 1234 & wait']],
  ])('called off, %s ends in the container, too', async (_, argv) => {
    expect(await callOff(box, program(argv), runsIn(box, 'sleep 1234'))).toEqual([]);
    expect(await programsIn(box)).not.toContain('sleep 1234');
  });

  test('one whose image has no shell ends by our right on this host', async () => {
    const bare = await runContainer('stacktop-test/shell-less', ['--name', 'run-bare']);
    try {
      expect(await callOff(bare, program(['/sleep', '1234']), runsIn(bare, '/sleep 1234'))).toEqual([]);
      expect(await programsIn(bare)).not.toContain('1234');
    } finally {
      await docker('rm', '-f', '-v', bare);
    }
  });

  test('redis-cli MONITOR, called off, is no client of the server any more', async () => {
    const clients = async (): Promise<string> =>
      (await askService(engine, redis, program(['redis-cli', 'CLIENT', 'LIST']), {signal: AbortSignal.timeout(60_000)})).stdout;
    expect(
      await callOff(redis, program(['redis-cli', 'MONITOR']), async () => (await clients()).includes('cmd=monitor')),
    ).toEqual([]);
    expect(await clients()).not.toContain('cmd=monitor');
  });

  test('a statement that psql waits for is cancelled in the server, too', async () => {
    const active = async (): Promise<string> =>
      (
        await askService(
          engine,
          postgres,
          sql("select query from pg_stat_activity where state = 'active' and query like '%1234%' and pid <> pg_backend_pid()"),
          {signal: AbortSignal.timeout(60_000)},
        )
      ).stdout;
    expect(
      await callOff(postgres, sql('select pg_sleep(1234)'), async () => (await active()).includes('pg_sleep(1234)')),
    ).toEqual([]);
    expect(await active()).toBe('');
  });

  test('a password prompt that hangs ends with the time limit, and says what it asked for', async () => {
    const said: string[] = [];
    const argv = ['psql', '-h', '127.0.0.1', '-U', 'asked', '-d', 'orders', '-W', '-c', 'select 1'];
    await expect(
      runService(engine, postgres, program(argv), {
        signal: new AbortController().signal,
        timeoutMs: 10_000, // long enough for it to ask, on a busy machine too
        stdin: new PassThrough(),
        onOutput: (stream, bytes) => void said.push(`${stream}: ${bytes}`),
      }),
    ).rejects.toMatchObject({code: 'late', message: 'psql did not end within 10 s', hint: 'it was ended in the container'});
    expect(said.join('')).toMatch(/^stderr: Password/);
    expect(await programsIn(postgres)).not.toContain('-U asked');
  });

  test('one that loses its connection is ended as soon as the engine can be asked again', async () => {
    const proxy = await openProxy(realEngine);
    opened.push(proxy);
    const through = await connect(endpointOf(proxy.host.slice('unix://'.length)), {signal: AbortSignal.timeout(60_000), env: {}});
    opened.push(through);
    const running = runService(through, box, program(['sleep', '1234']), {
      signal: new AbortController().signal,
      timeoutMs: 0,
      onOutput: () => {},
    });
    running.catch(() => {});
    await expect.poll(runsIn(box, 'sleep 1234'), {timeout: 60_000}).toBe(true);
    await proxy.cut();
    await proxy.restore();
    await expect(running).rejects.toMatchObject({name: 'EngineError'});
    expect(await programsIn(box)).not.toContain('sleep 1234');
  });

  describe('in a terminal', () => {
    const size = {rows: 24, columns: 80};
    const active = async (): Promise<string> =>
      (
        await askService(
          engine,
          postgres,
          sql("select count(*) from pg_stat_activity where query like 'select pg_sleep(4321)%'"),
          {
            signal: AbortSignal.timeout(60_000),
          },
        )
      ).stdout;
    const sleeping = async (on: Engine) => {
      const cmd = ['psql', '-U', 'shop', '-d', 'orders'];
      const terminal = await openTerminal(on, postgres, {cmd, user: '', term: 'xterm', size}, new AbortController().signal);
      terminal.stream.on('error', () => {}).resume();
      terminal.stream.write('select pg_sleep(4321);\r');
      await expect.poll(active, {timeout: 60_000}).toBe('1\n');
      return terminal;
    };

    test('it is ended with what the server does for it, when its terminal is given up', async () => {
      const terminal = await sleeping(engine);
      terminal.stream.destroy();
      await terminal.end();
      await expect.poll(active, {timeout: 60_000}).toBe('0\n');
      expect(await programsIn(postgres)).not.toMatch(/psql -U shop -d orders$/m);
    });

    test('and when its connection was cut', async () => {
      const proxy = await openProxy(realEngine);
      opened.push(proxy);
      const through = await connect(endpointOf(proxy.host.slice('unix://'.length)), {
        signal: AbortSignal.timeout(60_000),
        env: {},
      });
      opened.push(through);
      const terminal = await sleeping(through);
      await proxy.cut();
      await proxy.restore();
      expect(await terminal.exitCode()).toBeNull();
      await expect.poll(active, {timeout: 60_000}).toBe('0\n');
      expect(await programsIn(postgres)).not.toMatch(/psql -U shop -d orders$/m);
    });

    test('a shell takes what runs in its foreground along', async () => {
      const terminal = await openTerminal(
        engine,
        box,
        {cmd: ['bash'], user: '', term: 'xterm', size},
        new AbortController().signal,
      );
      terminal.stream.resume();
      terminal.stream.write('sleep 4321\r');
      await expect.poll(runsIn(box, 'sleep 4321'), {timeout: 60_000}).toBe(true);
      terminal.stream.destroy();
      await terminal.end();
      expect(await programsIn(box)).not.toMatch(/sleep 4321|bash/);
    });
  });

  test('a secret in its environment is in no list of programs and in no event', async () => {
    const secret = 'hunter-2-of-the-test';
    const env = [`WORD=${secret}`];
    const asked = await askService(engine, box, program(['printenv', 'WORD'], {env}), {signal: AbortSignal.timeout(60_000)});
    expect(asked).toEqual({exitCode: 0, stdout: `${secret}\n`, stderr: '', truncated: false});
    const listed: string[] = [];
    const events = await eventsWhile(box, () =>
      callOff(box, program(['sleep', '1234'], {env}), async () => {
        listed.push(await programsIn(box));
        return listed.at(-1)?.includes('sleep 1234') ?? false;
      }),
    );
    expect(listed.join()).not.toContain(secret);
    expect(events).toContain('exec_start: sleep 1234');
    expect(events).not.toContain(secret);
  });
});
