import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterEach, expect, test} from 'vitest';
import type {Terminal, TerminalOptions} from '../support/terminal.js';
import {openBash, say, terminalIsAsBefore} from './bash.js';
import {ask, askBytes} from './engine-socket.js';
import {openList, rowOf, select} from './list.js';
import {handStack, type Stories} from './story-engine.js';

/** What the engine has of a log, out of its frames: a program of eight bytes and their count. */
export const unframed = (bytes: Buffer): Buffer => {
  const payloads: Buffer[] = [];
  for (let at = 0; at + 8 <= bytes.length; at += 8 + bytes.readUInt32BE(at + 4))
    payloads.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at + 4)));
  return Buffer.concat(payloads);
};

/** What was put on the clipboard last. */
const copied = (terminal: Terminal): string =>
  Buffer.from([...terminal.raw.matchAll(/\u001b\]52;c;([A-Za-z0-9+/=]*)\u0007/g)].at(-1)?.[1] ?? '', 'base64').toString();

const folders: string[] = [];

export const newFolder = (): string => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-hand-'));
  folders.push(folder);
  return folder;
};

/** A program that shows its words and its file, says so when it is interrupted, and leaves the terminal raw when it ends. */
const pagerIn = (folder: string): string => {
  const file = path.join(folder, 'show');
  const lines = [
    '#!/bin/sh',
    "trap 'echo interrupted' INT",
    'for file; do :; done',
    'echo "words: $#, $1, $2"; ls -l "$file"; cat "$file"; echo "end of ""pager"',
    'until read answer && [ "$answer" = bye ]; do :; done',
    'stty raw -echo',
  ];
  fs.writeFileSync(file, `${lines.join('\n')}\n`, {mode: 0o700});
  return file;
};

