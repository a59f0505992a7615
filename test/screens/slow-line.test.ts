import {fileURLToPath} from 'node:url';
import {afterEach, describe, expect, test} from 'vitest';
import {say} from '../stories/bash.js';
import {openList} from '../stories/list.js';
import {Terminal} from '../support/terminal.js';
import {onDemo} from './support/on-demo.js';
import {silent} from './support/servers.js';

const program = fileURLToPath(new URL('../../bin/stacktop.js', import.meta.url));

afterEach(Terminal.closeAll);

/** What a terminal that is not raw makes of an answer. */
const echoed = '^[]11;';

onDemo('a terminal far away', shop => {
  test.each([150, 700])('whose answer takes %d ms: it is neither echoed nor taken for keys', async answersAfter => {
    const terminal = await openList(shop(), {answersAfter});
    await terminal.settles({quiet: answersAfter + 200});
    expect(terminal.raw).not.toContain(echoed);
    expect(terminal.row('q quit')).toMatch(/l logs .*\/ filter/);
    await terminal.press('?');
    await terminal.sees('PgUp');
    await terminal.press('q', 'q');
    expect(await terminal.exit()).toEqual({code: 0, signal: null});
  });

  test('keys pressed before the screen is there are done once it is', async () => {
    const terminal = Terminal.open({args: ['stack=shop'], env: {DOCKER_HOST: shop().host}, answersAfter: 150});
    await terminal.until(() => terminal.raw.includes('\u001b]11;?'), 'the question');
    await terminal.type('?');
    await terminal.sees('PgUp');
    expect(terminal.raw).not.toContain(echoed);
  });
});

describe('without an engine', () => {
  test('a late answer is no answer to the offer of the demo', async () => {
    const terminal = Terminal.open({env: {DOCKER_HOST: 'unix:///no/such/engine.sock'}, answersAfter: 700});
    await terminal.sees('q: quit');
    await terminal.settles({quiet: 900});
    expect(terminal.raw).not.toContain(echoed);
    await terminal.press('esc');
    expect(await terminal.exit()).toEqual({code: 3, signal: null});
  });

  test('an answer that comes after a mistake is told does not stand behind it', async () => {
    const terminal = Terminal.open({args: ['--host', 'unix://docker.sock'], answersAfter: 150});
    expect(await terminal.exit()).toEqual({code: 2, signal: null});
    expect(terminal.raw).not.toContain(echoed);
  });

  test('an engine that is silent is named while it is waited for, and ^C ends the wait', async () => {
    const server = await silent();
    try {
      const terminal = Terminal.open({command: 'bash', args: ['--norc', '--noprofile', '-i'], env: {PS1: 'me> '}, columns: 160});
      await terminal.sees('me>');
      await say(
        terminal,
        `DOCKER_HOST=${server.host} ${process.execPath} ${program}; echo "code"" $?"; stty -a | grep -o ' icanon'`,
      );
      await terminal.sees(`asking ${server.host} … (^C ends)`);
      await terminal.press('ctrl-c');
      await terminal.sees(/^code 130\n icanon$/m);
      expect(terminal.shows('(^C ends)')).toBe(false);
    } finally {
      await Terminal.closeAll();
      server.close();
    }
  });
});
