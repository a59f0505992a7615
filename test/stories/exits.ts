import fs from 'node:fs';
import {expect, test} from 'vitest';
import {say, stacktopFromBash, terminalIsAsBefore} from './bash.js';
import {listRows, openList} from './list.js';
import type {Stories} from './story-engine.js';

/** The program that runs in the foreground of a bash. */
const childOf = (pid: number): number => Number(fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());

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

  test('a terminal that is closed ends it', async () => {
    const terminal = await openList(engine());
    terminal.kill('SIGHUP');
    expect(await terminal.exit()).toEqual({code: 129, signal: null});
  });
};
