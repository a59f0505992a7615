import fs from 'node:fs';
import type {ServerResponse} from 'node:http';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {fileMeant} from '../../source/live/log-chunks.js';
import {type Session, startSession} from '../../source/live/session.js';
import {initialState} from '../../source/state/initial.js';
import type {LogChunk} from '../../source/state/log-save.js';
import {beginLogs} from '../../source/state/logs.js';
import type {State} from '../../source/state/state.js';
import {createStore, type Store} from '../../source/state/store.js';
import {FakeEngine, reply} from '../engine-room/support/fake-engine.js';
import {frame} from '../engine-room/support/frames.js';
import {source} from '../state/support-logs.js';

let fake: FakeEngine;
let engine: Engine;
let store: Store<State>;
let session: Session;
let folder: string;

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-save-'));
  fake = await FakeEngine.start();
  engine = await connect(fake.endpoint, {signal: new AbortController().signal, env: {}});
  store = createStore(
    initialState({endpoint: 'test', local: true, filter: '', intervalMs: 1000, readOnly: false, now: Date.now()}),
  );
  session = startSession({engine, store, intervalMs: 1000, env: {HOME: folder}, write() {}});
});
afterEach(async () => {
  await session.close();
  engine.close();
  await fake.stop();
  fs.rmSync(folder, {recursive: true, force: true});
});

const notice = (): string => store.get().notice?.text ?? '';
const files = (of = folder): string[] => fs.readdirSync(of).sort();
const text = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');

const openLog = (...labels: readonly string[]): void =>
  store.update(state => beginLogs(state, {id: 1, keys: labels, title: 'shop', sources: labels.map(label => source(label))}));

const save = (typed: string, lines?: Iterable<LogChunk>): void =>
  session.logLines.save({title: 'shop', typed, name: 'offered.log', ...(lines ? {lines} : {})});

const logOf = (label: string, answer: (response: ServerResponse) => void): void =>
  fake.route('GET', new RegExp(`/containers/id-${label}/logs`), (_, response) => answer(response));

const chunk = (of: string, more: Partial<LogChunk> = {}): LogChunk => ({text: of, lines: 1, lost: 0, chosen: null, ...more});

describe('the lines that are shown', () => {
  test('are written one chunk after another; what was let go before its turn is told', async () => {
    save(path.join(folder, 'a.log'), [chunk('one\n'), chunk('', {lines: 0, lost: 4096}), chunk('two\n')]);
    await expect
      .poll(notice)
      .toBe(`saved to ${folder}/a.log (2 lines, 8B); 4,096 older lines let go before they could be written`);
    expect([files(), text('a.log'), store.get().logSave]).toEqual([['a.log'], 'one\ntwo\n', null]);
  });

  test('a home folder is meant by ~, and in a folder the name that was offered', async () => {
    save('~', [chunk('one\n')]);
    await expect.poll(notice).toBe(`saved to ${folder}/offered.log (1 line, 4B)`);
    save('~/mine.log', [chunk('one\n')]);
    await expect.poll(notice).toBe(`saved to ${folder}/mine.log (1 line, 4B)`);
  });

  test.each([
    ['nowhere/a.log', /^not saved: \S+nowhere\/a\.log: there is no such file or folder$/],
    ['file/a.log', /^not saved: \S+file\/a\.log: /],
    ['', /^not saved: a file was not named$/],
  ])('a file called "%s" is told to be none, in one line', async (name, said) => {
    fs.writeFileSync(path.join(folder, 'file'), '');
    save(name === '' ? '' : path.join(folder, name), [chunk('one\n')]);
    await expect.poll(notice).toMatch(said);
    expect(files()).toEqual(['file']);
  });
});

