import {afterAll, beforeAll, expect, test} from 'vitest';
import {record, text as textOf} from '../../source/engine/read.js';
import {type Clauses, eventually} from './subject.js';

export const terminal: Clauses = subject => {
  let guest = '';
  beforeAll(async () => {
    guest = await subject().bring('quiet', 'typed');
  });
  afterAll(() => subject().sendGuestsHome());

  const inspect = (execId: string) => subject().read(`/exec/${execId}/json`);
  const open = async (body: object) => {
    const given = {
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      Tty: true,
      Cmd: ['sh'],
      Env: ['TERM=dumb'],
      ...body,
    };
    const {text} = await subject().ask('POST', `/containers/${guest}/exec`, given);
    const execId = textOf(record(JSON.parse(text)).Id);
    return {execId, ...(await subject().hijack(`/exec/${execId}/start`, {Detach: false, Tty: true}))};
  };
  type Session = Awaited<ReturnType<typeof open>>;
  const sees = (session: Session, words: RegExp | string) => eventually(() => session.text()).toMatch(words);
  const endsWith = async ({execId, ended, close}: Session, code: number) => {
    await eventually(() => ended()).toBe(true);
    await eventually(() => inspect(execId)).toMatchObject({Running: false, ExitCode: code});
    close();
  };
  const resize = (session: Session, rows: number, columns: number) =>
    subject().ask('POST', `/exec/${session.execId}/resize?h=${rows}&w=${columns}`);

  test('the connection is taken over: raw bytes, what is typed comes back, and the shell’s exit code is told', async () => {
    const session = await open({});
    expect(session.headers).toMatchObject({
      'content-type': 'application/vnd.docker.raw-stream',
      connection: 'Upgrade',
      upgrade: 'tcp',
    });
    await sees(session, /[#$] $/);
    expect(await inspect(session.execId)).toMatchObject({Running: true, ExitCode: null, ProcessConfig: {tty: true}});
    session.type('echo so" it "is\r');
    await sees(session, 'echo so" it "is\r\nso it is\r\n');
    session.type('exit 7\r');
    await endsWith(session, 7);
  });

  test('it has the size that a resize gives it, and a new one while it runs', async () => {
    const session = await open({});
    await sees(session, /[#$] $/);
    await eventually(async () => (await resize(session, 31, 97)).status).toBe(200);
    session.type('stty size\r');
    await sees(session, '31 97\r\n');
    expect((await resize(session, 50, 160)).status).toBe(200);
    session.type('stty size\r');
    await sees(session, '50 160\r\n');
    session.type('\x04');
    await endsWith(session, 0);
  });

  test('from API 1.42 on it has the size it is made with, before that none', async () => {
    const session = await open({ConsoleSize: [40, 132], Cmd: ['stty', 'size']});
    await sees(session, subject().minor >= 42 ? /^40 132\r\n$/ : /^0 0\r\n$/);
    await endsWith(session, 0);
  });

  test('Ctrl-C ends what runs in it, not the shell', async () => {
    const session = await open({});
    await sees(session, /[#$] $/);
    session.type('sleep 1000\r');
    await sees(session, 'sleep 1000\r\n');
    session.type('\x03');
    await sees(session, /\^C[\s\S]*[#$] $/);
    session.type('echo code $?\r');
    await sees(session, 'code 130\r\n');
    session.type('exit\r');
    await endsWith(session, 0);
  });

  test('what is written by both outputs is one stream without frames', async () => {
    const session = await open({Cmd: ['sh', '-c', 'echo one; nosuch-program; exit 5']});
    await endsWith(session, 5);
    expect(session.text()).toMatch(/^one\r\nsh: .*nosuch-program: not found\r\n$/);
  });

  test('a program that is not there is told in the stream, with 126 or 127', async () => {
    const session = await open({Cmd: ['no-such-program']});
    await eventually(() => session.ended()).toBe(true);
    expect(session.text()).toContain('OCI runtime exec failed');
    const {ExitCode} = record(await inspect(session.execId));
    expect([126, 127]).toContain(ExitCode);
  });

  test('a resize of what has ended is refused', async () => {
    const session = await open({Cmd: ['true']});
    await endsWith(session, 0);
    // Just after the end 20.10 still knows the exec and not its process: 500, then 404.
    await expect.poll(async () => (await resize(session, 10, 10)).status, {timeout: 60_000}).toBe(404);
  });

  test('it outlives the client that goes away', async () => {
    const session = await open({});
    await sees(session, /[#$] $/);
    session.close();
    expect(await inspect(session.execId)).toMatchObject({Running: true, ExitCode: null});
  });
};
