import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {openList} from '../stories/list.js';
import {Terminal} from '../support/terminal.js';
import {onDemo} from './support/on-demo.js';
import {silent} from './support/servers.js';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-killed-'));
});
afterEach(async () => {
  await Terminal.closeAll();
  fs.rmSync(folder, {recursive: true, force: true});
});

const signals = [
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGINT', 130],
] as const;

test.each(signals)('%s on the demo leaves no socket behind', async (signal, code) => {
  const terminal = Terminal.open({args: ['--demo'], env: {TMPDIR: folder}});
  await terminal.sees(/▾ auren/);
  expect(fs.readdirSync(folder)).toHaveLength(1);
  terminal.kill(signal);
  expect(await terminal.exit()).toEqual({code, signal: null});
  expect([terminal.alternate, terminal.cursorVisible, fs.readdirSync(folder)]).toEqual([false, true, []]);
});

test.each(signals)('%s while an engine is waited for ends it', async (signal, code) => {
  const server = await silent();
  try {
    const terminal = Terminal.open({env: {DOCKER_HOST: server.host}});
    await terminal.sees('(^C ends)');
    terminal.kill(signal);
    expect(await terminal.exit()).toEqual({code, signal: null});
  } finally {
    server.close();
  }
});

test.each(signals)('%s while the demo is offered ends it', async (signal, code) => {
  const terminal = Terminal.open({env: {DOCKER_HOST: 'unix:///no/such/engine.sock'}});
  await terminal.sees('q: quit');
  terminal.kill(signal);
  expect(await terminal.exit()).toEqual({code, signal: null});
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // ESRCH: it has ended
  }
};

onDemo('an engine over ssh', shop => {
  const withSsh = (): Record<string, string> => {
    const program = path.join(folder, 'ssh');
    fs.copyFileSync(fileURLToPath(new URL('../engine-room/support/fake-ssh.mjs', import.meta.url)), program);
    fs.chmodSync(program, 0o755);
    const TMPDIR = path.join(folder, 'tmp');
    fs.mkdirSync(TMPDIR);
    return {
      PATH: `${folder}:${process.env.PATH}`,
      TMPDIR,
      FAKE_SSH_LOG: path.join(folder, 'log'),
      DOCKER_HOST: `ssh://me@far${shop().host.slice('unix://'.length)}`,
    };
  };

  test.each(signals)('%s ends ssh and takes its folder away', async (signal, code) => {
    const env = withSsh();
    const terminal = await openList(shop(), {env});
    expect(fs.readdirSync(env.TMPDIR ?? '')).toHaveLength(1);
    terminal.kill(signal);
    expect(await terminal.exit()).toEqual({code, signal: null});
    expect(fs.readdirSync(env.TMPDIR ?? '')).toEqual([]);
    const pid = Number(fs.readFileSync(env.FAKE_SSH_LOG ?? '', 'utf8').split(' ')[0]);
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});
