import {expect, test} from 'vitest';
import type {Terminal} from '../support/terminal.js';
import {ask} from './engine-socket.js';
import {openList, select} from './list.js';
import {guestStack, type Stories} from './story-engine.js';

const numbersIn = (text: string): number[] => [...text.matchAll(/counter line (\d+):/g)].map(found => Number(found[1]));

const newest = (terminal: Terminal): number => numbersIn(terminal.text()).at(-1) ?? 0;

/** The log of a container, followed. */
export const logStories: Stories = engine => {
  // So high that the first lines are still there when the screen, or the engine, is ten seconds late.
  const openLog = async (rows = 160): Promise<{readonly terminal: Terminal; readonly id: string}> => {
    const id = await engine().bring('counter', 'counter');
    const terminal = await openList(engine(), {columns: 120, rows});
    await select(terminal, guestStack, 'counter');
    await terminal.press('l');
    await terminal.sees(`${guestStack}/counter  following`);
    // On a slow machine the first ones may have left a low screen by now.
    await terminal.until(() => newest(terminal) >= 5, 'line 5 or a later one');
    return {terminal, id};
  };

  test('it goes on by itself, and over a restart of the container, with each line once', async () => {
    const {terminal, id} = await openLog();
    await terminal.sees('counter line 12:');
    await ask(engine(), 'POST', `/containers/${id}/restart?t=2`);
    await terminal.until(() => numbersIn(terminal.text()).lastIndexOf(1) > 0, 'a line 1 behind others');
    await terminal.until(() => newest(terminal) >= 8, 'line 8 of the second run');
    await terminal.press('space');
    await terminal.sees(/counter {2}paused/);
    const seen = numbersIn(terminal.text());
    const written = numbersIn(await ask(engine(), 'GET', `/containers/${id}/logs?stdout=1&stderr=1`));
    expect(seen.length).toBeGreaterThan(18);
    expect(` ${written.join(' ')} `).toContain(` ${seen.join(' ')} `);
    terminal.picture(`stories/${engine().kind}-log-over-restart`);
  });

  test('Space stands still while lines come, Space again shows what came meanwhile', async () => {
    const {terminal} = await openLog(24);
    await terminal.until(() => newest(terminal) >= 20, 'line 20 or a later one');
    await terminal.press('space');
    await terminal.sees(/counter {2}paused/);
    const still = numbersIn(terminal.text());
    await terminal.until(
      () => Number(/· (\d+) lines(?: ·|$)/.exec(terminal.row('paused'))?.[1]) > still.length + 5,
      'lines held back',
    );
    expect(numbersIn(terminal.text())).toEqual(still);
    await terminal.press('space');
    await terminal.sees(/counter {2}following/);
    await terminal.until(() => newest(terminal) > (still.at(-1) ?? 0) + 5, 'the newest lines');
  });

  test('/ finds, n goes on, & keeps the lines that fit, Esc lets go one by one and at last comes back to the list', async () => {
    const {terminal} = await openLog();
    await terminal.sees('counter line 12:');
    await terminal.press('/');
    await terminal.type('line 1');
    await terminal.press('enter');
    await terminal.sees(/\/line 1 {2}\d+ of \d+/);
    await terminal.press('n');
    terminal.picture(`stories/${engine().kind}-log-search`);
    await terminal.press('&');
    await terminal.type('!"line 3:"');
    await terminal.press('enter');
    await terminal.sees(/filter .*!"line 3:"/);
    await terminal.until(
      () => !numbersIn(terminal.text()).includes(3) && numbersIn(terminal.text()).includes(4),
      'all but line 3',
    );
    await terminal.press('esc');
    await terminal.unsees('/line 1  ');
    await terminal.press('esc');
    await terminal.sees('counter line 3:');
    await terminal.press('esc');
    await terminal.sees('▾ shop-test');
  });

  test('a container that stops says so, and its log goes on when it runs again', async () => {
    const {terminal, id} = await openLog();
    await ask(engine(), 'POST', `/containers/${id}/stop?t=2`);
    await terminal.sees('stopped; waiting for it to run again');
    await ask(engine(), 'POST', `/containers/${id}/start`);
    await terminal.unsees('waiting for it to run again');
    await terminal.until(() => numbersIn(terminal.text()).lastIndexOf(1) > 0, 'a line 1 behind others');
  });

  test('the log is left for a shell and is there again after it', async () => {
    const {terminal} = await openLog();
    await terminal.press('q');
    await terminal.sees('▾ shop-test');
    await terminal.press('e');
    await terminal.sees(/[#$]$/m);
    await terminal.press('ctrl-d');
    await terminal.sees('bash in shop-guest/counter ended');
    await terminal.press('l');
    await terminal.sees(`${guestStack}/counter  following`);
    await terminal.sees(/counter line \d+:/);
  });
};
