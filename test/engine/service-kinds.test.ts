import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {inspectContainer} from '../../source/engine/containers.js';
import {resolveEndpoints} from '../../source/engine/endpoint.js';
import {runExec} from '../../source/engine/run-exec.js';
import {kindOf, serviceFor} from '../../source/services/recognise.js';
import type {Ending, Invocation, RunWish, Service, ServiceTarget, Verdict} from '../../source/services/service.js';
import {describeOnEngine, docker, eventsWhile, runContainer} from './support.js';

const password = 'pass "w\\ord $1';

/** A container as the service it is, and its answers: as the program runs them, without a screen. */
interface Subject {
  readonly target: ServiceTarget;
  readonly service: Service;
  run(invocation: Invocation | null): Promise<{readonly ending: Ending; readonly verdict: Verdict}>;
  say(line: string, wish?: RunWish): Promise<{readonly ending: Ending; readonly verdict: Verdict}>;
}

describeOnEngine('services, on a real engine', () => {
  const over = new AbortController();
  let engine: Engine | null = null;
  const ids: string[] = [];
  const bring = async (image: string, options: readonly string[] = [], command: readonly string[] = []): Promise<string> => {
    const id = await runContainer(image, options, command);
    ids.push(id);
    return id;
  };
  beforeAll(async () => {
    const [endpoint] = await resolveEndpoints({host: 'unix:///var/run/docker.sock', env: {}, home: '/'});
    if (endpoint) engine = await connect(endpoint, {signal: over.signal, env: {}});
  });
  afterAll(async () => {
    over.abort();
    engine?.close();
    for (const id of ids) await docker('rm', '-f', '-v', id);
  });

  const subjectOf = async (id: string): Promise<Subject> => {
    if (!engine) throw new Error('no engine');
    const line = engine;
    const container = await inspectContainer(line, id, over.signal);
    const target = {container, profile: null};
    const service = serviceFor(kindOf(container, null));
    const run: Subject['run'] = async invocation => {
      if (!invocation) throw new Error('there is nothing to run');
      let last: {ending: Ending; verdict: Verdict} | null = null;
      for (const cmd of [invocation.argv, ...(invocation.fallbacks ?? [])]) {
        const ending = await runExec(line, id, {
          cmd,
          env: invocation.env,
          stdin: invocation.input,
          signal: over.signal,
          timeoutMs: 60_000,
        });
        last = {ending, verdict: service.verdict(ending)};
        if (!last.verdict.unfit) break;
      }
      if (!last) throw new Error('nothing was run');
      return last;
    };
    return {target, service, run, say: (text, wish) => run(service.command(target, text, wish))};
  };

  /** Waits until the service itself answers. */
  const ready = async (subject: Subject, line: string): Promise<Subject> => {
    await vi.waitUntil(async () => (await subject.say(line)).ending.exitCode === 0, {timeout: 60_000, interval: 200});
    return subject;
  };
  /** The server that makes the database answers on its socket only, and is ended when it is done. */
  const postgresOf = async (id: string): Promise<Subject> => ready(await subjectOf(id), "psql -h 127.0.0.1 -c 'select 1'");
  const redisOf = async (id: string): Promise<Subject> => ready(await subjectOf(id), 'TIME');

  describe('PostgreSQL', () => {
    let subject: Subject | null = null;
    const there = (): Subject => subject ?? expect.fail('PostgreSQL is not there');
    beforeAll(async () => {
      const env = ['-e', 'POSTGRES_USER=dimini_user', '-e', 'POSTGRES_DB=dimini_db', '-e', 'POSTGRES_PASSWORD=x'];
      subject = await postgresOf(await bring('stacktop-test/postgres', env));
    });

    test('is known by its image, its user and its database', async () => {
      expect(there().service.kind).toBe('postgres');
      const {ending} = await there().say(
        'select current_user, current_database(), application_name from pg_stat_activity where pid = pg_backend_pid()',
        {csv: true},
      );
      expect(ending.stdout).toMatch(/^dimini_user,dimini_db,stacktop$/m);
    });

    test('several statements stop at the first error, which is told', async () => {
      const {ending, verdict} = await there().say('select 11; select nope; create table never (a int)');
      expect(ending).toMatchObject({exitCode: 3, stdout: expect.stringContaining('11')});
      expect(verdict).toMatchObject({ok: false, message: 'ERROR: column "nope" does not exist'});
      expect((await there().say("select to_regclass('never') is null as gone", {csv: true})).ending.stdout).toBe('gone\nt\n');
    });

    test('cells keep their borders, whatever is in them', async () => {
      const {ending} = await there().say(`select E'two\\nlines, "quoted"' as a, E'\\x1b[31m' as b`, {csv: true});
      expect(ending.stdout).toBe('a,b\n"two\nlines, ""quoted""",\x1b[31m\n');
    });

    test('a role or database that is not there, and a wrong port', async () => {
      expect((await there().say("psql -U nobody -c 'select 1'")).verdict.message).toBe('FATAL: role "nobody" does not exist');
      expect((await there().say("psql -d nope -c 'select 1'")).verdict.message).toBe('FATAL: database "nope" does not exist');
      expect((await there().say("psql -p 5 -c 'select 1'")).verdict).toMatchObject({
        ok: false,
        message: expect.stringContaining('No such file'),
        hint: expect.stringContaining('try again'),
      });
    });

    test('a password that is wanted and not there is told, and not asked for', async () => {
      const [address] = there().target.container.inspection?.networks ?? [];
      const {verdict} = await there().say(`psql -h ${address?.ip} -c 'select 1'`);
      expect(verdict.message).toBe('fe_sendauth: no password supplied');
      expect(
        (await there().say(`psql postgresql://dimini_user:wrong@${address?.ip}/dimini_db -c 'select 1'`)).verdict.message,
      ).toBe('FATAL: password authentication failed for user "dimini_user"');
      expect((await there().say(`psql postgresql://dimini_user:x@${address?.ip}/dimini_db -c 'select 1'`)).verdict.ok).toBe(true);
    });

    test('the server itself refuses to write in read-only mode', async () => {
      const {service, target, run} = there();
      await there().say(
        'create table kept (a int); create function sneaky() returns int language sql as $$ insert into kept values (1) returning a $$',
      );
      expect(service.reads('select sneaky()')).toBe(true); // nobody can know
      const {verdict} = await run(service.command(target, 'select sneaky()', {readOnly: true}));
      expect(verdict.message).toBe('ERROR: cannot execute INSERT in a read-only transaction');
    });

    test('every quick command is answered', async () => {
      const {service, target, say} = there();
      for (const {name, line} of service.quick(target)) expect((await say(line)).verdict, name).toMatchObject({ok: true});
    });

    test('vital signs', async () => {
      const question = there().service.vitals(there().target);
      const {ending, verdict} = await there().run(question?.invocation ?? null);
      expect(verdict.ok).toBe(true);
      expect(question?.read(ending.stdout, null).facts.map(({label}) => label)).toEqual([
        'connections',
        'database size',
        'cache hits',
        'longest query',
      ]);
    });

    test('what is typed stays out of the engine’s events', async () => {
      const {id} = there().target.container;
      const events = await eventsWhile(id, () =>
        there().say("select 'seen-by-nobody'; create role bob password 'seen-by-nobody'"),
      );
      expect(events).toContain('exec_create: psql -U dimini_user');
      expect(events).not.toContain('seen-by-nobody');
    });
  });

  describe('Redis', () => {
    test('without a password', async () => {
      const {service, target, say} = await redisOf(await bring('stacktop-test/redis'));
      expect(service.kind).toBe('redis');
      expect((await say('SET "a b" \'c"d\'')).ending.stdout).toBe('OK\n');
      expect((await say('GET "a b"')).ending.stdout).toBe('c"d\n');
      expect((await say('NOSUCH')).verdict).toMatchObject({
        ok: false,
        message: expect.stringContaining("ERR unknown command 'NOSUCH'"),
      });
      expect((await say('! redis-cli NOSUCH')).verdict.ok, 'exit code 0 and a lie').toBe(false);
      expect((await say('LPUSH "a b" 1')).verdict.message).toContain('WRONGTYPE');
      expect((await say('SET lie "ERR not an error"')).verdict.ok).toBe(true);
      expect((await say('GET lie')).verdict.ok).toBe(true);
      for (const {name, line, endless, danger} of service.quick(target)) {
        if (!endless && !danger) expect((await say(line)).verdict, name).toMatchObject({ok: true});
      }
      const question = service.vitals(target);
      const vitals = question?.read((await say('INFO')).ending.stdout, null);
      expect(vitals?.facts.find(({label}) => label === 'keys')?.value).toBe('2');
    });

    test('with a password and another port, which it is given by its environment only', async () => {
      const id = await bring('stacktop-test/redis', [], ['redis-server', '--requirepass', password, '--port', '6380']);
      const {service, target, say, run} = await redisOf(id);
      const question = service.vitals(target);
      expect((await run(question?.invocation ?? null)).verdict.ok).toBe(true);
      expect((await say('-a wrong PING')).verdict.message).toContain('WRONGPASS');
      const events = await eventsWhile(id, async () => {
        expect((await say(`CONFIG SET requirepass '${password}-2'`)).verdict.ok).toBe(true);
        expect((await say('PING')).verdict.message).toContain('WRONGPASS');
        expect((await say(`-a '${password}-2' CONFIG SET requirepass '${password}'`)).verdict.ok).toBe(true);
        expect((await say('PING')).ending.stdout).toBe('PONG\n');
      });
      expect(events).toContain('redis-cli -e -p 6380');
      expect(events).not.toContain('pass "w');
    });

    test('with a password that nobody told: what to do', async () => {
      const {say} = await subjectOf(
        await bring(
          'stacktop-test/redis',
          [],
          ['sh', '-c', 'echo requirepass hidden-word > /tmp/r.conf; exec redis-server /tmp/r.conf'],
        ),
      );
      await expect
        .poll(async () => (await say('PING')).verdict.message, {timeout: 60_000, interval: 200})
        .toBe('NOAUTH Authentication required.');
      expect((await say('PING')).verdict.hint).toContain('configuration file');
    });
  });

  test('an image without the tool says so', async () => {
    const subject = await subjectOf(await bring('stacktop-test/shell-less', ['--label', 'stacktop.kind=redis']));
    expect(subject.service.kind).toBe('redis');
    expect((await subject.say('PING')).verdict).toMatchObject({ok: false, unfit: true, message: 'keydb-cli is not in the image'});
  });
});
