import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import type {Terminal, TerminalOptions} from '../support/terminal.js';
import {openList, select} from './list.js';
import type {Stories, StoryEngine} from './story-engine.js';

const nobodysPassword = 'hunter2-of-nobody';

/** Opens the commands of a service of the shop. */
export const openCommands = async (
  engine: Pick<StoryEngine, 'host'>,
  service: 'postgres' | 'redis',
  options: TerminalOptions = {},
): Promise<Terminal> => {
  const terminal = await openList(engine, options);
  await select(terminal, 'shop', service);
  await terminal.press('X');
  await terminal.sees(`shop/${service}  ${service}`);
  return terminal;
};

/** Types a line and runs it. */
export const runLine = async (terminal: Terminal, line: string): Promise<void> => {
  await terminal.press(':');
  await terminal.type(line);
  await terminal.press('enter');
};

/** The same, and waits for its end and for what it says. */
export const answers = async (terminal: Terminal, line: string, answer: string | RegExp): Promise<void> => {
  await runLine(terminal, line);
  const begun = line.slice(0, 10).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  await terminal.sees(new RegExp(`${begun}.* {2}exit \\d`), {within: 60_000});
  await terminal.sees(answer, {within: 30_000});
};

/** A folder of the stories' own, emptied after each. */
export const ownFolder = (): (() => string) => {
  let folder = '';
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-commands-'));
  });
  afterEach(() => {
    for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name), {recursive: true});
  });
  afterAll(() => fs.rmSync(folder, {recursive: true, force: true}));
  return () => folder;
};

