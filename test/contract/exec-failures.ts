import {afterAll, beforeAll, expect, test} from 'vitest';
import {commandsIn} from './exec-run.js';
import {json} from './forms.js';
import {framesOf, said} from './frames.js';
import {type Clauses, eventually, refusal} from './subject.js';

export const execFailures: Clauses = subject => {
  let guest = '';
  beforeAll(async () => {
    guest = await subject().bring('quiet', 'failed');
  });
  afterAll(() => subject().sendGuestsHome());
  const {create, inspect, codeOf, run} = commandsIn(subject, () => guest);

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
