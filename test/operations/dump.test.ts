import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {Engine} from '../../source/engine/client.js';
import {dump, dumpName} from '../../source/operations/dump.js';
import {newFile} from '../../source/operations/new-file.js';
import type {Transfer, TransferStep} from '../../source/operations/transfer.js';
import {serviceFor} from '../../source/services/recognise.js';
import type {Invocation} from '../../source/services/service.js';
import {type DemoShop, shopOnDemo} from '../screens/support/shop-on-demo.js';
import {connectTo, execsIn} from './on-demo.js';

const never = new AbortController().signal;
const {verdict} = serviceFor('postgres');
const pgDump: Invocation = {argv: ['pg_dump', '-w', 'orders'], env: [], secrets: []};

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-dump-'));
});
afterEach(() => fs.rmSync(folder, {recursive: true, force: true}));
const files = (): string[] => fs.readdirSync(folder).sort();

test.each([
  [['shop', 'postgres', 'orders'], 'shop-postgres-orders-20260131-090507.sql'],
  [['../../etc', '-rf', 'a b/c\u001b[31m'], 'etc-rf-a-b-c-31m-20260131-090507.sql'],
  [['shop', '', '..'], 'shop-20260131-090507.sql'],
])('a dump of %j is called %s', (parts, name) => {
  expect(dumpName(parts, 'sql', new Date(2026, 0, 31, 9, 5, 7))).toBe(name);
});

describe('a new file', () => {
  test('has its name once it is whole, and only its owner may read it', async () => {
    const file = await newFile(path.join(folder, 'a.sql'));
    await file.write(Buffer.from('one'));
    expect([files(), fs.statSync(path.join(folder, 'a.sql.part')).mode & 0o777]).toEqual([['a.sql.part'], 0o600]);
    await file.write(Buffer.from('two'));
    expect(await file.keep()).toBe(path.join(folder, 'a.sql'));
    await file.discard();
    expect([files(), fs.readFileSync(path.join(folder, 'a.sql'), 'utf8')]).toEqual([['a.sql'], 'onetwo']);
  });

  test('takes nobody’s place: not a file’s, not a link’s, not that of one that is being written', async () => {
    fs.symlinkSync(path.join(folder, 'elsewhere'), path.join(folder, 'a.sql'));
    const both = [await newFile(path.join(folder, 'a.sql')), await newFile(path.join(folder, 'a.sql'))];
    for (const [index, file] of both.entries()) await file.write(Buffer.from(String(index)));
    expect([await both[0]?.keep(), await both[1]?.keep()]).toEqual(['a-2.sql', 'a-3.sql'].map(name => path.join(folder, name)));
    expect(files()).toEqual(['a-2.sql', 'a-3.sql', 'a.sql']);
  });

  test('that is not kept leaves nothing', async () => {
    const file = await newFile(path.join(folder, 'a.sql'));
    await file.write(Buffer.from('one'));
    await file.discard();
    expect(files()).toEqual([]);
  });
});

describe('a dump', () => {
  let shop: DemoShop;
  let engine: Engine;
  let id: string;
  beforeAll(async () => {
    shop = await shopOnDemo();
    engine = await connectTo(shop.demo);
    id = shop.demo.world.find('shop/postgres').id;
  });
  afterEach(() => shop.demo.faults.clear());
  afterAll(async () => {
    engine.close();
    await shop.close();
  });
  const dumped = (invocation = pgDump, signal = never, file = path.join(folder, 'orders.sql')): Transfer =>
    dump(engine, {id, invocation, verdict, file}, signal);
  const lastOf = async (steps: Transfer): Promise<TransferStep | undefined> => {
    let last: TransferStep | undefined;
    for await (const step of steps) last = step;
    return last;
  };

  test('is written, and how much it was is told', async () => {
    const last = await lastOf(dumped());
    expect(last).toMatchObject({kind: 'done', file: path.join(folder, 'orders.sql')});
    expect(fs.readFileSync(path.join(folder, 'orders.sql'), 'utf8')).toMatch(/PostgreSQL database dump complete\n$/);
    expect(last).toMatchObject({bytes: fs.statSync(path.join(folder, 'orders.sql')).size});
  });

  test.each([
    ['the tool fails', {...pgDump, argv: ['sh', '-c', 'echo half; nosuch-program; exit 1']}, /nosuch-program: not found/],
    ['the tool writes nothing', {...pgDump, argv: ['true']}, 'it wrote nothing'],
    ['the image does not have the tool', {...pgDump, argv: ['nosuch-dump']}, /nosuch-dump/],
  ])('where %s, says why and keeps nothing', async (_, invocation, reason) => {
    expect(await lastOf(dumped(invocation))).toMatchObject({kind: 'failed', reason: expect.stringMatching(reason)});
    expect(files()).toEqual([]);
  });

  test('where the engine refuses, says why and keeps nothing', async () => {
    shop.demo.faults.add({kind: 'status', path: /\/exec$/, status: 500, message: 'no space for commands'});
    expect(await lastOf(dumped())).toEqual({kind: 'failed', reason: 'no space for commands', hint: 'nothing was kept'});
    expect(files()).toEqual([]);
  });

  test('where the folder is not there, says so', async () => {
    const last = await lastOf(dumped(pgDump, never, path.join(folder, 'nosuch', 'a.sql')));
    expect(last).toMatchObject({kind: 'failed', reason: expect.stringMatching(/a\.sql: there is no such file or folder$/)});
  });

  test('called off ends the tool in the container, tells how far it was and keeps nothing', async () => {
    const controller = new AbortController();
    const steps: TransferStep[] = [];
    for await (const step of dumped({...pgDump, argv: ['sh', '-c', 'echo half; sleep 1000']}, controller.signal)) {
      steps.push(step);
      if (step.kind === 'progress' && step.bytes > 0) controller.abort();
    }
    expect(steps.at(0)).toMatchObject({kind: 'progress', total: null, elapsedMs: expect.any(Number)});
    expect(steps.at(-1)).toEqual({kind: 'failed', reason: 'called off', hint: 'nothing was kept'});
    expect([files(), await execsIn(engine, id)]).toEqual([[], []]);
  });
});
