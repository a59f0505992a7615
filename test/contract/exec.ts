import {afterAll, beforeAll, expect, test} from 'vitest';
import {commandsIn} from './exec-run.js';
import {id, number} from './forms.js';
import {framesOf, said} from './frames.js';
import {type Clauses, eventually} from './subject.js';

export const exec: Clauses = subject => {
  let guest = '';
  beforeAll(async () => {
    guest = await subject().bring('quiet', 'worked');
  });
  afterAll(() => subject().sendGuestsHome());
  const {create, inspect, codeOf, run} = commandsIn(subject, () => guest);

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

  test('started by itself it answers at once and runs on', async () => {
    const execId = await create({Cmd: ['sh', '-c', 'exit 4']});
    expect(await subject().ask('POST', `/exec/${execId}/start`, {Detach: true})).toMatchObject({status: 200, text: ''});
    expect(await codeOf(execId)).toBe(4);
  });
};
