import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {prints, run, start} from './program.js';

/** Each run takes a third of a second, and several on a busy machine more than a test has otherwise. */
const patience = {timeout: 90_000};

describe('--demo', patience, () => {
  let folder = '';
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-commands-'));
  });
  afterEach(() => fs.rmSync(folder, {recursive: true, force: true}));
  const env = () => ({TMPDIR: folder});

  test('check finds what is unwell in it, and leaves no socket behind', async () => {
    const {code, stdout} = await run(['check', '--demo'], {env: env()});
    expect(code).toBe(1);
    expect(stdout).toMatch(/^auren\/kafka: unhealthy/m);
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  test('url gives the public URL of the stack, and of the service that its tunnel leads to', async () => {
    const all = await run(['url', '--demo'], {env: env()});
    expect(all).toMatchObject({code: 0, stderr: ''});
    expect(all.stdout).toMatch(/^https:\/\/[\w.-]+\.ngrok-free\.app\n$/);
    const service = await run(['url', '--demo', 'surgical-care-companion/backend'], {env: env()});
    expect(service.stdout).toBe(all.stdout);
    expect((await run(['url', '--demo', 'surgical-care-companion/redis'], {env: env()})).code).toBe(1);
  });

  test('a stack in order of time: the lines of its services come as one', async () => {
    const {stdout} = await run(['logs', '--demo', 'auren', '--since', '2m'], {env: env()});
    const times = [...stdout.matchAll(/"timestamp":"([^"]+)"|\[(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+)\]/g)].map(([, json, log4j]) =>
      Date.parse(json ?? `${log4j?.replace(',', '.').replace(' ', 'T')}Z`),
    );
    expect(times.length).toBeGreaterThan(10);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends it with its own exit code, and no socket is left',
    async signal => {
      const following = start(['logs', '--demo', 'auren', '-f'], {env: env()});
      await prints(following, /\n/);
      following.child.kill(signal);
      const {code, stderr} = await following.ended;
      expect({code, stderr}).toEqual({code: 128 + os.constants.signals[signal], stderr: ''});
      expect(fs.readdirSync(folder)).toEqual([]);
    },
  );

  test('a folder that cannot be made is one clear line', async () => {
    const {code, stdout, stderr} = await run(['ls', '--demo'], {env: {TMPDIR: path.join(folder, 'no', 'where')}});
    expect({code, stdout}).toEqual({code: 3, stdout: ''});
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^stacktop: the demo engine cannot make a folder for its socket in .*\/no\/where: ENOENT/),
      '          TMPDIR has to name a folder that you may write to',
      '',
    ]);
  });

  test('a path that is too long for a socket is one clear line', async () => {
    const deep = path.join(folder, 'x'.repeat(100));
    fs.mkdirSync(deep);
    const {code, stderr} = await run(['ls', '--demo'], {env: {TMPDIR: deep}});
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^stacktop: the path of the demo engine's socket is too long: .*engine\.sock\n {10}TMPDIR has to name .*\n$/,
    );
    expect(fs.readdirSync(deep)).toEqual([]);
  });

  test('a completion asks the engine that the words name', async () => {
    const words = ['restart', '--demo', 'auren/k'];
    const {code, stdout} = await run(['completion', 'targets', '--', ...words], {env: env()});
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual(expect.arrayContaining(['auren', 'auren/kafka', 'surgical-care-companion/ngrok']));
  });
});

describe('without an engine', patience, () => {
  const nowhere = ['--host', 'unix:///nonexistent/stacktop.sock'];

  test.each([['check'], ['logs', 'shop'], ['restart', 'shop', '--yes'], ['exec', 'shop/web'], ['url']])(
    '%s says why in a line, exit code 3',
    async (...command) => {
      const {code, stdout, stderr} = await run([...command, ...nowhere]);
      expect({code, stdout}).toEqual({code: 3, stdout: ''});
      expect(stderr).toMatch(/^stacktop: .*\/nonexistent\/stacktop\.sock/);
    },
  );

  test('a completion says nothing at all', async () => {
    expect(await run(['completion', 'targets', '--', ...nowhere])).toEqual({code: 3, stdout: '', stderr: ''});
  });
});
