import {expect, test} from 'vitest';
import {openList, select} from './list.js';
import {guestStack, type Stories} from './story-engine.js';

/** `:`, every action by its name. */
export const paletteStories: Stories = engine => {
  test(': finds an action by what it does and does it for the selected row; Esc leaves all as it was', async () => {
    await engine().bring('web', 'web');
    const terminal = await openList(engine(), {columns: 80, rows: 24});
    await select(terminal, guestStack, 'web');
    await terminal.press(':');
    await terminal.sees(/╭ Actions: 1 of \d+ /);
    await terminal.sees('restart');
    terminal.picture(`stories/${engine().kind}-palette`);
    await terminal.type('jk/q nothing has that');
    await terminal.sees('no action has that in its name');
    await terminal.press('esc');
    await terminal.unsees('Actions');
    await terminal.press(':');
    await terminal.type('logs of');
    await terminal.until(() => /╭ Actions ─/.test(terminal.text()), 'few actions');
    await terminal.press('enter');
    await terminal.sees(`${guestStack}/web`);
    await terminal.sees('following');
    await terminal.press(':');
    await terminal.type('utc');
    await terminal.press('enter');
    await terminal.sees('times in UTC');
    await terminal.press('q');
    await terminal.sees('▾ shop-test');
    expect(terminal.text()).not.toContain('Actions');
  });
};
