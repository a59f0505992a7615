import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {dump} from '../../source/operations/dump.js';
import {restore} from '../../source/operations/restore.js';
import {askService} from '../../source/operations/run-service.js';
import type {Transfer, TransferStep} from '../../source/operations/transfer.js';
import {serviceFor} from '../../source/services/recognise.js';
import {realEngine} from './on-engine.js';
import {describeOnEngine, docker, runContainer} from './support.js';

const socketPath = realEngine.host.slice('unix://'.length);
const never = new AbortController().signal;
const {verdict} = serviceFor('postgres');
describeOnEngine('a dump', () => {
  let engine: Engine;
  let id: string;
  let folder: string;
  const sql = async (database: string, text: string): Promise<string> => {
    const argv = ['psql', '-U', 'shop', '-d', database, '-XAtq', '-v', 'ON_ERROR_STOP=1', '-c', text];
    const {exitCode, stdout, stderr} = await askService(engine, id, {argv, env: [], secrets: []}, {signal: never});
    if (exitCode !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  beforeAll(async () => {
    engine = await connect(
      {kind: 'unix', socketPath, url: realEngine.host, source: 'the test'},
      {signal: AbortSignal.timeout(10_000), env: {}},
    );
    const env = ['POSTGRES_USER=shop', 'POSTGRES_DB=orders', 'POSTGRES_PASSWORD=not-a-secret'].flatMap(one => ['-e', one]);
    id = await runContainer('stacktop-test/postgres', env);
    // The server that makes the database listens on its socket only, and is ended when it is done.
    const answers = 'until psql -h 127.0.0.1 -U shop -d orders -c "select 1" >/dev/null 2>&1; do sleep 0.1; done';
    await docker('exec', id, 'sh', '-c', answers);
    await sql(
      'orders',
      `create table orders (id serial primary key, what text, at timestamptz default now());
       create table lines (id serial primary key, "order" int references orders, note text);
       insert into orders (what) select 'it''s number ' || n || E'\\n\\\\c elsewhere; COMMIT; \\t' || repeat('x', 200) from generate_series(1, 20000) n;
       insert into lines ("order", note) select n, case when n % 7 = 0 then null else 'ünï' end from generate_series(1, 5000) n;`,
    );
  });
  afterAll(async () => {
    engine.close();
    await docker('rm', '-f', '-v', id);
  });
  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-dump-'));
    await sql('orders', 'drop database if exists copy');
    await sql('orders', 'create database copy');
  });
  afterEach(() => fs.rmSync(folder, {recursive: true, force: true}));

  const file = () => path.join(folder, 'shop.sql');
  const dumped = (more: Partial<Parameters<typeof dump>[1]> = {}, signal = never): Transfer =>
    dump(
      engine,
      {id, invocation: {argv: ['pg_dump', '-U', 'shop', 'orders'], env: [], secrets: []}, verdict, file: file(), ...more},
      signal,
    );
  const restored = (from = file(), signal = never): Transfer => {
    const argv = ['psql', '-U', 'shop', '-d', 'copy', '-X', '-q', '-v', 'ON_ERROR_STOP=1'];
    return restore(engine, {id, invocation: {argv, env: [], secrets: []}, verdict, file: from}, signal);
  };
  const stepsOf = async (steps: Transfer): Promise<TransferStep[]> => {
    const all: TransferStep[] = [];
    for await (const step of steps) all.push(step);
    return all;
  };
  const lastOf = async (steps: Transfer): Promise<TransferStep | undefined> => (await stepsOf(steps)).at(-1);
  const counts = (database: string): Promise<string> =>
    sql(
      database,
      `select (select count(*) from orders), (select md5(string_agg(what, '' order by id)) from orders), (select count(*) from lines), (select count(note) from lines), (select last_value from orders_id_seq)`,
    );
  const tables = (): Promise<string> => sql('copy', "select count(*) from pg_tables where schemaname = 'public'");
  const programs = (): Promise<string> => docker('top', id, '-eo', 'pid,args');

  test('is a new file of one’s own, whole; restored into an empty database all rows are there', async () => {
    const last = await lastOf(dumped());
    expect(last).toMatchObject({kind: 'done', file: file(), bytes: fs.statSync(file()).size});
    expect([fs.statSync(file()).mode & 0o777, fs.readdirSync(folder)]).toEqual([0o600, ['shop.sql']]);
    expect(fs.readFileSync(file(), 'utf8')).toMatch(/-- PostgreSQL database dump complete/);
    const done = await lastOf(restored());
    expect(done).toMatchObject({kind: 'done', bytes: fs.statSync(file()).size});
    expect(await counts('copy')).toBe(await counts('orders'));
    expect(await counts('copy')).toMatch(/^20000\|.*\|5000\|4286\|20000$/);
  });

  test('of gzip is restored as well', async () => {
    await stepsOf(dumped());
    const packed = `${file()}.gz`;
    fs.writeFileSync(packed, gzipSync(fs.readFileSync(file())));
    expect(await lastOf(restored(packed))).toMatchObject({kind: 'done', bytes: fs.statSync(packed).size});
    expect(await counts('copy')).toBe(await counts('orders'));
  });

  test('never takes the place of another file', async () => {
    fs.writeFileSync(file(), 'somebody’s');
    expect(await lastOf(dumped())).toMatchObject({kind: 'done', file: path.join(folder, 'shop-2.sql')});
    expect(fs.readFileSync(file(), 'utf8')).toBe('somebody’s');
    expect(fs.readdirSync(folder).sort()).toEqual(['shop-2.sql', 'shop.sql']);
  });

  describe('leaves nothing behind', () => {
    test('when the tool fails, and tells its words', async () => {
      const invocation = {argv: ['pg_dump', '-U', 'shop', 'nosuch'], env: [], secrets: []};
      expect(await lastOf(dumped({invocation}))).toMatchObject({
        kind: 'failed',
        reason: 'FATAL: database "nosuch" does not exist',
      });
      expect(fs.readdirSync(folder)).toEqual([]);
    });

    test('when it is called off, in the container neither', async () => {
      const controller = new AbortController();
      // A lock on a table has pg_dump wait.
      const lock = askService(
        engine,
        id,
        {
          argv: ['psql', '-U', 'shop', '-d', 'orders', '-c', 'begin; lock table lines; select pg_sleep(1234)'],
          env: [],
          secrets: [],
          endBy: 'INT', // on TERM its server goes on sleeping, with the lock
        },
        {signal: controller.signal, timeoutMs: 0},
      );
      lock.catch(() => {});
      await expect
        .poll(
          () =>
            sql(
              'orders',
              "select count(*) from pg_locks where mode = 'AccessExclusiveLock' and granted and relation = 'lines'::regclass",
            ),
          {timeout: 60_000},
        )
        .toBe('1');
      const off = new AbortController();
      const steps = stepsOf(dumped({}, off.signal));
      await expect.poll(programs, {timeout: 60_000}).toContain('pg_dump -U shop');
      expect(fs.readdirSync(folder)).toEqual(['shop.sql.part']);
      off.abort();
      expect((await steps).at(-1)).toEqual({kind: 'failed', reason: 'called off', hint: 'nothing was kept'});
      controller.abort();
      await lock.catch(() => {});
      expect(fs.readdirSync(folder)).toEqual([]);
      expect(await programs()).not.toContain('pg_dump -U shop');
    });

    test('when nobody listens any more', async () => {
      for await (const step of dumped({invocation: {argv: ['sh', '-c', 'echo begun; sleep 1234'], env: [], secrets: []}})) {
        expect(step).toMatchObject({kind: 'progress', total: null});
        if (step.kind === 'progress' && step.bytes > 0) break;
      }
      expect(fs.readdirSync(folder)).toEqual([]);
      expect(await programs()).not.toContain('sleep 1234');
    });
  });

  describe('that cannot be restored changes nothing', () => {
    const prepared = async (change: (text: string) => string): Promise<string> => {
      await stepsOf(dumped());
      const changed = path.join(folder, 'changed.sql');
      fs.writeFileSync(changed, change(fs.readFileSync(file(), 'utf8')));
      return changed;
    };
    const unchanged = {kind: 'failed', hint: 'nothing was changed'};

    test.each([
      [
        'an error in the middle',
        (text: string) => text.replace('ALTER TABLE ONLY', 'ALTER TABEL ONLY'),
        /^ERROR: syntax error at or near "TABEL"/,
      ],
      [
        'rows that are cut off',
        (text: string) => text.slice(0, text.length / 2),
        /^it is cut off: the last line of a dump is missing$/,
      ],
      [
        'rows that are cut off in a file of no dump',
        (text: string) => text.replace(/-- PostgreSQL database dump\n/, '').slice(0, text.length / 2),
        /^(ERROR|it ends in the middle)/,
      ],
      [
        'a statement that is cut off',
        () => "create table half (a int); insert into half values (1); select 'open",
        /^(ERROR|it ends in the middle)/,
      ],
      ['another database on its way', (text: string) => `${text}\n\\connect postgres\n`, /^it goes on to other databases/],
    ])('%s', async (_, change, reason) => {
      expect(await lastOf(restored(await prepared(change)))).toMatchObject({...unchanged, reason: expect.stringMatching(reason)});
      expect(await tables()).toBe('0');
    });

    test('a second time over the same tables: the first rows stay', async () => {
      await stepsOf(dumped());
      await stepsOf(restored());
      const before = await counts('copy');
      expect(await lastOf(restored())).toMatchObject({...unchanged, reason: expect.stringMatching(/^ERROR: .* already exists$/)});
      expect(await counts('copy')).toBe(before);
    });

    test('half a gzip, and what is no SQL', async () => {
      await stepsOf(dumped());
      const packed = path.join(folder, 'half.sql.gz');
      fs.writeFileSync(packed, gzipSync(fs.readFileSync(file())).subarray(0, 50_000));
      expect(await lastOf(restored(packed))).toMatchObject({...unchanged, reason: expect.stringMatching(/^its gzip is broken/)});
      expect(await lastOf(restored(path.join(folder, 'nosuch')))).toMatchObject({
        ...unchanged,
        reason: expect.stringMatching(/nosuch: there is no such file/),
      });
      expect(await tables()).toBe('0');
    });

    test('called off in the middle, and psql does not make half of it last', async () => {
      const slow = await prepared(text => text.replace('COPY public.lines', 'select pg_sleep(1234);\nCOPY public.lines'));
      const off = new AbortController();
      const steps = stepsOf(restored(slow, off.signal));
      await expect
        .poll(
          () =>
            sql('orders', "select count(*) from pg_stat_activity where query like 'select pg_sleep(1234)%' and datname = 'copy'"),
          {timeout: 60_000},
        )
        .toBe('1');
      off.abort();
      expect((await steps).at(-1)).toEqual({kind: 'failed', reason: 'called off', hint: 'nothing was changed'});
      expect(await tables()).toBe('0');
      expect(await programs()).not.toContain('psql -U shop -d copy');
    });
  });
});
