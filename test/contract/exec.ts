import {afterAll, beforeAll, expect, test} from 'vitest';
import {record, text as textOf} from '../../source/engine/read.js';
import {id, json, number} from './forms.js';
import {framesOf, said} from './frames.js';
import {type Clauses, eventually, refusal} from './subject.js';

const attached = {AttachStdout: true, AttachStderr: true};

export const exec: Clauses = subject => {
  let guest = '';
  beforeAll(async () => {
    guest = await subject().bring('quiet', 'worked');
  });
  afterAll(() => subject().sendGuestsHome());

  const create = async (body: object): Promise<string> => {
    const {status, text} = await subject().ask('POST', `/containers/${guest}/exec`, {...attached, ...body});
    expect(status, text).toBe(201);
    return textOf(record(JSON.parse(text)).Id);
  };
  const inspect = (execId: string) => subject().read(`/exec/${execId}/json`);
  const codeOf = async (execId: string) => {
    await eventually(() => inspect(execId)).toMatchObject({Running: false});
    return record(await inspect(execId)).ExitCode;
  };
  /** Runs it without taking the connection over, which an engine answers as well. */
  const run = async (body: object) => {
    const execId = await create(body);
    const {status, headers, bytes} = await subject().ask('POST', `/exec/${execId}/start`, {Detach: false, Tty: false});
    const frames = framesOf(bytes);
    const [out, err] = [said(frames, 1), said(frames, 2)];
    return {status, type: headers['content-type'], out, err, code: await codeOf(execId)};
  };

  test('what was prepared is told, before and after', async () => {
    const execId = await create({Cmd: ['sh', '-c', 'exit 3'], AttachStdin: true, User: 'root'});
    expect(execId).toEqual(id);
    const told = {
      ID: execId,
      ContainerID: guest,
      OpenStdin: true,
      OpenStdout: true,
      OpenStderr: true,
      ProcessConfig: {tty: false, entrypoint: 'sh', arguments: ['-c', 'exit 3'], user: 'root'},
    };
    expect(await inspect(execId)).toMatchObject({...told, Running: false, ExitCode: null, Pid: 0});
    await subject().ask('POST', `/exec/${execId}/start`, {Detach: false, Tty: false});
    expect(await codeOf(execId)).toBe(3);
    expect(await inspect(execId)).toMatchObject({...told, Running: false, ExitCode: 3, Pid: number});
  });

  test('without a terminal both outputs come in frames, and the exit code after them', async () => {
    const Cmd = ['sh', '-c', 'echo to stdout; nosuch-program; exit 3'];
    const {err, ...rest} = await run({Cmd});
    expect(rest).toEqual({status: 200, type: 'application/vnd.docker.raw-stream', out: 'to stdout\n', code: 3});
    expect(err).toMatch(/^sh: .*nosuch-program: not found\n$/);
  });

  test('user, folder and environment are as asked for', async () => {
    const Cmd = ['sh', '-c', 'pwd; echo $GREETING; whoami'];
    expect(await run({Cmd, WorkingDir: '/usr/bin', Env: ['GREETING=good day'], User: 'nobody'})).toMatchObject({
      out: '/usr/bin\ngood day\nnobody\n',
      code: 0,
    });
  });

  test('input that ends reaches the program, and its answer comes back', async () => {
    const execId = await create({Cmd: ['cat'], AttachStdin: true});
    const connection = await subject().hijack(`/exec/${execId}/start`, {Detach: false, Tty: false});
    expect(connection.headers).toMatchObject({
      'content-type': `application/vnd.docker.${subject().minor >= 42 ? 'multiplexed' : 'raw'}-stream`,
      connection: 'Upgrade',
      upgrade: 'tcp',
    });
    connection.type('one\ntwo');
    connection.finish();
    await eventually(() => connection.ended()).toBe(true);
    expect(said(framesOf(Buffer.from(connection.text(), 'latin1')), 1)).toBe('one\ntwo');
    expect(await codeOf(execId)).toBe(0);
    connection.close();
  });

  test.each([
    [['no-such-program'], /OCI runtime exec failed: .*no-such-program.*executable file not found/],
    [['/no/such/program'], /OCI runtime exec failed: .*\/no\/such\/program.*no such file or directory/],
  ])('%j is not there: the runtime says so on stdout, with 126 or 127', async (Cmd, words) => {
    const {out, err, status, code} = await run({Cmd});
    expect({status, err}).toEqual({status: 200, err: ''});
    expect(out).toMatch(words);
    expect([126, 127]).toContain(code);
    expect((await run({Cmd: ['sh', '-c', String(Cmd[0])]})).code).toBe(127);
  });

  test('a user that is not there is told in the stream, with 126', async () => {
    expect(await run({Cmd: ['ls'], User: 'nosuch'})).toMatchObject({
      status: 200,
      out: expect.stringContaining('unable to find user nosuch'),
      code: 126,
    });
  });

  test('started by itself it answers at once and runs on', async () => {
    const execId = await create({Cmd: ['sh', '-c', 'exit 4']});
    expect(await subject().ask('POST', `/exec/${execId}/start`, {Detach: true})).toMatchObject({status: 200, text: ''});
    expect(await codeOf(execId)).toBe(4);
  });

  test('it runs once: the second start says so in its stream', async () => {
    const execId = await create({Cmd: ['true']});
    const start = () => subject().ask('POST', `/exec/${execId}/start`, {Detach: false, Tty: false});
    await start();
    expect(await codeOf(execId)).toBe(0);
    const {status, bytes} = await start();
    expect({status, said: said(framesOf(bytes), 1)}).toEqual({
      status: 200,
      said: expect.stringMatching(/Exec command [0-9a-f]{64} has already run/i),
    });
  });

  test('its container is killed: it ends with it, with 137', async () => {
    const execId = await create({Cmd: ['sh', '-c', 'echo up; sleep 1000']});
    const connection = await subject().hijack(`/exec/${execId}/start`, {Detach: false, Tty: false});
    await eventually(() => connection.text()).toContain('up\n');
    expect(await inspect(execId)).toMatchObject({Running: true, ExitCode: null});
    await subject().ask('POST', `/containers/${guest}/kill`);
    await eventually(() => connection.ended()).toBe(true);
    expect(await codeOf(execId)).toBe(137);
    await subject().ask('POST', `/containers/${guest}/start`);
  });

  test.each([
    ['exec without a command', {}, 400, 'No exec command specified'],
    ['half a JSON', '{', 400, 'unexpected EOF'],
  ])('%s is refused', async (_, body, status, message) => {
    expect(refusal(await subject().ask('POST', `/containers/${guest}/exec`, body))).toMatchObject({
      status,
      message: expect.stringContaining(message),
    });
  });

  test.each([
    ['POST', 'start', {}],
    ['POST', 'resize?h=10&w=10', undefined],
    ['GET', 'json', undefined],
  ])('%s %s of an exec that there is not: 404', async (method, verb, body) => {
    expect(refusal(await subject().ask(method, `/exec/nobody/${verb}`, body))).toEqual({
      status: 404,
      type: json,
      message: 'No such exec instance: nobody',
    });
  });

  test('of a container that there is not: 404', async () => {
    expect(refusal(await subject().ask('POST', '/containers/nobody/exec', {Cmd: ['ls']}))).toEqual({
      status: 404,
      type: json,
      message: 'No such container: nobody',
    });
  });
};
