import {describe, expect, test} from 'vitest';
import {prints, run, start} from '../commands/program.js';
import {Terminal} from '../support/terminal.js';
import {ask} from './engine-socket.js';
import type {Stories} from './story-engine.js';

/** A service's own tool, for scripts and by hand. */
export const runStories: Stories = engine => {
  const on = (): readonly string[] => ['--host', engine().host];
  const runs = (target: string, args: readonly string[], options: {stdin?: string; flags?: readonly string[]} = {}) =>
    run(
      ['run', target, ...(options.flags ?? []), ...on(), '--', ...args],
      options.stdin === undefined ? {} : {stdin: options.stdin},
    );
  const execsOf = async (service: string): Promise<readonly string[]> => {
    const filters = encodeURIComponent(
      JSON.stringify({label: ['com.docker.compose.project=shop', `com.docker.compose.service=${service}`]}),
    );
    const [{Id}]: [{Id: string}] = JSON.parse(await ask(engine(), 'GET', `/containers/json?filters=${filters}`));
    return JSON.parse(await ask(engine(), 'GET', `/containers/${Id}/json`)).ExecIDs ?? [];
  };

  describe('its output and exit code', () => {
    test('are those of redis-cli', async () => {
      const info = await runs('shop/redis', ['INFO', 'memory']);
      expect(info).toMatchObject({code: 0, stderr: ''});
      expect(info.stdout).toMatch(/^used_memory:\d+/m);
      expect(await runs('shop/redis', ['PING'])).toEqual({code: 0, stdout: 'PONG\n', stderr: ''});
      expect((await runs('shop/redis', ['NOSUCHCOMMAND'])).code).toBe(1);
    });

    test('are those of psql, as the right user in the right database', async () => {
      expect(await runs('shop/postgres', ['-Atc', 'select current_user'])).toEqual({code: 0, stdout: 'shop\n', stderr: ''});
      expect(await runs('shop/postgres', ['-Atc', 'select current_database()'])).toMatchObject({code: 0, stdout: 'orders\n'});
      const wrong = await runs('shop/postgres', ['-Atc', 'select * from nosuch']);
      expect(wrong).toMatchObject({stdout: '', stderr: expect.stringContaining('relation "nosuch" does not exist')});
      expect(wrong.code).toBeGreaterThan(0);
    });

    test('of a whole line, and of input that is piped in', async () => {
      expect((await runs('shop/postgres', ['select 1'])).stdout).toMatch(/1\n/);
      expect(await runs('shop/postgres', ['-At'], {stdin: 'select 1;\n'})).toEqual({code: 0, stdout: '1\n', stderr: ''});
      const none = await run(['run', 'shop/postgres', ...on()], {stdin: 'select current_database();\n'});
      expect(none).toMatchObject({code: 0, stdout: expect.stringContaining('orders')});
    });
  });

  test('^C ends the tool in the container, too', async () => {
    const watching = start(['run', 'shop/redis', ...on(), '--', 'MONITOR']);
    await prints(watching, /OK/);
    expect((await execsOf('redis')).length).toBeGreaterThan(0);
    watching.child.kill('SIGINT');
    expect(await watching.ended).toMatchObject({code: 130, stderr: ''});
    await expect.poll(() => execsOf('redis'), {timeout: 60_000}).toEqual([]);
  });

  test('a tool that takes longer than it may is ended, and that is said', async () => {
    // It begins with the call: a real engine that is busy has to have started redis-cli by then.
    const seconds = engine().kind === 'real' ? 10 : 1;
    const late = await runs('shop/redis', ['MONITOR'], {flags: ['--timeout', String(seconds)]});
    expect(late).toMatchObject({code: 1, stdout: expect.stringMatching(/^OK\n/)});
    expect(late.stderr).toBe(
      `stacktop: shop/redis: redis-cli did not end within ${seconds} s; it was ended in the container (--timeout SECONDS gives it longer)\n`,
    );
  });

  describe('what would lose data', () => {
    test('is refused in a script, and done with --yes', async () => {
      await runs('shop/redis', ['SET', 'run-story', '1']);
      expect(await runs('shop/redis', ['FLUSHALL'])).toEqual({
        code: 2,
        stdout: '',
        stderr: 'stacktop: shop/redis: it deletes every key of every database, and there is no terminal to ask in: add --yes\n',
      });
      // The demo's server keeps nothing.
      if (engine().kind === 'real') expect((await runs('shop/redis', ['GET', 'run-story'])).stdout).toBe('1\n');
      expect(await runs('shop/redis', ['FLUSHALL'], {flags: ['--yes']})).toEqual({code: 0, stdout: 'OK\n', stderr: ''});
      if (engine().kind === 'real') expect((await runs('shop/redis', ['EXISTS', 'run-story'])).stdout).toBe('0\n');
    });

    test('is asked about in a terminal, by what it would do', async () => {
      const asked = Terminal.open({args: ['run', 'shop/postgres', ...on(), '--', 'drop table nosuch'], columns: 120});
      await asked.sees(/drop table nosuch .* Run it in shop\/postgres on .*\? \[y\/N\]/);
      await asked.press('n', 'enter');
      expect(await asked.exit()).toEqual({code: 1, signal: null});
      expect(asked.shows('nothing was run')).toBe(true);
    });

    test('is refused with --read-only, as is all that is not known to just read', async () => {
      const flags = ['--read-only'];
      expect((await runs('shop/redis', ['PING'], {flags})).code).toBe(0);
      expect((await runs('shop/postgres', ['-Atc', 'select 1'], {flags})).stdout).toBe('1\n');
      for (const args of [['SET', 'a', 'b'], ['FLUSHALL']]) {
        expect(await runs('shop/redis', args, {flags: [...flags, '--yes']})).toEqual({
          code: 2,
          stdout: '',
          stderr: 'stacktop: shop/redis: read-only: only what is known to just read may run\n',
        });
      }
      expect((await runs('shop/postgres', [], {flags, stdin: 'drop table orders;'})).code).toBe(2);
    });
  });

  test('with a terminal on both sides and no arguments it is the console', async () => {
    const terminal = Terminal.open({args: ['run', 'shop/postgres', ...on()], columns: 90, rows: 20});
    await terminal.sees(/^orders=[#>] *$/m);
    await terminal.type('select 1;\r');
    await terminal.sees(/\(1 row\)/);
    await terminal.type('\\q\r');
    expect(await terminal.exit()).toEqual({code: 0, signal: null});
    const refused = Terminal.open({args: ['run', 'shop/postgres', '--read-only', ...on()], columns: 150});
    await refused.sees('a console can change things, and --read-only refuses that');
    expect(await refused.exit()).toEqual({code: 2, signal: null});
  });

  test('what cannot be run is told in one line, with what can', async () => {
    expect(await runs('shop/web', ['ls'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'stacktop: shop/web has no tool of its own that stacktop knows: stacktop exec shop/web -- CMD runs any of its programs\n',
    });
    expect(await runs('shop/web', ['GET /health'])).toMatchObject({code: 0, stdout: expect.stringMatching(/\S/), stderr: ''});
    expect(await runs('shop', ['PING'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^stacktop: run wants one container, and "shop" is a stack; name one of .*\bredis\b/),
    });
    expect(await runs('shop/postgres', ['nosuch', '-W', '-c', 'select 1'])).toMatchObject({code: 2, stdout: ''});
  });
};