describe('the exact bytes', () => {
  test('of one container, as they come; how far it is stands in the state; Esc leaves nothing', async () => {
    openLog('web');
    const replies: ServerResponse[] = [];
    logOf('web', response => {
      response.writeHead(200);
      response.write(frame(1, 'one\ntwo\n'));
      replies.push(response);
    });
    save(path.join(folder, 'a.log'));
    await expect.poll(() => store.get().logSave).toMatchObject({how: 'raw', title: 'shop', part: '', bytes: 8, lines: 2});
    expect(files()).toEqual(['a.log.part']);
    save(path.join(folder, 'b.log'));
    expect(notice()).toBe('a log is still being saved: Esc in a log stops it');
    session.logLines.stopSaving();
    expect(store.get().logSave?.stopping).toBe(true);
    await expect.poll(notice).toBe('saving was stopped: nothing of it is left');
    expect([files(), store.get().logSave]).toEqual([[], null]);
    await expect.poll(() => replies[0]?.destroyed).toBe(true);
  });

  test('of a container whose engine goes away in the middle: what came is kept as a part, and told', async () => {
    openLog('web');
    logOf('web', response => {
      response.writeHead(200);
      response.write(frame(1, 'one\ntw'), () => response.destroy());
    });
    save(path.join(folder, 'a.log'));
    await expect.poll(notice).toMatch(/^not saved: .*; what came until then is in \S+a\.log\.part$/);
    expect([files(), text('a.log.part')]).toEqual([['a.log.part'], 'one\ntw']);
  });

  test('of a driver that cannot be read: its words, and no file', async () => {
    openLog('web');
    logOf('web', response => reply(response, 501, {message: 'configured logging driver does not support reading'}));
    save(path.join(folder, 'a.log'));
    await expect.poll(notice).toBe('not saved: configured logging driver does not support reading');
    expect(files()).toEqual([]);
  });

  test('of several containers, a file each in a new folder; one that cannot be read does not hide the others', async () => {
    openLog('web', 'db', 'web/2');
    fs.mkdirSync(path.join(folder, 'shop'));
    for (const label of ['web', 'web/2']) logOf(label, response => response.writeHead(200).end(frame(2, `${label}\n`)));
    logOf('db', response => reply(response, 501, {message: 'configured logging driver does not support reading'}));
    save(path.join(folder, 'shop/'));
    await expect
      .poll(notice)
      .toBe(
        `saved to ${folder}/shop/offered.log (2 of 3 logs, 2 lines, 10B); db: configured logging driver does not support reading`,
      );
    const within = path.join(folder, 'shop/offered.log');
    expect(files(within)).toEqual(['web-2.log', 'web.log']);
    expect(fs.statSync(path.join(within, 'web.log')).mode & 0o777).toBe(0o600);
    expect(fs.readFileSync(path.join(within, 'web-2.log'), 'utf8')).toBe('web/2\n');
  });

  test('of several, stopped in the second: the first is whole, and told', async () => {
    openLog('web', 'db');
    logOf('web', response => response.writeHead(200).end(frame(1, 'one\n')));
    logOf('db', response => void response.writeHead(200).write(frame(1, 'two\n')));
    save(path.join(folder, 'logs'));
    await expect.poll(() => store.get().logSave).toMatchObject({part: 'db, 2 of 2', bytes: 8});
    session.logLines.stopSaving();
    await expect.poll(notice).toBe(`saving was stopped: 1 whole log in ${folder}/logs`);
    expect(files(path.join(folder, 'logs'))).toEqual(['web.log']);
  });

  test('that are being saved when the program ends leave nothing', async () => {
    openLog('web');
    logOf('web', response => void response.writeHead(200).write(frame(1, 'one\n')));
    save(path.join(folder, 'a.log'));
    await expect.poll(files).toEqual(['a.log.part']);
    await session.close();
    expect(files()).toEqual([]);
  });
});

test.each([
  ['a.log', '/work/a.log'],
  ['./a.log', '/work/a.log'],
  ['../a.log', '/a.log'],
  ['/tmp/none/a.log', '/tmp/none/a.log'],
  ['none/', '/work/none/offered'],
  ['~/a.log', '/home/ana/a.log'],
  ['~ana/a.log', '/work/~ana/a.log'],
  [' a b.log ', '/work/a b.log'],
  ['/', '/offered'],
  ['  ', null],
])('"%s" means the file %s', async (typed, file) => {
  expect(await fileMeant(typed, 'offered', '/home/ana', '/work')).toBe(file);
});
