import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import os, {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, onTestFinished, test, vi} from 'vitest';
import {readCommandLine} from '../../source/commands/command-line.js';
import {withoutPassword} from '../../source/commands/doctor/engine-facts.js';
import {fact, factText} from '../../source/commands/doctor/fact.js';
import {cacheFact} from '../../source/commands/doctor/own-facts.js';
import {terminalFacts} from '../../source/commands/doctor/terminal-facts.js';
import {FakeEngine, inspection, reply} from '../engine-room/support/fake-engine.js';
import {run} from './program.js';

const {options} = readCommandLine(['doctor'], 0);

const folderOf = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stacktop-doctor-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  return folder;
};

describe('the terminal', () => {
  const wide = {isTTY: true, columns: 120, rows: 40};
  const utf8 = {TERM: 'xterm-256color', LANG: 'en_GB.UTF-8'};
  test.each([
    ['a usual one', utf8, wide, 'ok', '120×40 · xterm-256color · 256 colours · Unicode'],
    [
      'in tmux over SSH',
      {...utf8, TMUX: '/tmp/x', SSH_CONNECTION: 'a 1 b 2'},
      wide,
      'ok',
      '120×40 · xterm-256color · 256 colours · Unicode · inside of tmux · over SSH',
    ],
    [
      'of tmux on the near side',
      {...utf8, TERM: 'tmux-256color'},
      wide,
      'ok',
      '120×40 · tmux-256color · 256 colours · Unicode · inside of tmux',
    ],
    ['in screen', {...utf8, STY: '1.x', TERM: 'screen'}, wide, 'ok', '120×40 · screen · 16 colours · Unicode · inside of screen'],
    [
      'without colours and Unicode',
      {TERM: 'xterm', LANG: 'C', NO_COLOR: '1'},
      wide,
      'ok',
      '120×40 · xterm · no colours · ASCII only',
    ],
    ['a small one', utf8, {isTTY: true, columns: 40, rows: 12}, 'warn', '40×12 · xterm-256color · 256 colours · Unicode'],
    [
      'one that moves no cursor',
      {TERM: 'dumb'},
      wide,
      'bad',
      'TERM is "dumb": the screen needs a terminal that can move its cursor',
    ],
    ['none at all', {}, {}, 'ok', 'stdout is not one · TERM is not set · 16 colours · Unicode'],
  ] as const)('%s', (_, env, output, mark, text) => {
    const [first] = terminalFacts(env, output, options);
    expect(first).toMatchObject({mark, text});
  });

  test('a console without a clipboard is told so', () => {
    expect(terminalFacts({TERM: 'linux'}, wide, options).find(({topic}) => topic === 'clipboard')).toMatchObject({mark: 'warn'});
  });
});

describe('the code cache', () => {
  const hash = 'ab'.repeat(32);
  const setUp = () => {
    const folder = folderOf();
    const bundle = path.join(folder, 'stacktop.cjs');
    writeFileSync(bundle, `/*${hash}*/ code`);
    const cache = (text: string, name = `screen-${process.version}-${process.arch}-${hash}.v8`) => {
      mkdirSync(path.join(folder, 'stacktop'), {recursive: true});
      writeFileSync(path.join(folder, 'stacktop', name), text);
    };
    return {bundle, cache, found: () => cacheFact({XDG_CACHE_HOME: folder}, bundle)};
  };

  test('that is there is told with its size', async () => {
    const {cache, found} = setUp();
    cache('x'.repeat(2048));
    expect(await found()).toMatchObject({mark: 'ok', figures: {bytes: 2048}});
  });

  test.each([
    ['of another build', `screen-${process.version}-x64-${'cd'.repeat(32)}.v8`, 'x'],
    ['of another Node', `screen-v1.2.3-x64-${hash}.v8`, 'x'],
    ['that is empty', `screen-${process.version}-${process.arch}-${hash}.v8`, ''],
  ])('%s is none', async (_, name, text) => {
    const {cache, found} = setUp();
    cache(text, name);
    expect(await found()).toMatchObject({figures: {bytes: null}});
  });

  test('is none where the system does not know this user', async () => {
    const {bundle} = setUp();
    vi.spyOn(os, 'homedir').mockImplementation(() => {
      throw new Error('uv_os_homedir returned ENOENT');
    });
    onTestFinished(() => {
      vi.restoreAllMocks();
    });
    expect(await cacheFact({}, bundle)).toMatchObject({mark: 'warn', text: 'there is no home for compiled code'});
  });

  test('is not looked for where this is no bundle', async () => {
    expect(await cacheFact({XDG_CACHE_HOME: folderOf()}, '/nowhere/stacktop.cjs')).toMatchObject({mark: 'ok', figures: {}});
  });
});

