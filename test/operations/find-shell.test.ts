import {describe, expect, test} from 'vitest';
import {findShell} from '../../source/operations/find-shell.js';
import {openTerminal} from '../../source/operations/open-terminal.js';
import {reply} from '../engine-room/support/fake-engine.js';
import {scriptedEngine} from './scripted.js';

const on = scriptedEngine();
const switched = 'HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n';

/** An engine on which these programs run; the bodies of the execs that were made. */
const programs = (...names: readonly string[]): {Cmd: string[]; User?: string; Env?: string[]}[] => {
  const made: {Cmd: string[]; User?: string; Env?: string[]}[] = [];
  on.fake.route('POST', /\/exec$/, ({body}, response) => {
    made.push(JSON.parse(body));
    reply(response, 201, {Id: String(made.length - 1)});
  });
  on.fake.upgrade = (_, socket) => socket.end(switched);
  on.fake.route('GET', /^\/exec\/\d+\/json$/, ({path}, response) => {
    const program = made[Number(path.split('/')[2])]?.Cmd[0] ?? '';
    reply(response, 200, {Running: false, ExitCode: names.includes(program) ? 0 : 126, Pid: 0});
  });
  return made;
};

describe('a shell is found by running it', () => {
  test.each([
    [['bash', 'sh'], 'bash', 1],
    [['sh'], 'sh', 2],
    [['/busybox/sh'], '/busybox/sh', 4],
    [[], null, 4],
  ])('where %j run: %s', async (runs, shell, tries) => {
    const made = programs(...runs);
    expect(await findShell(on.engine, 'a', '', on.signal)).toBe(shell);
    expect(made).toHaveLength(tries);
    expect(made[0]?.User ?? '').toBe('');
  });
  test('as the user that it will run as', async () => {
    const made = programs('sh');
    await findShell(on.engine, 'a', 'postgres', on.signal);
    expect(made.map(({User}) => User)).toEqual(['postgres', 'postgres']);
  });
  test('not in a container that does not run: that is said', async () => {
    on.fake.route('POST', /\/exec$/, (_, response) => reply(response, 409, {message: 'container a is not running'}));
    await expect(findShell(on.engine, 'a', '', on.signal)).rejects.toMatchObject({
      name: 'EngineError',
      message: expect.stringContaining('not running'),
    });
  });
});

describe('a terminal', () => {
  const options = {cmd: ['sh'], user: '', term: 'xterm-256color', size: {rows: 24, columns: 80}};

  test("knows the person's TERM, and tells its exit code", async () => {
    const made = programs('sh');
    const terminal = await openTerminal(on.engine, 'a', options, on.signal);
    terminal.stream.resume();
    expect(await terminal.exitCode()).toBe(0);
    expect(made[0]).toMatchObject({
      Cmd: ['sh'],
      Env: ['TERM=xterm-256color', expect.stringMatching(/^STACKTOP_EXEC=/)],
      Tty: true,
    });
  });
  test('bears that the engine is gone', async () => {
    programs('sh');
    const terminal = await openTerminal(on.engine, 'a', options, on.signal);
    terminal.stream.on('error', () => {});
    await on.fake.crash();
    terminal.resize({rows: 1, columns: 1});
    expect(await terminal.exitCode()).toBeNull();
  });
});
