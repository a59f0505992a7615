import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {inspectContainer} from '../../source/engine/containers.js';
import {openDetailSession} from '../../source/live/detail-session.js';
import type {Container} from '../../source/model/container.js';
import {listed} from '../../source/state/engine-updates.js';
import {initialState} from '../../source/state/initial.js';
import type {State} from '../../source/state/state.js';
import {createStore, type Store} from '../../source/state/store.js';
import type {DetailTab} from '../../source/state/view.js';
import {FakeEngine, inspection, reply} from '../engine-room/support/fake-engine.js';

let fake: FakeEngine;
let engine: Engine;
let store: Store<State>;
let ending: AbortController;
let container: Container | undefined;

/** Waits for what comes in its own time; on a busy machine that is not soon. */
const soon = (look: () => void): Promise<void> => vi.waitFor(look, {timeout: 30_000});

beforeEach(async () => {
  fake = await FakeEngine.start();
  fake.containers.set('db', inspection('db', {health: 'healthy'}));
  ending = new AbortController();
  engine = await connect(fake.endpoint, {signal: ending.signal, env: {}});
  container = await inspectContainer(engine, 'db', ending.signal);
  const beginning = {endpoint: 'test', local: true, filter: '', intervalMs: 2000, readOnly: false, now: 0};
  store = createStore(listed(initialState(beginning), [container], 0));
});

afterEach(async () => {
  ending.abort();
  engine.close();
  await fake.stop();
});

const open = (tab: DetailTab): Promise<void> =>
  openDetailSession(engine, 'key', {
    tab,
    containerOf: () => container,
    publish: change => store.update(change),
    signal: ending.signal,
  });

it('reads the processes again and again until it is ended', async () => {
  let reads = 0;
  fake.route('GET', /\/top$/, (_, response) => reply(response, 200, {Titles: ['PID'], Processes: [[String(++reads)]]}));
  const session = open('processes');
  await soon(() =>
    expect(store.get().detail?.processes).toMatchObject({kind: 'loaded', value: {titles: ['PID'], rows: [['2']]}}),
  );
  ending.abort();
  await session;
});

it('tells in the tab what the engine refuses', async () => {
  fake.route('GET', /\/top$/, (_, response) => reply(response, 409, {message: 'Container db is not running'}));
  void open('processes');
  await soon(() => expect(store.get().detail?.processes.kind).toBe('failed'));
});

it('asks nothing of a container that does not run', async () => {
  if (container) container = {...container, state: 'exited'};
  void open('processes');
  await soon(() => expect(store.get().detail?.processes).toMatchObject({kind: 'failed', hint: 'S starts it'}));
  expect(fake.count('GET', /\/top$/)).toBe(0);
});

it('inspects once, and again when the container changed', async () => {
  const before = fake.count('GET', /db\/json$/);
  void open('inspect');
  await soon(() => expect(store.get().detail?.inspect).toMatchObject({kind: 'loaded', value: {Name: '/db'}}));
  expect(fake.count('GET', /db\/json$/)).toBe(before + 1);
  if (container) container = {...container};
  await soon(() => expect(fake.count('GET', /db\/json$/)).toBe(before + 2));
  container = undefined;
  await soon(() => expect(store.get().detail?.inspect).toMatchObject({message: 'this container is no more'}));
});

it('keeps the health of a container current while it is looked at', async () => {
  fake.containers.set('db', inspection('db', {health: 'unhealthy'}));
  void open('health');
  await soon(() => expect(store.get().containers.get('db')?.health).toBe('unhealthy'));
});