test('what an engine says moves no cursor, and takes no more than some lines', () => {
  const text = factText(fact('bad', 'engine', `\u001b[2Jowned\n\u202e${'x'.repeat(1000)}`, 'mend\u009b1A it'), false);
  expect(text.split('\n')).toHaveLength(2);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  expect(text.length).toBeLessThan(600);
});

test.each([
  ['tcp://me:secret@host:2375', 'tcp://me:••••@host:2375'],
  ['tcp://me:a@b/c:d@host:2375', 'tcp://me:••••@host:2375'],
  ['tcp://me:one@a:1 and tcp://me:two@b:2', 'tcp://me:••••@a:1 and tcp://me:••••@b:2'],
  ['tcp://host:2375 does not answer', 'tcp://host:2375 does not answer'],
  ['ssh://me@host', 'ssh://me@host'],
  ['unix:///var/run/docker.sock', 'unix:///var/run/docker.sock'],
])('a password in %s is not shown', (url, shown) => {
  expect(withoutPassword(url)).toBe(shown);
});

describe('stacktop doctor', {timeout: 90_000}, () => {
  let fake: FakeEngine;
  beforeEach(async () => {
    fake = await FakeEngine.start();
    for (const id of ['a', 'b']) fake.containers.set(id, inspection(id));
  });
  afterEach(() => fake.stop());
  const on = (...words: string[]) => run(['doctor', ...words, '--host', `unix://${fake.socketPath}`]);

  test('tells all of the embedded engine, and that nothing is bad', async () => {
    const {code, stdout, stderr} = await run(['doctor', '--demo']);
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
    for (const topic of ['terminal', 'node', 'cache', 'engine', 'host', 'answers', 'figures', 'profiles', 'compose'])
      expect(stdout).toMatch(new RegExp(`^(ok|warn) +${topic} `, 'm'));
    expect(stdout).toMatch(/^ok +figures +from the engine, one by one/m);
  });

  test('as JSON, with its figures', async () => {
    const {code, stdout} = await run(['doctor', '--demo', '--json']);
    expect(code).toBe(0);
    const {fine, facts}: {fine: boolean; facts: {topic: string; mark: string; figures: Record<string, unknown>}[]} =
      JSON.parse(stdout);
    expect(fine).toBe(true);
    expect(facts.find(({topic}) => topic === 'answers')?.figures).toMatchObject({
      pingMs: expect.any(Number),
      containers: expect.any(Number),
    });
  });

  test('without an engine the rest is told, with what to do: exit code 3', async () => {
    const {code, stdout, stderr} = await run(['doctor', '--host', 'unix:///nowhere/docker.sock']);
    expect({code, stderr}).toEqual({code: 3, stderr: ''});
    expect(stdout).toMatch(/^bad +engine +no engine at .*nowhere\/docker\.sock.*\n +→ /m);
    expect(stdout).toMatch(/^ok +profiles /m);
  });

  test('an engine that is not one fails, and says so in harmless words: exit code 1', async () => {
    fake.route('GET', /^\/containers\/json$/, (_, response) =>
      reply(response, 500, {message: '\u001b]0;owned\u0007database is locked'}),
    );
    const {code, stdout} = await on();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^bad +engine +.*database is locked/m);
    expect(stdout).not.toContain('\u001b');
  });

  test('a profile that is broken is bad: exit code 1', async () => {
    const config = folderOf();
    mkdirSync(path.join(config, 'stacktop/stacks'), {recursive: true});
    writeFileSync(path.join(config, 'stacktop/stacks/mine.yml'), 'name: mine\nservices: 7\n');
    const {code, stdout} = await run(['doctor', '--demo'], {env: {XDG_CONFIG_HOME: config}});
    expect(code).toBe(1);
    expect(stdout).toMatch(/^bad +profiles +.*mine\.yml.*services/m);
  });

  test('a container that cannot be inspected is told', async () => {
    fake.route('GET', /^\/containers\/b\/json$/, (_, response) => reply(response, 500, {message: 'layer does not exist'}));
    const {code, stdout} = await on();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^bad +answers +1 of them cannot be inspected/m);
  });
});
