import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type {DemoEngine} from '../../source/demo/options.js';
import {startDemoEngine} from '../../source/demo/start.js';
import {serviceFor} from '../../source/services/recognise.js';
import {target} from '../services/target.js';
import {ask, hijack, json, type Terminal} from './support/ask.js';

let engine: DemoEngine;
beforeEach(async () => {
  engine = await startDemoEngine();
});
afterEach(() => engine.close());

const create = async (container: string, body: Record<string, unknown>): Promise<string> => {
  const attached = {AttachStdin: true, AttachStdout: true, AttachStderr: true, ...body};
  return JSON.parse((await ask(engine.host, 'POST', `/containers/${container}/exec`, attached)).text).Id;
};

const ended = async (id: string) => {
  await vi.waitFor(async () => expect(await json(engine.host, `/exec/${id}/json`)).toMatchObject({Running: false}), {
    timeout: 30_000,
  });
  return JSON.parse((await ask(engine.host, 'GET', `/exec/${id}/json`)).text).ExitCode;
};

/** Runs a command without a terminal; frames are read off. */
const run = async (container: string, cmd: readonly string[], stdin?: string, env: readonly string[] = []) => {
  const id = await create(container, {Cmd: cmd, Env: env, Tty: false, AttachStdin: stdin !== undefined});
  const terminal = await hijack(engine.host, `/exec/${id}/start`, {Detach: false, Tty: false});
  if (stdin !== undefined) {
    terminal.type(stdin);
    terminal.finish();
  }
  await vi.waitFor(() => expect(terminal.ended()).toBe(true), {timeout: 8000});
  const bytes = Buffer.from(terminal.text(), 'latin1');
  const streams = {out: '', err: ''};
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at + 4);
    streams[bytes[at] === 1 ? 'out' : 'err'] += bytes.subarray(at + 8, at + 8 + length).toString('utf8');
    at += 8 + length;
  }
  terminal.close();
  return {...streams, code: await ended(id)};
};

const open = async (container: string, cmd: readonly string[], size?: readonly number[]) => {
  const id = await create(container, {Cmd: cmd, Tty: true, ConsoleSize: size});
  const terminal = await hijack(engine.host, `/exec/${id}/start`, {Detach: false, Tty: true});
  return {id, terminal};
};

const sees = (terminal: Terminal, text: string) => vi.waitFor(() => expect(terminal.text()).toContain(text), {timeout: 5000});

