import {execFile} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {promisify} from 'node:util';
import {afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {answers, openCommands, ownFolder, runLine, serviceCommandStories} from '../stories/service-commands.js';
import {storiesOnEngine} from './on-engine.js';
import {containerOf, docker} from './support.js';

storiesOnEngine('commands of a service', engine => {
  serviceCommandStories(engine);

  let postgres = '';
  let redis = '';
  beforeAll(async () => {
    postgres = await containerOf('shop', 'postgres');
    redis = await containerOf('shop', 'redis');
  });
  const sql = (text: string, database = 'orders'): Promise<string> =>
    docker('exec', postgres, 'psql', '-U', 'shop', '-d', database, '-XAtqc', text);

  describe('what is stopped', () => {
    test('is gone from the server too: a query', async () => {
      const terminal = await openCommands(engine(), 'postgres');
      await runLine(terminal, 'select pg_sleep(345)');
      await terminal.sees(/pg_sleep\(345\) {2}running · [1-9]\d* s/);
      const sleeping = (): Promise<string> =>
        sql(
          "select count(*) from pg_stat_activity where state = 'active' and query like '%pg_sleep(345)%' and pid <> pg_backend_pid()",
        );
      // The time runs from Enter on; the engine may take longer until psql is there.
      await expect.poll(sleeping, {timeout: 60_000}).toBe('1');
      await terminal.press('esc');
      await terminal.sees(/pg_sleep\(345\) {2}stopped · \d/);
      await expect.poll(sleeping, {timeout: 60_000}).toBe('0');
      expect(await docker('top', postgres, '-eo', 'pid,args')).not.toMatch(/ psql /);
    });
    test('is gone from the server too: MONITOR, also when the screen is just left', async () => {
      const monitors = async (): Promise<number> =>
        (await docker('exec', redis, 'redis-cli', 'client', 'list')).split('\n').filter(line => line.includes('cmd=monitor'))
          .length;
      for (const key of ['esc', 'q']) {
        const terminal = await openCommands(engine(), 'redis');
        await runLine(terminal, 'MONITOR');
        await terminal.sees(/MONITOR {2}running .* following/);
        await terminal.sees(/"(PING|ping)"/);
        expect(await monitors()).toBe(1);
        await terminal.press(key);
        await terminal.sees(key === 'esc' ? /MONITOR {2}stopped/ : '▾ shop-test');
        await expect.poll(monitors, {timeout: 60_000}).toBe(0);
        await expect.poll(() => docker('top', redis, '-eo', 'pid,args'), {timeout: 60_000}).not.toMatch(/redis-cli.*MONITOR/);
      }
    });
  });

  describe('whatever a value holds', () => {
    test('breaks, escape sequences and wide characters stay in their cell', async () => {
      const terminal = await openCommands(engine(), 'postgres');
      await answers(
        terminal,
        `select 1 as id, E'one\\ntwo' as lines, chr(27) || '[2J' || chr(7) || '日本' as bad, 5 as last`,
        /1 row/,
      );
      await terminal.sees(/│ +1 {2}one↵two {2}日本 +5$/m);
      expect(terminal.lines()).toHaveLength(40);
      await terminal.press('w');
      await terminal.sees(/│ +two$/m);
      terminal.picture('stories/real-commands-unfolded');
    });
    test('ten megabytes in a cell are cut, and the screen answers on', async () => {
      const terminal = await openCommands(engine(), 'postgres');
      await answers(terminal, `select 1 as id, repeat('x', 10000000) as big, 7 as last`, /1 row/);
      await terminal.sees(/│ +1 {2}x+… +7$/m);
      await terminal.press('w');
      await terminal.sees('── 1 ─');
      await terminal.press('G');
      await terminal.sees(/characters more, not kept\)/);
      await terminal.press('q');
      await terminal.sees('▾ shop-test');
    });
    test('more rows than there is room for: the first are held, and it is said', async () => {
      const terminal = await openCommands(engine(), 'postgres');
      await answers(terminal, 'select n, md5(n::text) from generate_series(1, 400000) n', /[\d,]+ of 400,000 rows kept/);
      const held = /([\d,]+) of 400,000/.exec(terminal.text())?.[1];
      await terminal.press('G');
      await terminal.sees(new RegExp(`│ +${held?.replaceAll(',', '')} {2}[0-9a-f]{32}`));
      terminal.picture('stories/real-commands-many');
    });
  });

  describe('a dump', () => {
    const home = ownFolder();
    beforeEach(async () => {
      await sql('drop database if exists story_copy');
      await sql('create database story_copy');
      await sql(
        `create table if not exists story_rows (id serial primary key, note text); truncate story_rows;
         insert into story_rows (note) select repeat(md5(n::text), 20) from generate_series(1, 20000) n`,
      );
    });
    afterEach(async () => {
      await sql('drop table if exists story_rows');
      await sql('drop database if exists story_copy');
    });
    const counted = (database: string): Promise<string> =>
      sql('select count(*), md5(string_agg(note, $$$$ order by id)) from story_rows', database);

    test('is restored into an empty database, row for row', async () => {
      const terminal = await openCommands(engine(), 'postgres', {cwd: home(), columns: 140});
      await terminal.press('G', 'up', 'enter');
      await terminal.sees('dump to shop-postgres-orders-');
      await terminal.press('enter');
      await terminal.sees(/dump of orders {2}done/, {within: 30_000});
      const [name = ''] = fs.readdirSync(home());
      await terminal.press('tab', 'G', 'enter');
      await terminal.sees(`restore from ${name}`);
      await terminal.type(' into story_copy');
      await terminal.press('enter');
      await terminal.sees(`Restore ${name} into story_copy of shop/postgres?`);
      terminal.picture('stories/real-commands-restore-asked');
      await terminal.type('postgres');
      await terminal.press('enter');
      await terminal.sees(/restoring story_copy {2}done/, {within: 30_000});
      terminal.picture('stories/real-commands-restored');
      expect(await counted('story_copy')).toBe(await counted('orders'));
      expect(await counted('story_copy')).toMatch(/^20000\|/);
    });
    test('that is broken changes nothing, and says why', async () => {
      fs.writeFileSync(
        path.join(home(), 'broken.sql'),
        'create table story_half (id int);\ninsert into story_half values (1, 2);\n',
      );
      const terminal = await openCommands(engine(), 'postgres', {cwd: home(), columns: 140});
      await terminal.press('G', 'enter');
      await terminal.sees('a file, or: FILE into DATABASE');
      await terminal.press('ctrl-u');
      await terminal.type('broken.sql into story_copy');
      await terminal.press('enter');
      await terminal.sees('Restore broken.sql into story_copy');
      await terminal.type('postgres');
      await terminal.press('enter');
      await terminal.sees(/▲ .*INSERT has more expressions than target columns/);
      await terminal.sees('nothing was changed');
      expect(await sql("select count(*) from pg_tables where tablename = 'story_half'", 'story_copy')).toBe('0');
    });
  });

  test('no password is in the processes of the host, nor on the screen', async () => {
    const terminal = await openCommands(engine(), 'postgres');
    await runLine(terminal, 'select pg_sleep(300)');
    await terminal.sees(/running/);
    const {stdout} = await promisify(execFile)('ps', ['-eo', 'args']);
    expect(stdout).not.toContain('not-a-secret');
    expect(terminal.raw).not.toContain('not-a-secret');
    await terminal.press('esc');
    await terminal.sees(/stopped/);
  });
});
