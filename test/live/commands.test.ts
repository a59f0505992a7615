import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {Engine} from '../../source/engine/client.js';
import {type Session, startSession} from '../../source/live/session.js';
import type {Answer} from '../../source/state/answer.js';
import {lineAt, wholeOf} from '../../source/state/answer-text.js';
import {changed} from '../../source/state/engine-updates.js';
import {initialState} from '../../source/state/initial.js';
import {memberIn} from '../../source/state/selectors.js';
import type {State} from '../../source/state/state.js';
import {createStore, type Store} from '../../source/state/store.js';
import {ask} from '../../source/state/view-updates.js';
import {connectTo, execsIn} from '../operations/on-demo.js';
import {type DemoShop, shopOnDemo} from '../screens/support/shop-on-demo.js';

let shop: DemoShop;
let engine: Engine;
let store: Store<State>;
let session: Session;

const begin = async (readOnly = false): Promise<void> => {
  engine = await connectTo(shop);
  store = createStore(initialState({endpoint: 'test', local: true, filter: '', intervalMs: 60_000, readOnly, now: Date.now()}));
  session = startSession({engine, store, intervalMs: 60_000, env: {}, write() {}});
  session.attach({suspend: async during => during(), exit() {}});
  for (const kind of ['redis', 'postgres']) {
    const key = `shop/${kind}/1`;
    await expect.poll(() => store.get().services.byKey.get(key)?.kind, {timeout: 30_000}).toBe(kind);
    // Its environment has the user and the database.
    await expect.poll(() => memberIn(store.get(), key)?.member.container.inspection ?? null, {timeout: 30_000}).not.toBeNull();
  }
};
beforeAll(async () => {
  shop = await shopOnDemo();
});
beforeEach(() => begin());
afterEach(async () => {
  await session.close();
  engine.close();
});
afterAll(() => shop.close());

const open = (service: 'redis' | 'postgres') => session.commands.open(`shop/${service}/1`);
const answer = (): Answer => {
  const found = store.get().commands?.answer;
  if (!found) throw new Error('nothing was run');
  return found;
};
const ended = async (): Promise<Answer> => {
  await expect.poll(() => store.get().commands?.answer?.end ?? null, {timeout: 30_000}).not.toBeNull();
  return answer();
};
const idOf = (service: string): string => memberIn(store.get(), `shop/${service}/1`)?.member.container.id ?? '';
const said = (): string | undefined => store.get().notice?.text;
const prompt = () => store.get().view.prompt;