describe('a command', () => {
  it.each<[string, string, readonly string[], string, number]>([
    ['says what it is told', 'tka_backend', ['echo', 'a', 'b'], 'a b\n', 0],
    ['ends with its code', 'tka_backend', ['sh', '-c', 'exit 42'], '', 42],
    ['joins commands', 'tka_backend', ['sh', '-c', 'false && echo no; false || echo yes | cat'], 'yes\n', 0],
    ['knows the environment of its container', 'tka_postgres', ['sh', '-c', 'echo "$POSTGRES_USER/$NOPE"'], 'user/\n', 0],
    ['hands arguments on', 'tka_backend', ['sh', '-c', 'echo "$#"; exec "$@"', 'sh', 'echo', 'x y'], '2\nx y\n', 0],
    [
      'finds a shell',
      'tka_backend',
      ['sh', '-c', 'command -v bash >/dev/null 2>&1 && exec echo bash || exec echo sh'],
      'bash\n',
      0,
    ],
    [
      'finds none in alpine',
      'tka_redis',
      ['sh', '-c', 'command -v bash >/dev/null 2>&1 && exec echo bash || exec echo sh'],
      'sh\n',
      0,
    ],
    ['asks postgres', 'auren-postgres', ['psql', '-U', 'auren_user', '-d', 'auren_db', '-XAtqc', 'SELECT 1'], '1\n', 0],
    ['asks redis', 'auren-redis', ['redis-cli', '-e', 'ping'], 'PONG\n', 0],
    ['asks a neighbour by name', 'tka_backend', ['sh', '-c', 'ping -c 1 postgres | head -n 1 | wc -l'], '1\n', 0],
    [
      'asks over HTTP',
      'agent_observability_query_api',
      ['curl', '-fsS', '-m', '3', 'http://localhost:8001/health'],
      '{"status":"healthy","service":"query_api","version":"1.4.2"}\n',
      0,
    ],
  ])('%s', async (_, container, cmd, out, code) => {
    expect(await run(container, cmd)).toEqual({out, err: '', code});
  });

  it('of psql answers the question about vital signs', async () => {
    const {container} = target({image: 'postgres:15', env: ['POSTGRES_USER=auren_user', 'POSTGRES_DB=auren_db']});
    const question = serviceFor('postgres').vitals({container, profile: null});
    const {argv = [], input, env} = question?.invocation ?? {};
    const {out} = await run('auren-postgres', argv, input, env);
    const facts = question?.read(out, null).facts.map(({label, value}) => `${label} ${value}`) ?? [];
    expect(facts.slice(0, 3)).toEqual([
      expect.stringMatching(/^connections \d+ of 100$/),
      expect.stringMatching(/^database size \d/),
      'cache hits 99%',
    ]);
    expect(facts.slice(3)).toEqual(['longest query none']);
  });

  it('that is not in the image fails as runc does: 126, and the reason on stdout', async () => {
    const {out, code} = await run('tka_redis', ['bash']);
    expect(code).toBe(126);
    expect(out).toBe(
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "bash": executable file not found in $PATH: unknown\r\n',
    );
    expect(await run('tka_redis', ['sh', '-c', 'nosuch'])).toMatchObject({code: 127, err: 'sh: nosuch: not found\n'});
  });

  it('fails as runc does without a shell in the image, by a whole path, and for a user that is not there', async () => {
    engine.world.add('bare', 'app', 1, {shells: []});
    expect(await run('bare-app-1', ['sh'])).toMatchObject({
      code: 126,
      out: expect.stringContaining('exec: "sh": executable file not found'),
    });
    expect(await run('tka_redis', ['/bin/bash'])).toMatchObject({
      code: 126,
      out: expect.stringContaining('stat /bin/bash: no such file or directory'),
    });
    const id = await create('tka_redis', {Cmd: ['ls'], User: 'nosuch'});
    expect((await ask(engine.host, 'POST', `/exec/${id}/start`, {Tty: false})).text).toContain('unable to find user nosuch');
    expect(await ended(id)).toBe(126);
  });

  it('reads what is piped in, to its end', async () => {
    expect(await run('tka_backend', ['sh'], 'pwd\ncd /etc\npwd\nexit 3\n')).toEqual({out: '/app\n/etc\n', err: '', code: 3});
    expect(await run('tka_backend', ['cat'], 'ünï\n')).toMatchObject({out: 'ünï\n', code: 0});
  });

  it('answers errors of the databases as their tools do', async () => {
    expect(await run('auren-postgres', ['psql', '-U', 'root', '-c', 'SELECT 1'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('role "root" does not exist'),
    });
    expect(await run('auren-postgres', ['psql', '-U', 'auren_user', '-d', 'auren_db', '-c', 'SELECT * FROM nope'])).toMatchObject(
      {code: 1, err: 'ERROR:  relation "nope" does not exist\n'},
    );
    expect(await run('auren-redis', ['redis-cli', 'FOO'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('ERR unknown command'),
    });
    expect(await run('auren-redis', ['redis-cli', '-e', 'FOO'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('ERR unknown command'),
    });
  });

  it('is ended by kill from another one, and by its timeout', async () => {
    const id = await create('auren-kafka', {Cmd: ['sh', '-c', 'echo $$; exec "$@"', 'sh', 'sleep', '100'], Tty: false});
    const terminal = await hijack(engine.host, `/exec/${id}/start`, {Tty: false});
    await sees(terminal, '\n');
    const pid = /(\d+)\n$/.exec(terminal.text())?.[1] ?? '';
    terminal.close();
    expect(await json(engine.host, `/exec/${id}/json`)).toMatchObject({Running: true});
    await run('auren-kafka', ['kill', pid]);
    expect(await ended(id)).toBe(143);
    expect((await run('auren-kafka', ['timeout', '0.1', 'sleep', '9'])).code).toBe(124);
  });

  it('shows kafka’s topics, makes one and takes it away', async () => {
    await engine.world.restart('auren-kafka');
    const list = async () =>
      (await run('auren-kafka', ['kafka-topics', '--list', '--bootstrap-server', 'localhost:9092'])).out.split('\n');
    expect(await list()).toEqual(
      expect.arrayContaining(['biometric-events', 'neuros-mode-switches', 'system-events', '__consumer_offsets']),
    );
    expect((await run('auren-kafka', ['kafka-topics', '--create', '--topic', 'mine', '--bootstrap-server', 'b'])).out).toBe(
      'Created topic mine.\n',
    );
    expect(await run('auren-kafka', ['kafka-topics', '--create', '--topic', 'mine', '--bootstrap-server', 'b'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('already exists'),
    });
    await run('auren-kafka', ['kafka-topics', '--delete', '--topic', 'mine', '--bootstrap-server', 'b']);
    expect(await list()).not.toContain('mine');
  }, 20_000);
});

describe('a terminal', () => {
  it('is a small shell that says what it is, edits a line, and ends with its code', async () => {
    const {id, terminal} = await open('tka_backend', ['bash'], [30, 100]);
    await sees(terminal, 'demo engine');
    expect(terminal.headers['content-type']).toBe('application/vnd.docker.raw-stream');
    terminal.type('stty sizs\x7fe\r');
    await sees(terminal, '30 100\r\n');
    terminal.type('ls /\r');
    await sees(terminal, 'bin  dev  etc');
    terminal.type('exit 7\r');
    expect(await ended(id)).toBe(7);
    await expect.poll(() => terminal.ended()).toBe(true);
    terminal.close();
  });

  it('hears of a new size', async () => {
    const {id, terminal} = await open('tka_backend', ['sh']);
    await sees(terminal, '# ');
    expect((await ask(engine.host, 'POST', `/exec/${id}/resize?h=50&w=160`)).status).toBe(200);
    terminal.type('stty size\r');
    await sees(terminal, '50 160\r\n');
    terminal.type('\x04');
    expect(await ended(id)).toBe(0);
    terminal.close();
  });

  it('interrupts what runs in it by Ctrl-C, and goes on', async () => {
    const {id, terminal} = await open('tka_backend', ['sh']);
    await sees(terminal, '# ');
    terminal.type('sleep 100\r');
    await sees(terminal, 'sleep 100\r\n');
    terminal.type('\x03');
    await sees(terminal, '^C\r\n');
    terminal.type('echo still $?\r');
    await sees(terminal, 'still 130\r\n');
    terminal.type('\x1b[A\r');
    await sees(terminal, 'still 0\r\n');
    terminal.type('\x04');
    expect(await ended(id)).toBe(0);
    terminal.close();
  });

  it('of psql and redis-cli talks, and leaves by its own words', async () => {
    const psql = await open('auren-postgres', ['psql', '-U', 'auren_user', '-d', 'auren_db']);
    await sees(psql.terminal, 'auren_db=# ');
    psql.terminal.type('select count(*) from events;\r');
    await sees(psql.terminal, '(1 row)');
    psql.terminal.type('\\q\r');
    expect(await ended(psql.id)).toBe(0);
    const redis = await open('auren-redis', ['redis-cli']);
    await sees(redis.terminal, '127.0.0.1:6379> ');
    redis.terminal.type('dbsize\r');
    await sees(redis.terminal, '(integer) ');
    redis.terminal.type('\x03');
    expect(await ended(redis.id)).toBe(0);
    psql.terminal.close();
    redis.terminal.close();
  });

  it('goes on without its client', async () => {
    const {id, terminal} = await open('tka_backend', ['sh']);
    await sees(terminal, '# ');
    terminal.finish();
    await expect.poll(() => terminal.ended()).toBe(true);
    expect(await json(engine.host, `/exec/${id}/json`)).toMatchObject({Running: true, ExitCode: null});
  });

  it('ends with 137 when its container is killed under it', async () => {
    const {id, terminal} = await open('tka_backend', ['sh']);
    await sees(terminal, '# ');
    engine.world.kill('tka_backend');
    expect(await ended(id)).toBe(137);
    await expect.poll(() => terminal.ended()).toBe(true);
    terminal.close();
  });
});

describe('what cannot be run', () => {
  it.each([
    ['/containers/tka_test_runner/exec', {Cmd: ['ls']}, 409, 'is not running'],
    ['/containers/nobody/exec', {Cmd: ['ls']}, 404, 'No such container: nobody'],
    ['/containers/tka_redis/exec', {}, 400, 'No exec command specified'],
    ['/containers/tka_redis/exec', '{', 400, 'unexpected EOF'],
    ['/exec/nope/start', {}, 404, 'No such exec instance: nope'],
    ['/exec/nope/resize?h=1&w=1', undefined, 404, 'No such exec instance: nope'],
  ])('%s is answered with a reason', async (path, body, status, message) => {
    const answer = await ask(engine.host, 'POST', path, body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text).message).toContain(message);
  });

  it('is what is paused, or has run before', async () => {
    engine.world.pause('tka_redis');
    expect((await ask(engine.host, 'POST', '/containers/tka_redis/exec', {Cmd: ['ls']})).text).toContain(
      'is paused, unpause the container before exec',
    );
    const id = await create('tka_backend', {Cmd: ['true']});
    expect((await ask(engine.host, 'POST', `/exec/${id}/start`, {})).status).toBe(200);
    expect((await ask(engine.host, 'POST', `/exec/${id}/start`, {})).text).toContain('has already run');
  });
});

it('execs that have ended are forgotten in the end, one that runs is not', async () => {
  const running = await create('tka_redis', {Cmd: ['sleep', '1000']});
  await ask(engine.host, 'POST', `/exec/${running}/start`, {Detach: true});
  const first = await create('tka_redis', {Cmd: ['true']});
  await ask(engine.host, 'POST', `/exec/${first}/start`, {Detach: true});
  await ended(first);
  for (let made = 0; made < 510; made += 1) {
    const id = await create('tka_redis', {Cmd: ['true']});
    await ask(engine.host, 'POST', `/exec/${id}/start`, {Detach: true});
  }
  expect((await ask(engine.host, 'GET', `/exec/${first}/json`)).status).toBe(404);
  expect(await json(engine.host, `/exec/${running}/json`)).toMatchObject({Running: true});
});
