import {expect, test} from 'vitest';
import {childOf, say, stacktopFromBash, terminalIsAsBefore} from './bash.js';
import {listRows, openList} from './list.js';
import type {Stories} from './story-engine.js';

/** Ways out: each leaves the terminal as it was. */
export const exitStories: Stories = engine => {
  test.each([
    ['q', ['q']],
    ['^C', ['ctrl-c']],
    ['F10', ['f10']],
    ['q out of the help', ['?', 'q', 'q']],
  ] as const)('%s quits with 0', async (_, keys) => {
    const terminal = await stacktopFromBash(engine());
    await terminal.press(...keys);
    await terminalIsAsBefore(terminal);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('%s ends it as it ends other programs, with the terminal restored', async (signal, code) => {
    const terminal = await stacktopFromBash(engine());
    process.kill(childOf(terminal.pid), signal);
    await terminalIsAsBefore(terminal, code);
  });

  test('^Z goes back to the shell, fg comes back to the list', async () => {
    const terminal = await stacktopFromBash(engine());
    await terminal.press('ctrl-z');
    await terminal.until(() => !terminal.alternate, 'the normal screen');
    await terminal.sees('Stopped');
    expect(terminal.cursorVisible).toBe(true);
    await say(terminal, 'echo "still ""here"');
    await terminal.sees('still here');
    terminal.picture(`stories/${engine().kind}-suspended`);
    await say(terminal, 'fg');
    await terminal.until(() => terminal.alternate && listRows(terminal).length > 0, 'the list again');
    await terminal.press('?');
    await terminal.sees('PgUp ^b  a page up');
    await terminal.press('q', 'q');
    await terminalIsAsBefore(terminal);
  });

  test('^Z without a shell above says so, and the screen goes on', async () => {
    const terminal = await openList(engine());
    await terminal.press('ctrl-z');
    await terminal.sees('no shell to go back to');
    expect(terminal.alternate).toBe(true);
    await terminal.press('?');
    await terminal.sees('PgUp');
    await terminal.press('q', 'q');
    expect(await terminal.exit()).toEqual({code: 0, signal: null});
  });

  test('a terminal that is closed ends it', async () => {
    const terminal = await openList(engine());
    terminal.kill('SIGHUP');
    expect(await terminal.exit()).toEqual({code: 129, signal: null});
  });
};
