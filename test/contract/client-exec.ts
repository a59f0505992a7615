import {afterAll, beforeAll, expect, test} from 'vitest';
import {createExec, exitCodeOf, inspectExec, resizeExec, startExec} from '../../source/engine/exec.js';
import {pauseContainer, stopContainer, unpauseContainer} from '../../source/engine/lifecycle.js';
import {runExec} from '../../source/engine/run-exec.js';
import {clientOf} from './client-engine.js';
import {type Clauses, eventually} from './subject.js';

export const clientExec: Clauses = subject => {
  const client = clientOf(subject);
  let guest = '';
  beforeAll(async () => {
    guest = await subject().bring('quiet', 'used');
  });
  afterAll(() => subject().sendGuestsHome());

  const run = (cmd: readonly string[], more: object = {}) => {
    const {engine, signal} = client();
    return runExec(engine, guest, {cmd, signal, ...more});
  };

  test('a command gives its outputs apart, and its exit code', async () => {
    expect(await run(['sh', '-c', 'echo $WORD; nosuch-program; exit 9'], {env: ['WORD=well']})).toMatchObject({
      exitCode: 9,
      stdout: 'well\n',
      stderr: expect.stringMatching(/nosuch-program: not found\n$/),
      truncated: false,
    });
  });

  test('input of any bytes goes in and comes out', async () => {
    const stdin = `ünï ${'0123456789'.repeat(10_000)}\n`;
    expect(await run(['cat'], {stdin})).toEqual({exitCode: 0, stdout: stdin, stderr: '', truncated: false});
    expect(await run(['cat'], {stdin, maxBytes: 100})).toMatchObject({exitCode: 0, truncated: true});
  });

  test('a program that is not there: 126 or 127, and the reason', async () => {
    const {exitCode, stdout} = await run(['no-such-program']);
    expect([126, 127]).toContain(exitCode);
    expect(stdout).toContain('OCI runtime exec failed');
  });

  test('one that takes too long is given up with a reason, and goes on', async () => {
    await expect(run(['sleep', '30'], {timeoutMs: 300})).rejects.toMatchObject({code: 'timeout'});
  });

  test('a terminal has its size, says what it says, and ends with its code', async () => {
    const {engine, signal} = client();
    const options = {cmd: ['sh'], tty: true, stdin: true, env: ['TERM=dumb'], size: {rows: 24, columns: 80}};
    const id = await createExec(engine, guest, options, signal);
    const socket = await startExec(engine, id, {tty: true}, signal);
    let seen = '';
    socket.on('data', (bytes: Buffer) => {
      seen += bytes.toString('utf8');
    });
    await resizeExec(engine, id, {rows: 33, columns: 111}, signal);
    await eventually(() => seen).toMatch(/[#$] $/);
    expect(await inspectExec(engine, id, signal)).toMatchObject({running: true, exitCode: null, pid: expect.any(Number)});
    socket.write('stty size\r');
    await eventually(() => seen).toContain('33 111\r\n');
    // The engine's own way out, Ctrl-P Ctrl-Q, is no way out here: Ctrl-P belongs to the shell.
    socket.write('\x10\x11');
    socket.write('\x15exit 6\r');
    await eventually(() => socket.readableEnded).toBe(true);
    expect(await exitCodeOf(engine, id, signal)).toBe(6);
    socket.destroy();
  });

  test('in a container that is paused or stopped it cannot be: conflict, with the engine’s words', async () => {
    const {engine, signal} = client();
    await pauseContainer(engine, guest, signal);
    await expect(run(['ls'])).rejects.toMatchObject({code: 'conflict', message: expect.stringContaining('paused')});
    await unpauseContainer(engine, guest, signal);
    await stopContainer(engine, guest, {timeoutS: 5}, signal);
    await expect(run(['ls'])).rejects.toMatchObject({code: 'conflict', message: expect.stringContaining('not running')});
  });
};
