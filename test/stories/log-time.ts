import {expect, test} from 'vitest';
import {asWritten} from '../support/counted.js';
import type {Terminal} from '../support/terminal.js';
import {openList, select} from './list.js';
import {type Guest, guestStack, type Stories} from './story-engine.js';

/** Time in the log of a container: what was before, and which part of it is shown. */
export const logTimeStories: Stories = engine => {
  const openLog = async (guest: Guest, seen: string | RegExp): Promise<Terminal> => {
    await engine().bring(guest, guest);
    const terminal = await openList(engine(), {columns: 120, rows: 70});
    await select(terminal, guestStack, guest);
    await terminal.press('l');
    await terminal.sees(seen);
    return terminal;
  };

  const numbersOn = (terminal: Terminal): number[] =>
    [...terminal.text().matchAll(/ line (\d+):/g)].map(([, number]) => Number(number));

  test('scrolling past the top loads older lines, down to the very first, and each line is there once', async () => {
    const terminal = await openLog('novel', 'novel line 3000:');
    await terminal.press('g');
    await terminal.sees('novel line 2001:');
    for (let top = 2001; top > 1; ) {
      await terminal.press('g');
      await terminal.until(() => (numbersOn(terminal)[0] ?? top) < top, `a line before ${top}`);
      top = numbersOn(terminal)[0] ?? 0;
    }
    await terminal.press('g');
    await terminal.sees('the log begins here');
    terminal.picture(`stories/${engine().kind}-log-begins`);
    const seen = numbersOn(terminal);
    while ((seen.at(-1) ?? 0) < 3000) {
      const last = seen.at(-1) ?? 0;
      await terminal.press('pgdn');
      await terminal.until(() => (numbersOn(terminal).at(-1) ?? 0) > last, `a line after ${last}`);
      seen.push(...numbersOn(terminal).filter(number => number > last));
    }
    expect(seen).toEqual(Array.from({length: 3000}, (_, index) => index + 1));
  });

  test('what happened to a container before its log was opened stands between its lines', async () => {
    await engine().bring('dies', 'dead');
    const terminal = await openList(engine(), {columns: 120, rows: 40});
    await select(terminal, guestStack, 'dead');
    await terminal.until(() => /exited|failed|\(3\)/.test(terminal.row('dead')), 'its end in the list');
    await terminal.press('l');
    await terminal.sees('dead died: 3');
    await terminal.sees('dead started');
    const text = terminal.text();
    expect(text.indexOf('FATAL guest')).toBeLessThan(text.indexOf('dead died: 3'));
    expect(text.match(/dead died: 3/g)).toHaveLength(1);
    expect(text.match(/dead started/g)).toHaveLength(1);
    terminal.picture(`stories/${engine().kind}-log-past-events`);
  });

  test('a range that is typed shows the lines of that time and no others, and does not follow', async () => {
    const terminal = await openLog('counter', /counter line \d+:/);
    const secondOf = (number: number): string => terminal.row(`counter line ${number}:`).slice(1, 9);
    /** Ends of a range. What was kept waiting writes many lines within a second: they are of two seconds. */
    const ends = (numbers: readonly number[]): readonly [early: number, late: number] => {
      const late = numbers.at(-10) ?? 0;
      return [numbers.slice(0, -29).findLast(number => secondOf(number) < secondOf(late)) ?? 0, late];
    };
    await terminal.until(() => ends(numbersOn(terminal))[0] > 0, 'forty lines, of several seconds');
    await terminal.press('space');
    await terminal.sees('paused');
    const before = numbersOn(terminal);
    const [early, late] = ends(before);
    const [from, to] = [secondOf(early), secondOf(late)];
    await terminal.press('T');
    await terminal.type(`${from}..${to}`);
    await terminal.press('enter');
    await terminal.sees('does not follow');
    await terminal.until(() => numbersOn(terminal).length > 0, 'lines of that time');
    await terminal.until(() => terminal.row('does not follow').includes(from.replace(/:00$/, '')), 'the time in the title');
    terminal.picture(`stories/${engine().kind}-log-range`);
    const shown = asWritten(numbersOn(terminal));
    expect(shown).toEqual(shown.map((_, index) => (shown[0] ?? 0) + index));
    expect(shown[0]).toBeLessThanOrEqual(early);
    expect(shown.at(-1)).toBeLessThan(late);
    for (const row of terminal
      .text()
      .split('\n')
      .filter(line => / line \d+:/.test(line))) {
      expect(row.slice(1, 9) >= from, row).toBe(true);
      expect(row.slice(1, 9) < to || row.slice(9, 13) === '.000', row).toBe(true);
    }
    await terminal.press('T');
    await terminal.type('25:00');
    await terminal.press('enter');
    await terminal.sees('"25:00" is no time: try 15m');
    await terminal.press('esc');
    await terminal.unsees('time 25:00');
    await terminal.press('0');
    await terminal.sees('following');
    await terminal.until(() => (numbersOn(terminal).at(-1) ?? 0) > (before.at(-1) ?? 0), 'the newest lines again');
  });
};