/** Lines of a log on their way out of the screen. */
export const logHandStories: Stories = engine => {
  afterEach(() => {
    for (const folder of folders.splice(0)) fs.rmSync(folder, {recursive: true, force: true});
  });

  const bring = (service: string): Promise<string> => engine().bring('counter', service, {stack: handStack});

  const newest = (terminal: Terminal): number =>
    Math.max(0, ...[...terminal.text().matchAll(/ line (\d+):/g)].map(([, number]) => Number(number)));

  const intoLog = async (terminal: Terminal): Promise<void> => {
    await select(terminal, handStack, 'counter');
    await terminal.press('l');
    await terminal.sees(`${handStack}/counter  following`);
    await terminal.until(() => newest(terminal) >= 5, 'line 5');
  };

  const openLog = async (options: TerminalOptions = {}): Promise<{readonly terminal: Terminal; readonly id: string}> => {
    const id = await bring('counter');
    const terminal = await openList(engine(), {columns: 120, rows: 40, ...options});
    await intoLog(terminal);
    return {terminal, id};
  };

  test('^s saves as shown: what passes the filter, in a file that only its owner reads, and nothing is written over', async () => {
    const cwd = newFolder();
    const {terminal} = await openLog({cwd});
    await terminal.press('space', '&');
    await terminal.type('/line [24]:/');
    await terminal.press('enter', 't', 'ctrl-s');
    await terminal.sees('as shown: the lines that pass the filter');
    await terminal.sees(/save as shown to \.\/shop-hand-counter-\d{4}-\d\d-\d\d-\d{6}\.log/);
    terminal.picture(`stories/${engine().kind}-log-save`);
    await terminal.press('ctrl-u');
    await terminal.type('kept.log');
    await terminal.press('enter');
    await terminal.sees(/saved to \S+kept\.log \(\d+ lines, /);
    const file = path.join(cwd, 'kept.log');
    const written = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
    const lines = written.filter(line => !/^\S+ -- counter (?:created|started)$/.test(line));
    expect(lines.map(line => /^\d{4}-\d\d-\d\dT[\d:.]{12}Z .*counter line (\d+):/.exec(line)?.[1])).toEqual(['2', '4']);
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    await terminal.press('ctrl-s', 'ctrl-u');
    await terminal.type('kept.log');
    await terminal.press('enter');
    await terminal.sees(/saved to \S+kept-2\.log/);
    await terminal.press('ctrl-s', 'ctrl-u');
    await terminal.type('nowhere/kept.log');
    await terminal.press('enter');
    await terminal.sees(/not saved: \S+nowhere\/kept\.log: there is no such file or folder/);
    expect(fs.readdirSync(cwd).sort()).toEqual(['kept-2.log', 'kept.log']);
  });

  test('^s, Tab saves the exact bytes that the engine has, whatever is shown', async () => {
    const cwd = newFolder();
    const {terminal, id} = await openLog({cwd});
    await ask(engine(), 'POST', `/containers/${id}/stop?t=2`);
    await terminal.sees('stopped; waiting');
    await terminal.press('&');
    await terminal.type('line 3');
    await terminal.press('enter', 'ctrl-s', 'tab');
    await terminal.sees('raw: the whole log of the container, byte for byte');
    await terminal.press('enter');
    await terminal.sees(/saved to \S+shop-hand-counter-[\d-]+\.log \([\d,]+ lines, /);
    const [name = ''] = fs.readdirSync(cwd);
    const whole = unframed(await askBytes(engine(), `/containers/${id}/logs?stdout=1&stderr=1`));
    expect(whole.length).toBeGreaterThan(100);
    expect(fs.readFileSync(path.join(cwd, name)).equals(whole)).toBe(true);
  });

  test('raw logs of several containers go into a new folder, a file each', async () => {
    const cwd = newFolder();
    await bring('other');
    await bring('counter');
    const terminal = await openList(engine(), {columns: 120, rows: 40, cwd});
    await select(terminal, handStack);
    await terminal.press('l');
    await terminal.sees(/shop-hand {2}2 containers · following/);
    await terminal.until(
      () => / other .*line ([5-9]|\d\d+):/.test(terminal.text()) && / counter .*line ([5-9]|\d\d+):/.test(terminal.text()),
      'line 5 of both',
    );
    await terminal.press('ctrl-s', 'tab');
    await terminal.sees('raw: the whole logs of 2 containers, byte for byte, a file each in a new folder');
    await terminal.press('enter');
    await terminal.sees(/saved to \S+\/shop-hand-[\d-]+ \(2 logs, /);
    const [folder = ''] = fs.readdirSync(cwd);
    expect(fs.statSync(path.join(cwd, folder)).mode & 0o777).toBe(0o700);
    expect(fs.readdirSync(path.join(cwd, folder)).sort()).toEqual(['counter.log', 'other.log']);
    expect(fs.readFileSync(path.join(cwd, folder, 'other.log'), 'utf8')).toMatch(/line 1:[\s\S]*line 5:/);
  });

  test('| hands what is shown to $PAGER, whose ^C is its own, and takes the terminal back as it was', async () => {
    const folder = newFolder();
    await bring('counter');
    const terminal = await openBash(engine(), {
      columns: 120,
      rows: 40,
      env: {PAGER: `${pagerIn(folder)} -a 'two words'`, TMPDIR: folder},
    });
    await say(terminal, 'stty -a > before; stacktop.js stack=shop');
    await terminal.until(() => terminal.alternate && rowOf(terminal, 'shop-test', 'web') !== undefined, 'the list of stacks');
    await terminal.settles();
    await intoLog(terminal);
    await terminal.press('space', '&');
    await terminal.type('/line [24]:/');
    await terminal.press('enter', '|');
    await terminal.sees('end of pager');
    expect(terminal.alternate).toBe(false);
    await terminal.sees('words: 3, -a, two words');
    expect(terminal.row('shop-hand-counter.log')).toMatch(/^-rw------- /);
    expect([...terminal.text().matchAll(/counter line (\d+):/g)].map(found => found[1])).toEqual(['2', '4']);
    await terminal.press('ctrl-c');
    await terminal.sees('interrupted');
    await say(terminal, 'bye');
    await terminal.until(() => terminal.alternate, 'stacktop again');
    await terminal.sees('counter line 4:');
    // It was read on meanwhile, and keys reach the screen again.
    await terminal.press('esc', 'G');
    await terminal.sees(/counter {2}following/);
    await terminal.until(
      () => Number(/counter line (\d+):(?![\s\S]*counter line)/.exec(terminal.text())?.[1]) > 15,
      'newer lines',
    );
    expect(fs.readdirSync(folder)).toEqual(['show']);
    await terminal.press('q');
    await terminal.sees('▾ shop-test');
    await terminal.press('q');
    await terminalIsAsBefore(terminal);
  });

  test.skipIf(!fs.existsSync('/usr/bin/less'))(
    'less is the usual pager: it begins at the newest line, and ^C is its own',
    async () => {
      const {terminal} = await openLog({rows: 22});
      await terminal.until(() => newest(terminal) >= 25, 'line 25');
      await terminal.press('|');
      await terminal.sees(/shop-hand-counter\.log \(END\)/);
      expect(terminal.row('(END)')).toBe(terminal.lines().at(-1));
      const sent = terminal.bytes;
      await terminal.press('ctrl-c');
      await terminal.until(() => terminal.bytes > sent, 'that less has taken ^C'); // it forgets keys that come before that
      await terminal.press('g');
      await terminal.sees(/ counter line 1:/);
      await terminal.press('q');
      await terminal.sees(/counter {2}following/);
      await terminal.press('space');
      await terminal.sees(/counter {2}paused/);
    },
  );

  test('E opens the editor; one that is missing, or fails, is told in one line', async () => {
    const folder = newFolder();
    const failing = path.join(folder, 'vim');
    fs.writeFileSync(failing, '#!/bin/sh\necho "$@" > words\nexit 3\n', {mode: 0o700});
    const {terminal} = await openLog({cwd: folder, env: {EDITOR: 'no-such-editor', PAGER: "less 'unclosed", VISUAL: failing}});
    await terminal.press('|');
    await terminal.sees("$PAGER: a quote is not closed in less 'unclosed");
    await terminal.press('space', 'g', 'j', 'j', 'E');
    await terminal.sees('vim ended with exit code 3');
    expect(fs.readFileSync(path.join(folder, 'words'), 'utf8')).toMatch(/^\+3 \S+shop-hand-counter\.log$/m);
    expect(terminal.alternate).toBe(true);
    const other = await openList(engine(), {env: {EDITOR: 'no-such-editor'}});
    await select(other, handStack, 'counter');
    await other.press('l');
    await other.sees(/counter line \d+:/);
    await other.press('E');
    await other.sees('$EDITOR: there is no program no-such-editor here');
  });

  test('V selects, what moves extends it, c copies it', async () => {
    const {terminal, id} = await openLog();
    await terminal.until(() => newest(terminal) >= 9, 'line 9');
    await terminal.press('space', '/');
    await terminal.type('counter line 2:');
    await terminal.press('enter', 'V', 'j', 'j');
    await terminal.sees('3 lines selected');
    expect(terminal.lines().filter(line => line.startsWith('▌'))).toHaveLength(3);
    terminal.picture(`stories/${engine().kind}-log-selection`);
    await terminal.press('c');
    await terminal.sees(/copied 3 lines, \S+: /);
    // Every fifth line goes to the other stream: a busy engine may have it before the fourth.
    const log = await ask(engine(), 'GET', `/containers/${id}/logs?stdout=1&stderr=1`);
    const written = [...log.matchAll(/counter line (\d+):/g)].map(([, number]) => number);
    expect(
      copied(terminal)
        .split('\n')
        .map(line => /counter line (\d+):/.exec(line)?.[1]),
    ).toEqual(written.slice(written.indexOf('2'), written.indexOf('2') + 3));
    await terminal.press('V', 'G');
    await terminal.sees(/\d+ lines selected/);
    await terminal.press('esc');
    await terminal.unsees('selected');
    expect(terminal.lines().filter(line => line.startsWith('▌'))).toHaveLength(0);
    await terminal.sees(/counter {2}paused/);
  });

  test('o opens the container of the chosen line, Esc comes back to the log as it was; O narrows the log to it', async () => {
    await bring('counter');
    await bring('other');
    const terminal = await openList(engine(), {columns: 120, rows: 40});
    await select(terminal, handStack);
    await terminal.press('l');
    await terminal.sees(/shop-hand {2}2 containers · following/);
    await terminal.until(
      () => / other .*line ([3-9]|\d\d+):/.test(terminal.text()) && / counter .*line ([3-9]|\d\d+):/.test(terminal.text()),
      'line 3 of both',
    );
    await terminal.press('&');
    await terminal.type('"line 3:"');
    await terminal.press('enter', 'space');
    await terminal.sees(/shop-hand {2}2 containers · paused/);
    const chosenIn = (): string => / (counter|other) /.exec(terminal.selected() ?? '')?.[1] ?? '';
    await terminal.until(() => chosenIn() !== '', 'a chosen line');
    const chosen = chosenIn();
    await terminal.press('o');
    await terminal.sees(new RegExp(` ${chosen} {2}running · ${handStack}`));
    await terminal.sees('Overview');
    await terminal.press('esc');
    await terminal.sees(/shop-hand {2}2 containers · paused/);
    await terminal.sees(/filter .*"line 3:"/);
    await terminal.press('O');
    await terminal.sees(new RegExp(`filter .*"line 3:" service=${chosen}`));
    await terminal.until(
      () => [...terminal.text().matchAll(/line 3:/g)].length === 2, // the line, and the filter
      'the line of one container',
    );
    await terminal.press('O');
    await terminal.until(() => [...terminal.text().matchAll(/line 3:/g)].length === 3, 'the lines of both');
  });
};
