import type {Duplex} from 'node:stream';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {createExec, exitCodeOf, resizeExec, startExec} from '../../source/engine/exec.js';
import {runExec} from '../../source/engine/run-exec.js';
import {FakeEngine, type FakeRequest, reply} from './support/fake-engine.js';
import {frame} from './support/frames.js';

let fake: FakeEngine;
let engine: Engine;
let controller: AbortController;
let looks: number;

const SWITCHED = 'HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n';

beforeEach(async () => {
  fake = await FakeEngine.start();
  looks = 0;
  fake.route('POST', /containers\/a\/exec/, (_, response) => reply(response, 201, {Id: 'e1'}));
  fake.route('GET', /exec\/e1\/json/, (_, response) => {
    looks += 1;
    reply(response, 200, looks < 3 ? {Running: true, ExitCode: null} : {Running: false, ExitCode: 7, Pid: 0});
  });
  controller = new AbortController();
  engine = await connect(fake.endpoint, {signal: controller.signal, env: {}});
});

afterEach(async () => {
  engine.close();
  await fake.stop();
});

function answer(react: (socket: Duplex, request: FakeRequest) => void): void {
  fake.upgrade = (request, socket) => {
    socket.write(SWITCHED);
    react(socket, request);
  };
}

function bodyOf(pattern: RegExp): unknown {
  return JSON.parse(fake.requests.find(request => pattern.test(request.path))?.body ?? 'null');
}

describe('a terminal in a container', () => {
  it('hands the bytes through both ways, as they are', async () => {
    const sent = Buffer.from([1, 0, 0, 0, 0, 0, 0, 3, 0x1b, 0xff]);
    answer(socket => socket.on('data', () => socket.end(sent)).write('ready'));
    const id = await createExec(engine, 'a', {cmd: ['sh'], tty: true, stdin: true, env: ['TERM=xterm']}, controller.signal);
    const socket = await startExec(engine, id, {tty: true}, controller.signal);
    const received: Buffer[] = [];
    socket.on('data', chunk => received.push(chunk));
    socket.write('\x03');
    await expect.poll(() => Buffer.concat(received)).toEqual(Buffer.concat([Buffer.from('ready'), sent]));
    expect(bodyOf(/containers\/a\/exec/)).toMatchObject({Cmd: ['sh'], Tty: true, AttachStdin: true, Env: ['TERM=xterm']});
    expect(bodyOf(/start/)).toEqual({Detach: false, Tty: true});
    expect(await exitCodeOf(engine, id, controller.signal)).toBe(7);
  });

  it('does not lose Ctrl-P to the engine', async () => {
    await createExec(engine, 'a', {cmd: ['sh'], tty: true, stdin: true}, controller.signal);
    expect(bodyOf(/containers\/a\/exec/)).toMatchObject({DetachKeys: expect.not.stringContaining('ctrl-p')});
  });

  it('gets its size, also when the engine is not ready at once', async () => {
    let tries = 0;
    fake.route('POST', /resize/, (_, response) => {
      tries += 1;
      reply(response, tries < 3 ? 500 : 200, {message: 'not yet'});
    });
    await resizeExec(engine, 'e1', {rows: 40, columns: 100}, controller.signal);
    expect(tries).toBe(3);
    expect(Object.fromEntries(fake.requests.at(-1)?.query ?? [])).toEqual({h: '40', w: '100'});
  });

  it('is refused in the engine’s words', async () => {
    fake.upgrade = (_, socket) => {
      const body = JSON.stringify({message: 'container is paused'});
      socket.end(`HTTP/1.1 409 Conflict\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    };
    const refused = startExec(engine, 'e1', {tty: true}, controller.signal);
    await expect(refused).rejects.toMatchObject({code: 'conflict', status: 409, message: 'container is paused'});
  });

  it('ends with its owner', async () => {
    answer(() => {});
    const socket = await startExec(engine, 'e1', {tty: true}, controller.signal);
    controller.abort();
    await expect.poll(() => socket.destroyed).toBe(true);
  });
});

describe('running a command', () => {
  it('gives both outputs and the exit code, which the engine tells a moment later', async () => {
    answer(socket => socket.end(Buffer.concat([frame(1, 'out\n'), frame(2, 'err\n'), frame(1, 'more\n')])));
    const result = await runExec(engine, 'a', {cmd: ['x'], signal: controller.signal});
    expect(result).toEqual({exitCode: 7, stdout: 'out\nmore\n', stderr: 'err\n', truncated: false});
  });

  it('feeds its input and ends it', async () => {
    answer(socket => {
      let input = '';
      socket.on('data', chunk => (input += chunk));
      socket.on('end', () => socket.end(frame(1, input.toUpperCase())));
    });
    const result = await runExec(engine, 'a', {cmd: ['x'], stdin: 'secret\n', signal: controller.signal});
    expect(result.stdout).toBe('SECRET\n');
  });

  it('keeps no more than it was allowed', async () => {
    answer(socket => socket.end(Buffer.concat([frame(1, 'abcdef'), frame(1, 'ghi'), frame(2, 'e')])));
    const result = await runExec(engine, 'a', {cmd: ['x'], maxBytes: 7, signal: controller.signal});
    expect(result).toMatchObject({stdout: 'abcdefg', stderr: 'e', truncated: true});
  });

  it('gives up after its time, and when its owner does', async () => {
    answer(() => {});
    const late = runExec(engine, 'a', {cmd: ['sleep', '9'], timeoutMs: 30, signal: controller.signal});
    await expect(late).rejects.toMatchObject({code: 'timeout', message: expect.stringContaining('"sleep"')});
    const aborted = runExec(engine, 'a', {cmd: ['sleep', '9'], signal: controller.signal});
    controller.abort();
    await expect(aborted).rejects.toMatchObject({name: 'AbortError'});
  });
});
