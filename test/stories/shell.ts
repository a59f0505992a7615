import {expect, test} from 'vitest';
import {Terminal} from '../support/terminal.js';
import {childOf, endInput, say, stacktopFromBash, terminalIsAsBefore} from './bash.js';
import {ask} from './engine-socket.js';
import {openList, select} from './list.js';
import {openProxy} from './proxy.js';
import {type Guest, guestStack, type Stories} from './story-engine.js';

/** A shell in a container, in the person's own terminal. */
export const shellStories: Stories = engine => {
  /** From the person's bash through stacktop into the shell of a guest. */
  const intoShell = async (guest: Guest, shell = 'bash'): Promise<{readonly terminal: Terminal; readonly id: string}> => {
    const id = await engine().bring(guest, 'box');
    const terminal = await stacktopFromBash(engine());
    await select(terminal, guestStack, 'box');
    await terminal.press('e');
    await terminal.sees(`── ${shell} in ${guestStack}/box ── exit comes back to stacktop`);
    await terminal.sees(/[#$]$/m);
    expect([terminal.alternate, terminal.cursorVisible]).toEqual([false, true]);
    return {terminal, id};
  };

  const back = async (terminal: Terminal, message: string | RegExp): Promise<void> => {
    await terminal.sees(message);
    expect(terminal.alternate).toBe(true);
    await terminal.sees('▾ shop-guest');
  };

  test('e opens bash with the size of the terminal, follows its resizes, and tells the exit code on return', async () => {
    const {terminal} = await intoShell('web');
    await say(terminal, "echo 'one''two'");
    await terminal.sees(/^onetwo$/m);
    await say(terminal, 'stty size');
    await terminal.sees(/^30 100$/m);
    terminal.resize(90, 25);
    await terminal.until(() => terminal.columns === 90, 'the new size');
    await expect
      .poll(async () => {
        await say(terminal, 'stty size');
        return terminal.shows(/^25 90$/m);
      })
      .toBe(true);
    terminal.picture(`stories/${engine().kind}-shell`);
    await say(terminal, 'exit 3');
    await back(terminal, `bash in ${guestStack}/box ended: exit code 3`);
    expect(terminal.lines()).toHaveLength(25);
    terminal.picture(`stories/${engine().kind}-shell-left`);
    await terminal.press('q');
    terminal.resize(100, 30);
    await terminalIsAsBefore(terminal);
  });

  test('keys wait until the shell knows the size of the terminal', async () => {
    await engine().bring('web', 'box');
    const proxy = await openProxy(engine());
    try {
      const held = proxy.hold(/^POST \S*\/resize\?/);
      const terminal = await openList({host: proxy.host});
      await select(terminal, guestStack, 'box');
      await terminal.press('e');
      await terminal.sees(/[#$]$/m);
      await say(terminal, 'stty size');
      await terminal.until(() => held.waits(), 'the size on its way');
      expect(terminal.shows('stty size')).toBe(false);
      held.letGo();
      await terminal.sees(/^40 120$/m);
      await say(terminal, 'exit');
      await back(terminal, `bash in ${guestStack}/box ended: exit code 0`);
    } finally {
      await Terminal.closeAll();
      await proxy.close();
    }
  });

  test('e, e again, ^Z and ^L at once open one shell, and nothing else', async () => {
    await engine().bring('web', 'box');
    const terminal = await openList(engine());
    await select(terminal, guestStack, 'box');
    await terminal.type('ee\u001a\u000c');
    await terminal.sees(`── bash in ${guestStack}/box ──`);
    await terminal.sees(/[#$]$/m);
    await say(terminal, 'exit');
    await back(terminal, `bash in ${guestStack}/box ended: exit code 0`);
    await terminal.settles();
    expect(terminal.raw.split('── bash in')).toHaveLength(2);
    expect(terminal.text()).not.toContain('stacktop failed');
    await terminal.press('?');
    await terminal.sees('PgUp');
  });

  test('a signal under the shell ends both, and leaves the terminal whole', async () => {
    const {terminal, id} = await intoShell('web');
    await say(terminal, "echo 'one''two'");
    await terminal.sees(/^onetwo$/m);
    process.kill(childOf(terminal.pid), 'SIGTERM');
    await terminalIsAsBefore(terminal, 143);
    if (engine().kind === 'demo') return; // its programs are in nobody's process table
    await expect.poll(() => ask(engine(), 'GET', `/containers/${id}/top`), {timeout: 60_000}).not.toMatch(/"bash"/);
  });

  test('where there is no bash, sh is found without noise', async () => {
    const {terminal} = await intoShell('sh-only', 'sh');
    expect(terminal.text()).not.toMatch(/OCI|not found/);
    await say(terminal, 'exit');
    await back(terminal, `sh in ${guestStack}/box ended: exit code 0`);
    await terminal.press('q');
    await terminalIsAsBefore(terminal);
  });

  test('^C in the shell is the shell’s, ^D ends it', async () => {
    const {terminal} = await intoShell('web');
    await say(terminal, 'sleep 1000');
    await terminal.sees('sleep 1000');
    await terminal.settles();
    await terminal.press('ctrl-c');
    await say(terminal, 'echo "code"" $?"');
    await terminal.sees('code 130');
    await endInput(terminal, /[#$]$/);
    await back(terminal, /bash in shop-guest\/box ended: exit code \d+/);
    await terminal.press('ctrl-c');
    await terminalIsAsBefore(terminal);
  });

  test('a container that is killed under the shell brings stacktop back, and says how the shell ended', async () => {
    const {terminal, id} = await intoShell('web');
    await ask(engine(), 'POST', `/containers/${id}/kill`);
    await back(terminal, /bash in shop-guest\/box ended: (exit code 137|the engine does not say how)/);
    terminal.picture(`stories/${engine().kind}-killed-under-shell`);
    await terminal.press('q');
    await terminalIsAsBefore(terminal);
  });

  test('an image without any shell is told in one line, with what to do', async () => {
    await engine().bring('shell-less', 'box');
    const terminal = await openList(engine(), {columns: 160});
    await select(terminal, guestStack, 'box');
    await terminal.press('e');
    await terminal.sees(/E runs another program, docker debug brings a shell: shop-guest\/box has none/);
    expect(terminal.alternate).toBe(true);
    terminal.picture(`stories/${engine().kind}-no-shell`);
  });

  test('E runs a command of one’s choice, as a user of one’s choice', async () => {
    await engine().bring('web', 'box');
    const terminal = await openList(engine());
    await select(terminal, guestStack, 'box');
    await terminal.press('E');
    await terminal.sees('shell as root');
    await terminal.type(' sh -c whoami');
    await terminal.press('enter');
    await terminal.sees(`sh in ${guestStack}/box ended: exit code 0`);
    expect(/as root ── exit comes back to stacktop\s+root\s/.test(terminal.raw)).toBe(true);
  });
};
