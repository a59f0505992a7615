import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {inspectContainer} from '../../source/engine/containers.js';
import {dump} from '../../source/operations/dump.js';
import {restore} from '../../source/operations/restore.js';
import type {Transfer, TransferStep} from '../../source/operations/transfer.js';
import {dumpOf} from '../../source/services/dump.js';
import {serviceFor} from '../../source/services/recognise.js';
import {prints, run, start} from '../commands/program.js';
import {realEngine} from './on-engine.js';
import {describeWithServices, limitMemory, redisPasswords, serviceId, serviceStack, sql} from './service-stack.js';
import {docker, eventsWhile} from './support.js';

const host = ['--host', realEngine.host];
const runs = (service: string, args: readonly string[], stdin?: string) =>
  run(['run', `${serviceStack}/${service}`, ...host, '--', ...args], stdin === undefined ? {} : {stdin});
const throwAways = (): Promise<string> => docker('ps', '-aq', '--filter', 'label=stacktop.throw-away');

describeWithServices('a service’s own tool', ['kafka', 'redis-locked', 'redis-env', 'tka-postgres'], () => {
  test.each(['redis-locked', 'redis-env'] as const)('of %s has its password, which is in no argv and no event', async service => {
    const id = await serviceId(service);
    const events = await eventsWhile(id, async () => {
      const watching = start(['run', `${serviceStack}/${service}`, ...host, '--', 'MONITOR']);
      await prints(watching, /OK/);
      expect(await docker('top', id, '-eo', 'pid,args')).not.toContain(redisPasswords[service]);
      expect(await runs(service, ['PING'])).toEqual({code: 0, stdout: 'PONG\n', stderr: ''});
      watching.child.kill('SIGTERM');
      expect((await watching.ended).code).toBe(143);
    });
    expect(events).toMatch(/exec_start: redis-cli/);
    expect(events).not.toContain(redisPasswords[service]);
  });

  describe('of Kafka', () => {
    afterAll(() => limitMemory('kafka', 800));
    /** By itself the producer gives a broker 1.5 s, four times, and then drops the message and ends well. */
    const patient = ['--request-timeout-ms', '30000'];

    test('runs inside of a broker with room, with its own exit code', async () => {
      const made = await runs('kafka', ['--create', '--topic', 'run-story']);
      expect(made).toMatchObject({code: 0, stdout: 'Created topic run-story.\n'});
      expect((await runs('kafka', ['--create', '--topic', 'run-story'])).code).toBe(1);
      expect((await runs('kafka', ['kafka-console-producer', '--topic', 'run-story', ...patient], 'one\ntwo\n')).code).toBe(0);
      expect((await runs('kafka', ['kafka-get-offsets', '--topic', 'run-story'])).stdout).toBe('run-story:0:2\n');
    });

    test('runs beside a broker without room, which lives on; nothing of it is left, and the list never had it', async () => {
      const used = await docker('stats', '--no-stream', '--format', '{{.MemUsage}}', await serviceId('kafka'));
      const mebibytes = Math.ceil(Number(/^([\d.]+)MiB/.exec(used)?.[1]));
      await limitMemory('kafka', mebibytes + 90);
      const listed = await runs('kafka', ['--list', '--exclude-internal']);
      expect(listed).toMatchObject({code: 0, stderr: ''});
      expect(listed.stdout.split('\n')).toContain('run-story');
      const refused = await run([...['run', `${serviceStack}/kafka`, ...host, '--read-only', '--', '--list']]);
      expect(refused).toMatchObject({code: 1, stdout: ''});
      expect(refused.stderr).toMatch(
        /^stacktop: services\/kafka: kafka has \d+ MiB left under its limit of \d+ MiB; a Kafka tool needs about 80: the kernel could kill the broker; /,
      );
      const watching = start([
        'run',
        `${serviceStack}/kafka`,
        ...host,
        '--',
        'kafka-console-consumer',
        '--topic',
        'run-story',
        '--partition',
        '0',
        '--offset',
        'earliest',
      ]);
      await prints(watching, /two/);
      expect(await throwAways()).not.toBe('');
      expect((await run(['ls', '--all', '--json', ...host])).stdout).not.toContain('throw-away');
      watching.child.kill('SIGINT');
      expect((await watching.ended).code).toBe(130);
      expect(await throwAways()).toBe('');
      expect(await docker('inspect', '--format', '{{.State.Status}} {{.State.OOMKilled}}', await serviceId('kafka'))).toBe(
        'running false',
      );
    });
  });

  describe('dumps', () => {
    let engine: Engine;
    let folder: string;
    beforeAll(async () => {
      const endpoint = {
        kind: 'unix',
        socketPath: realEngine.host.slice('unix://'.length),
        url: realEngine.host,
        source: 'the test',
      } as const;
      engine = await connect(endpoint, {signal: AbortSignal.timeout(10_000), env: {}});
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-dump-'));
    });
    afterAll(() => {
      engine.close();
      fs.rmSync(folder, {recursive: true, force: true});
    });
    const {signal} = new AbortController();
    const lastOf = async (steps: Transfer): Promise<TransferStep | undefined> => {
      let last: TransferStep | undefined;
      for await (const step of steps) last = step;
      return last;
    };
    const dumped = async (name: 'tka-postgres' | 'redis-locked', kind: 'postgres' | 'redis', file: string) => {
      const id = await serviceId(name);
      const service = serviceFor(kind);
      const target = {container: await inspectContainer(engine, id, signal), profile: null};
      const way = dumpOf(service, target);
      if (!way) throw new Error(`${name} has no dump`);
      return {
        id,
        service,
        target,
        last: await lastOf(dump(engine, {id, invocation: way.invocation, verdict: service.verdict, file}, signal)),
      };
    };

    test('the container’s own database, which an empty one takes whole', async () => {
      const file = path.join(folder, 'tka.sql');
      const {id, service, target, last} = await dumped('tka-postgres', 'postgres', file);
      expect(last).toMatchObject({kind: 'done', file});
      await sql('tka-postgres', 'create database copy');
      const invocation = service.command(target, 'psql -q -d copy');
      if (!invocation) throw new Error('psql has no words');
      expect(await lastOf(restore(engine, {id, invocation, verdict: service.verdict, file}, signal))).toMatchObject({
        kind: 'done',
      });
      const counts = 'select (select count(*) from patients), (select count(*) from calls)';
      expect(await sql('tka-postgres', counts, 'copy')).toBe('500|2000');
      await sql('tka-postgres', 'drop database copy');
    });

    test('all keys of a Redis that wants a password', async () => {
      const file = path.join(folder, 'redis.rdb');
      expect((await dumped('redis-locked', 'redis', file)).last).toMatchObject({kind: 'done', file});
      expect(fs.readFileSync(file).subarray(0, 5).toString()).toBe('REDIS');
    });
  });
});