/** The commands of a service: quick ones, lines of one's own, and their answers. */
export const serviceCommandStories: Stories = engine => {
  const home = ownFolder();
  const picture = (terminal: Terminal, name: string): void => {
    terminal.picture(`stories/${engine().kind}-commands-${name}`);
  };

  test('INFO memory of Redis is two keys and Enter away, and is searched', async () => {
    const terminal = await openCommands(engine(), 'redis', {columns: 80, rows: 24});
    await terminal.sees(/memory +INFO memory/);
    picture(terminal, 'list-80x24');
    await terminal.press('enter');
    await terminal.sees(/memory {2}exit 0 · \d+(?:\.\d+)? s · \d+ lines/);
    await terminal.sees('used_memory:');
    await terminal.press('/');
    await terminal.type('maxmemory');
    await terminal.sees(/\/maxmemory/);
    await terminal.press('enter', 'n');
    await terminal.sees(/\/maxmemory {2}2 of \d/);
    picture(terminal, 'info-80x24');
    await terminal.press('esc');
    await terminal.unsees('/maxmemory');
    await terminal.press('esc');
    await terminal.sees('▾ shop-test');
  });

  test('a query answers with a table; an error of SQL is one clear line', async () => {
    const terminal = await openCommands(engine(), 'postgres');
    await answers(terminal, "select 1 as one, 'two' as second", /│ +one +second|│ one {2}second/);
    await terminal.sees('1 row');
    picture(terminal, 'table');
    await runLine(terminal, 'select * from nowhere');
    await terminal.sees(/▲ ERROR: +relation "nowhere" does not exist/);
    await terminal.sees(/exit [13] /);
    picture(terminal, 'sql-error');
    await answers(terminal, '\\dt', /exit 0/);
  });

  test('a query that takes long shows for how long, and Esc ends it', async () => {
    const terminal = await openCommands(engine(), 'postgres');
    await runLine(terminal, 'select pg_sleep(30)');
    await terminal.sees(/select pg_sleep\(30\) {2}running · [1-9]\d* s/);
    picture(terminal, 'running');
    await terminal.press('esc');
    await terminal.sees(/select pg_sleep\(30\) {2}stopped · \d/);
    await terminal.press('esc');
    await terminal.sees('▾ shop-test');
  });

  test('MONITOR is followed until Esc', async () => {
    const terminal = await openCommands(engine(), 'redis');
    await runLine(terminal, 'monitor');
    await terminal.sees(/monitor {2}running .* following/);
    await terminal.sees(/"(?:PING|ping|get|set|expire|hgetall|COMMAND)"/);
    picture(terminal, 'monitor');
    await terminal.press('esc');
    await terminal.sees(/monitor {2}stopped · \d/);
  });

  test('FLUSHALL typed by hand asks for the name of the service, and does nothing without', async () => {
    const terminal = await openCommands(engine(), 'redis', {columns: 140});
    await answers(terminal, 'SET story:flush here', /OK/);
    await runLine(terminal, 'flushall');
    await terminal.sees("Run flushall on shop/redis? Type the service's name (redis):");
    picture(terminal, 'flushall');
    await terminal.type('redi');
    await terminal.press('enter');
    await terminal.sees('nothing was done: "redi" is not redis');
    await answers(terminal, 'GET story:flush', 'here');
    await runLine(terminal, 'flushall');
    await terminal.sees('Run flushall on shop/redis?');
    await terminal.type('redis');
    await terminal.press('enter');
    await terminal.sees(/flushall {2}exit 0/);
    await answers(terminal, 'DBSIZE', /DBSIZE {2}exit 0/);
    await terminal.sees(/│ 0$/m);
  });

  test('in read-only mode only what reads is run', async () => {
    const terminal = await openCommands(engine(), 'redis', {args: ['stack=shop', '--read-only']});
    await runLine(terminal, 'FLUSHALL');
    await terminal.sees(/read-only/);
    expect(terminal.text()).not.toContain('Type the service');
    await runLine(terminal, 'SET story:x 1');
    await terminal.sees(/read-only: /);
    await answers(terminal, 'DBSIZE', /DBSIZE {2}exit 0/);
  });

  test('lines come back after a restart, those with a secret do not', async () => {
    const env = {XDG_STATE_HOME: home()};
    const first = await openCommands(engine(), 'redis', {env});
    await answers(first, 'GET story:kept', /GET story:kept {2}exit 0/);
    await runLine(first, `AUTH ${nobodysPassword}`);
    await first.sees(/AUTH •+ {2}exit/);
    expect(first.text()).not.toContain(nobodysPassword);
    await first.press('q', 'q');
    await first.exit();
    const file = path.join(home(), 'stacktop/history/redis');
    expect(fs.readFileSync(file, 'utf8')).toBe('GET story:kept\n');
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    const again = await openCommands(engine(), 'redis', {env});
    await again.press(':');
    await expect
      .poll(async () => {
        await again.press('up');
        return again.shows('redis-cli> GET story:kept');
      })
      .toBe(true);
  });

  test('JSON is shown by its keys, and a command is completed by Tab', async () => {
    const terminal = await openCommands(engine(), 'redis');
    await answers(terminal, `SET story:json '{"id":12345678901234567890,"list":[1,{"a":null}]}'`, 'OK');
    await terminal.press(':');
    await terminal.type('get story:js');
    await terminal.press('tab');
    await terminal.sees('redis-cli> get story:json');
    await terminal.press('enter');
    await terminal.sees('"id": 12345678901234567890,');
    await terminal.sees(/│ {7}"a": null$/m);
    picture(terminal, 'json');
    await answers(terminal, 'DEL story:json', /DEL story:json {2}exit 0/);
  });

  test('a database is dumped into a file, and restored from it once its name was typed', async () => {
    const terminal = await openCommands(engine(), 'postgres', {cwd: home(), columns: 140});
    await terminal.press('G', 'up', 'enter');
    await terminal.sees(/dump to shop-postgres-orders-\d{8}-\d{6}\.sql/);
    await terminal.press('enter');
    await terminal.sees(/dump of orders {2}done/);
    const [name = ''] = fs.readdirSync(home());
    await terminal.sees(path.join(home(), name));
    expect(fs.readFileSync(path.join(home(), name), 'utf8')).toMatch(/PostgreSQL database dump complete/);
    expect(fs.statSync(path.join(home(), name)).mode & 0o777).toBe(0o600);
    picture(terminal, 'dumped');
    await terminal.press('tab', 'G', 'enter');
    await terminal.sees(`restore from ${name}`);
    await terminal.press('esc');
    await terminal.unsees(`restore from ${name}`);
    await terminal.press('enter');
    await terminal.sees(`restore from ${name}`);
    await terminal.press('ctrl-u');
    await terminal.type('nosuch.sql');
    await terminal.press('enter');
    await terminal.sees('there is no file');
    await terminal.press('enter');
    await terminal.sees(`restore from ${name}`);
    await terminal.type(' into postgres');
    await terminal.press('enter');
    await terminal.sees(`Restore ${name} into postgres of shop/postgres?`);
    await terminal.press('esc');
    expect(terminal.text()).not.toContain('restoring postgres');
  });
};