describe('the screen of commands', () => {
  test('has the commands of the kind, and of PostgreSQL a dump and a restoring', () => {
    open('redis');
    expect(store.get().commands).toMatchObject({name: 'shop/redis', kind: 'redis', sign: 'redis-cli>', focus: 'list'});
    expect(store.get().commands?.entries.map(({line}) => line)).toContain('INFO memory');
    open('postgres');
    expect(store.get().commands?.entries.slice(-2)).toMatchObject([{does: 'dump'}, {does: 'restore', danger: true}]);
  });

  test('runs a line, and has its answer under its name', async () => {
    open('redis');
    session.commands.run('INFO memory', 'memory');
    expect(answer()).toMatchObject({title: 'memory', line: 'INFO memory', end: null});
    const {end, text} = await ended();
    expect(end).toMatchObject({kind: 'done', exitCode: 0, ok: true, message: ''});
    expect(wholeOf(text)).toMatch(/^# Memory\nused_memory:\d+\n/);
    expect(store.get().commands).toMatchObject({focus: 'answer', history: ['INFO memory']});
  });

  test('runs a line that was typed before its container was looked at as soon as it is', async () => {
    open('redis');
    const container = memberIn(store.get(), 'shop/redis/1')?.member.container;
    if (!container) throw new Error('no redis');
    store.update(state => changed(state, [{...container, inspection: null}], Date.now()));
    session.commands.run('DBSIZE', '');
    expect([store.get().commands?.answer, said()]).toEqual([null, 'shop/redis is looked at first']);
    expect((await ended()).end).toMatchObject({kind: 'done', exitCode: 0});
    expect(store.get().commands?.history).toEqual(['DBSIZE']);
  });

  test('takes rows apart', async () => {
    open('postgres');
    session.commands.run("select 1 as one, 'two' as second", '');
    const {columns, text} = await ended();
    expect([columns, lineAt(text, 0)?.text]).toEqual([['one', 'second'], '1\ttwo']);
  });

  test('leaves CSV as it is to who asks for it', async () => {
    open('postgres');
    session.commands.run("psql --csv -c 'select 1 as one'", '');
    const {columns, text} = await ended();
    expect([columns, wholeOf(text)]).toEqual([null, 'one\n1\n']);
  });

  test('tells what went wrong in the tool’s own words', async () => {
    open('postgres');
    session.commands.run('select * from nowhere', '');
    expect((await ended()).end).toMatchObject({
      ok: false,
      exitCode: 3,
      message: expect.stringMatching(/relation "nowhere" does not exist/),
    });
    open('redis');
    session.commands.run('NOSUCH', '');
    expect((await ended()).end).toMatchObject({ok: false, message: expect.stringMatching(/unknown command 'NOSUCH'/)});
  });

  test('shows JSON by its keys', async () => {
    open('redis');
    session.commands.run(`SET json '{"a":[1]}'`, '');
    await ended();
    session.commands.run('GET json', '');
    const {form, text} = await ended();
    expect([form, wholeOf(text)]).toEqual(['json', '{\n  "a": [\n    1\n  ]\n}\n']);
  });

  test('one command at a time', async () => {
    open('postgres');
    session.commands.run('select pg_sleep(60)', '');
    session.commands.run('select 1', '');
    session.commands.transfer('dump');
    expect([said(), answer().title, prompt()]).toEqual(['a command still runs: Esc stops it', 'select pg_sleep(60)', null]);
  });
});

describe('what is stopped', () => {
  test('ends in the container', async () => {
    open('postgres');
    session.commands.run('select pg_sleep(60)', '');
    await expect.poll(() => execsIn(engine, idOf('postgres'))).toHaveLength(1);
    session.commands.stop();
    expect(answer()).toMatchObject({stopping: true, end: null});
    expect((await ended()).end).toMatchObject({kind: 'stopped', left: false});
    expect(await execsIn(engine, idOf('postgres'))).toEqual([]);
  });
  test('because its screen is left, or all of stacktop, ends there too', async () => {
    open('redis');
    session.commands.run('MONITOR', '');
    await expect.poll(() => execsIn(engine, idOf('redis'))).toHaveLength(1);
    session.commands.close();
    expect(store.get().commands).toBeNull();
    await expect.poll(() => execsIn(engine, idOf('redis'))).toEqual([]);
    open('redis');
    session.commands.run('MONITOR', '');
    await expect.poll(() => execsIn(engine, idOf('redis'))).toHaveLength(1);
    await session.close();
    expect(await execsIn(engine, idOf('redis'))).toEqual([]);
  });
  test('what comes late is for nobody', async () => {
    open('redis');
    session.commands.run('MONITOR', '');
    await expect.poll(() => answer().text.came, {timeout: 30_000}).toBeGreaterThan(0);
    open('postgres');
    expect(store.get().commands).toMatchObject({kind: 'postgres', answer: null});
  });
});

describe('what would destroy something', () => {
  test('asks for the name of the service first', async () => {
    open('redis');
    session.commands.run('flushall', '');
    expect(prompt()).toMatchObject({
      kind: 'type-name',
      question: 'Run flushall on shop/redis?',
      expected: 'redis',
      goal: {kind: 'command', goal: {kind: 'run', key: 'shop/redis/1', line: 'flushall'}},
    });
    expect(store.get().commands?.answer).toBeNull();
    session.commands.reach({kind: 'run', key: 'shop/redis/1', name: '', line: 'flushall'}, 'redis');
    expect((await ended()).end).toMatchObject({ok: true});
  });
  test('is not run when the answer is to a screen that was left', () => {
    open('postgres');
    session.commands.reach({kind: 'run', key: 'shop/redis/1', name: '', line: 'flushall'}, 'redis');
    expect(store.get().commands?.answer).toBeNull();
  });
  test('shows no secret in its question', () => {
    open('redis');
    session.commands.run('CONFIG SET requirepass hunter2', '');
    expect(JSON.stringify(prompt())).toContain('Run CONFIG SET requirepass •••••• on');
    store.update(state => ask(state, null));
  });
  test('is refused in read-only mode, where what reads is run', async () => {
    await session.close();
    engine.close();
    await begin(true);
    open('redis');
    for (const line of ['FLUSHALL', 'SET a 1', 'CONFIG SET maxmemory 1']) {
      session.commands.run(line, '');
      expect([said(), prompt(), store.get().commands?.answer]).toEqual([expect.stringMatching(/read-only/), null, null]);
    }
    open('postgres');
    session.commands.transfer('restore');
    expect(said()).toBe('read-only mode: nothing is restored');
    session.commands.run('select 1', '');
    expect((await ended()).end).toMatchObject({ok: true});
  });
});

describe('secrets', () => {
  test('stay out of title, history and free line', async () => {
    open('redis');
    session.commands.run('AUTH hunter2', '');
    const {title, line} = await ended();
    expect([title, line, store.get().commands?.history]).toEqual(['AUTH ••••••', 'AUTH ••••••', []]);
  });
});

describe('when something is in the way', () => {
  test('a tool that is not in the image is told in one line', async () => {
    await shop.bring('shell-less', 'box');
    await expect.poll(() => memberIn(store.get(), 'shop-guest/box/1')).not.toBeNull();
    session.commands.open('shop-guest/box/1');
    session.commands.run('! psql --version', '');
    const {end, text} = await ended();
    expect(end).toMatchObject({ok: false, message: expect.stringMatching(/psql.* is not in the image/)});
    expect(text.came).toBeLessThan(2);
    await shop.sendGuestsHome();
  });
  test('a container that was paused meanwhile', async () => {
    open('redis');
    shop.demo.world.pause('shop/redis');
    session.commands.run('PING', '');
    expect((await ended()).end).toMatchObject({kind: 'failed', message: expect.stringMatching(/is paused/)});
    shop.demo.world.unpause('shop/redis');
  });
  test('a container that is gone', async () => {
    await shop.bring('web', 'box');
    await expect.poll(() => memberIn(store.get(), 'shop-guest/box/1')).not.toBeNull();
    session.commands.open('shop-guest/box/1');
    await shop.sendGuestsHome();
    await expect.poll(() => memberIn(store.get(), 'shop-guest/box/1')).toBeNull();
    session.commands.run('! ls', '');
    expect(said()).toBe('this container is no more');
  });
  test('an engine that goes away in the middle', async () => {
    open('redis');
    session.commands.run('MONITOR', '');
    await expect.poll(() => answer().text.came, {timeout: 30_000}).toBeGreaterThan(0);
    await shop.demo.stopListening();
    try {
      expect((await ended()).end).toMatchObject({
        kind: 'failed',
        message: expect.stringMatching(/connection to the command was lost|nothing answers/),
      });
    } finally {
      await shop.demo.listenAgain();
    }
  });
});

describe('what loses its engine', () => {
  test('is said to go on, and is ended in the container when the engine is back', async () => {
    open('postgres');
    session.commands.run('select pg_sleep(60)', '');
    await expect.poll(() => execsIn(engine, idOf('postgres'))).toHaveLength(1);
    await shop.demo.stopListening();
    expect((await ended()).end).toMatchObject({kind: 'failed', hint: expect.stringMatching(/^it may go on in the container, /)});
    await shop.demo.listenAgain();
    expect(await execsIn(engine, idOf('postgres'))).toHaveLength(1);
    await expect.poll(() => execsIn(engine, idOf('postgres')), {timeout: 30_000}).toHaveLength(0);
  });
});
