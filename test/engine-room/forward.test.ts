import {chmod, copyFile, readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {listContainers} from '../../source/engine/containers.js';
import type {SshEndpoint} from '../../source/engine/endpoint.js';
import {FakeEngine, inspection} from './support/fake-engine.js';

const {signal} = new AbortController();
let fake: FakeEngine;
let engine: Engine | null = null;
let env: Record<string, string | undefined>;

beforeEach(async () => {
  fake = await FakeEngine.start();
  fake.containers.set('a', inspection('a'));
  const program = path.join(fake.folder, 'ssh');
  await copyFile(new URL('support/fake-ssh.mjs', import.meta.url), program);
  await chmod(program, 0o755);
  env = {PATH: `${fake.folder}:${process.env.PATH}`, FAKE_SSH_LOG: path.join(fake.folder, 'log')};
});

afterEach(async () => {
  engine?.close();
  engine = null;
  await fake.stop();
});

function endpoint(remoteSocket = fake.socketPath): SshEndpoint {
  return {kind: 'ssh', user: 'me', host: 'far', port: 2222, remoteSocket, url: 'ssh://me@far:2222', source: '--host'};
}

async function calls(): Promise<string[]> {
  return (await readFile(path.join(fake.folder, 'log'), 'utf8')).trim().split('\n');
}

describe('an engine over ssh', () => {
  it('is reached by one ssh that asks nothing, on a private socket', async () => {
    engine = await connect(endpoint(), {signal, env});
    expect(await listContainers(engine, signal)).toHaveLength(1);
    const [call = '', ...more] = await calls();
    expect(more).toEqual([]);
    expect(call).toMatch(/-nNT .*BatchMode=yes .*ExitOnForwardFailure=yes .*-p 2222 -l me -L .*engine\.sock:.* -- far$/);
    const folder = path.dirname(/-L ([^:]+):/.exec(call)?.[1] ?? '');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    engine.close();
    await expect.poll(() => stat(folder).catch(() => null)).toBeNull();
    await expect.poll(() => isAlive(Number(call.split(' ')[0]))).toBe(false);
  });

  it('comes back after ssh has ended', async () => {
    engine = await connect(endpoint(), {signal, env});
    const [call = ''] = await calls();
    process.kill(Number(call.split(' ')[0]), 'SIGKILL');
    await expect.poll(() => isAlive(Number(call.split(' ')[0]))).toBe(false);
    const again = () =>
      engine?.renegotiate(signal).then(
        () => true,
        () => false,
      );
    await expect.poll(again).toBe(true);
    expect(await listContainers(engine, signal)).toHaveLength(1);
    expect(await calls()).toHaveLength(2);
  });

  it.each([
    ['Host key verification failed.', /`ssh -p 2222 me@far` once by hand/],
    ['me@far: Permission denied (publickey).', /without a password/],
    ['ssh: Could not resolve hostname far: Name or service not known', /try `ssh -p 2222 me@far`/],
  ])('says what ssh said: %s', async (words, hint) => {
    const refused = connect(endpoint(), {signal, env: {...env, FAKE_SSH_FAILS: words}});
    await expect(refused).rejects.toMatchObject({
      code: 'unreachable',
      message: `ssh to ssh://me@far:2222 (--host) failed: ${words}`,
      hint: expect.stringMatching(hint),
    });
  });

  it('says that the socket is missing on the far side', async () => {
    const missing = connect(endpoint('/nowhere/docker.sock'), {signal, env});
    await expect(missing).rejects.toMatchObject({
      code: 'no-socket',
      message: expect.stringContaining('/nowhere/docker.sock on ssh://me@far:2222'),
    });
  });

  it('says that there is no folder for its socket', async () => {
    vi.stubEnv('TMPDIR', '/nonexistent/x');
    const refused = connect(endpoint(), {signal, env});
    await expect(refused).rejects.toMatchObject({code: 'unreachable', hint: expect.stringContaining('TMPDIR')});
    vi.unstubAllEnvs();
  });

  it('says that there is no ssh', async () => {
    await expect(connect(endpoint(), {signal, env: {PATH: '/nowhere'}})).rejects.toMatchObject({
      code: 'unreachable',
      hint: expect.stringContaining('OpenSSH'),
    });
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // ESRCH: it has ended
  }
}
