import {expect, test} from 'vitest';
import type {Terminal} from '../support/terminal.js';
import {openList, select} from './list.js';
import {guestStack, type Stories} from './story-engine.js';

/** What belongs together in a log, as one row. */
export const logFoldStories: Stories = engine => {
  const openLog = async (rows = 40): Promise<Terminal> => {
    await engine().bring('tracer', 'tracer');
    const terminal = await openList(engine(), {columns: 120, rows});
    await select(terminal, guestStack, 'tracer');
    await terminal.press('l');
    await terminal.sees('tracer is ready');
    return terminal;
  };
  const rowsWith = (terminal: Terminal, text: string): string[] => terminal.lines().filter(line => line.includes(text));
  const saidTimes = (terminal: Terminal): number => Number(/the queue is full {2}×(\d+)/.exec(terminal.text())?.[1] ?? 1);

  test('a trace is one row with the count of its lines, repeats are one row whose count grows', async () => {
    const terminal = await openLog();
    await terminal.sees(/Traceback \(most recent call last\): {2}\+ \d lines/);
    await terminal.sees('the card was refused  + 6 lines');
    await terminal.sees('Session expired for broker 1  ×14');
    expect(rowsWith(terminal, 'Session expired')).toHaveLength(1);
    await terminal.until(() => saidTimes(terminal) > 3, 'more than three repeats in one row');
    const before = saidTimes(terminal);
    await terminal.until(() => saidTimes(terminal) > before, 'a count that grows');
    expect(rowsWith(terminal, 'the queue is full')).toHaveLength(1);
    terminal.picture(`stories/${engine().kind}-log-folds`);
  });

  test('Enter unfolds the chosen row in place and folds it, f all of them, v shows each line by itself', async () => {
    const terminal = await openLog(70);
    await terminal.sees('the card was refused  + 6 lines');
    await terminal.press('g');
    await terminal.sees(/tracer {2}paused/);
    const java = terminal.lines().findIndex(line => line.includes('the card was refused'));
    // What happened to the container stands above its first line.
    const first = terminal.lines().indexOf(terminal.selected() ?? '');
    await terminal.press(...Array.from({length: java - first}, () => 'j'));
    await terminal.until(() => terminal.selected()?.includes('the card was refused') ?? false, 'the Java trace chosen');
    await terminal.press('enter');
    await terminal.sees('... 2 more');
    await terminal.sees('at shop.Payments.charge(Payments.java:88)');
    expect(rowsWith(terminal, 'the card was refused')[0]).not.toContain('lines');
    terminal.picture(`stories/${engine().kind}-log-unfolded`);
    await terminal.press('j', 'j', 'enter');
    await terminal.unsees('... 2 more');
    await terminal.until(() => terminal.selected()?.includes('the card was refused  + 6 lines') ?? false, 'its head chosen');
    await terminal.press('f');
    await terminal.until(() => rowsWith(terminal, 'Session expired').length === 14, 'every repeat');
    await terminal.sees('File "/app/store.py", line 12, in load');
    await terminal.press('f');
    await terminal.until(() => rowsWith(terminal, 'Session expired').length === 1, 'one row of them');
    await terminal.press('v');
    await terminal.until(() => rowsWith(terminal, 'Session expired').length === 14, 'every line by itself');
    await terminal.press('v');
    await terminal.unsees('... 2 more');
  });

  test('a search finds what is folded away and shows it; a filter that one line passes leaves its whole message', async () => {
    const terminal = await openLog();
    await terminal.sees('the card was refused  + 6 lines');
    await terminal.press('/');
    await terminal.type('bank.java');
    await terminal.sees('at shop.Bank.ask(Bank.java:17)');
    await terminal.press('enter');
    await terminal.sees(/\/bank\.java {2}1 of 1/);
    terminal.picture(`stories/${engine().kind}-log-found-in-fold`);
    await terminal.press('esc');
    await terminal.unsees('shop.Bank.ask');
    await terminal.press('&');
    await terminal.type('bank.java');
    await terminal.press('enter');
    await terminal.unsees('tracer is ready');
    await terminal.sees('the card was refused  + 6 lines');
    expect(rowsWith(terminal, 'Session expired')).toEqual([]);
  });

  test('a message higher than the screen is read line by line', async () => {
    const terminal = await openLog(16);
    await terminal.press('f', 'g');
    await terminal.sees('tracer has started');
    const seen: string[] = [];
    const note = (): void => {
      for (const line of terminal.lines()) if (!seen.includes(line)) seen.push(line);
    };
    note();
    for (let turn = 0; turn < 24; turn += 1) {
      const before = terminal.text();
      await terminal.press('down');
      await terminal.until(() => terminal.text() !== before, 'another line');
      note();
    }
    for (const text of ['in handle', 'rows[number]', 'KeyError', 'Payments.java', 'the bank does not answer', '... 2 more'])
      expect(seen.some(line => line.includes(text))).toBe(true);
  });
};
