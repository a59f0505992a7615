import {afterEach, beforeEach, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {type Session, startSession} from '../../source/live/session.js';
import {initialState} from '../../source/state/initial.js';
import type {State} from '../../source/state/state.js';
import {createStore, type Store} from '../../source/state/store.js';
import {FakeEngine, inspection, reply} from '../engine-room/support/fake-engine.js';

let fake: FakeEngine;
let engine: Engine;
let store: Store<State>;
let session: Session;

const refused = (id: string, error: string): Record<string, unknown> => ({
  ...inspection(id),
  State: {Status: 'created', Error: error, ExitCode: 128},
});
const start = async (): Promise<void> => {
  engine = await connect(fake.endpoint, {signal: new AbortController().signal, env: {}});
  store = createStore(
    initialState({endpoint: 'test', local: true, filter: '', intervalMs: 1000, readOnly: false, now: Date.now()}),
  );
  session = startSession({engine, store, intervalMs: 1000, env: {}, write() {}});
};

beforeEach(async () => {
  fake = await FakeEngine.start();
});
afterEach(async () => {
  await session.close();
  engine.close();
  await fake.stop();
});

const asked = (): number => fake.count('GET', /^\/networks\/lost/);
const found = (): unknown => store.get().findings.get('network lost');
const event = (action: string, id: string): object => ({
  Type: 'container',
  Action: action,
  Actor: {ID: id, Attributes: {}},
  time: 5,
});

test('what the rules want to know is asked once, and again when something happened to what it is about', async () => {
  fake.containers.set('web', refused('web', 'network lost not found'));
  fake.containers.set('well', inspection('well'));
  fake.route('GET', /^\/networks\/lost/, (_, response) => reply(response, 404, {message: 'network lost not found'}));
  await start();
  await expect.poll(found).toEqual({kind: 'network', exists: false});
  expect(asked()).toBe(1);
  // Time goes by, and something happens to another: that is no reason.
  const {now} = store.get();
  fake.sendEvent(event('pause', 'well'));
  await expect.poll(() => store.get().now - now).toBeGreaterThan(2000);
  expect(asked()).toBe(1);
  fake.route('GET', /^\/networks\/lost/, (_, response) => reply(response, 200, {Name: 'lost'}));
  fake.sendEvent(event('update', 'web'));
  await expect.poll(found).toEqual({kind: 'network', exists: true});
  expect(asked()).toBe(2);
});

test('nothing is asked while all is well, and what was found is let go with the trouble', async () => {
  fake.containers.set('web', inspection('web'));
  await start();
  await expect.poll(() => store.get().containers.get('web')?.inspection ?? null).not.toBeNull();
  expect(fake.requests.filter(({path}) => /networks|images|logs/.test(path))).toEqual([]);
  fake.route('GET', /^\/networks\/lost/, (_, response) => reply(response, 404, {message: 'network lost not found'}));
  fake.containers.set('web', refused('web', 'network lost not found'));
  fake.sendEvent(event('die', 'web'));
  await expect.poll(found).toEqual({kind: 'network', exists: false});
  fake.containers.set('web', inspection('web'));
  fake.sendEvent(event('start', 'web'));
  await expect.poll(found).toBeUndefined();
});

test('the last words of one that failed are read when it is looked at for a moment', async () => {
  const failed = {
    ...inspection('job'),
    State: {Status: 'exited', ExitCode: 3, StartedAt: '2026-01-01T00:00:00Z', FinishedAt: '2026-01-01T00:00:01Z'},
  };
  fake.containers.set('job', failed);
  fake.route('GET', /^\/containers\/job\/logs/, (_, response) => {
    const text = Buffer.from('2026-01-01T00:00:01.000000000Z FATAL: no database\n');
    response.writeHead(200, {'content-type': 'application/vnd.docker.multiplexed-stream'});
    response.end(Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, text.length]), text]));
  });
  await start();
  await expect.poll(() => store.get().listed).toBe(true);
  store.update(state => ({...state, view: {...state.view, selected: '=job'}}));
  await expect.poll(() => store.get().findings.get('log job')).toEqual({kind: 'log', lines: ['FATAL: no database']});
  expect(fake.count('GET', /^\/containers\/job\/logs/)).toBe(1);
});

test('last words that the engine was lost over are asked for again when it is back', async () => {
  fake.containers.set('job', {
    ...inspection('job'),
    State: {Status: 'exited', ExitCode: 3, StartedAt: '2026-01-01T00:00:00Z', FinishedAt: '2026-01-01T00:00:01Z'},
  });
  let asked = (): void => {};
  const isAsked = new Promise<void>(resolve => {
    asked = resolve;
  });
  fake.route('GET', /^\/containers\/job\/logs/, () => asked()); // it never answers
  await start();
  await expect.poll(() => store.get().listed).toBe(true);
  store.update(state => ({...state, view: {...state.view, selected: '=job'}}));
  await isAsked;
  await fake.crash();
  await expect.poll(() => store.get().connection.kind).toBe('lost');
  fake.route('GET', /^\/containers\/job\/logs/, (_, response) => {
    const text = Buffer.from('2026-01-01T00:00:01.000000000Z FATAL: no database\n');
    response.writeHead(200, {'content-type': 'application/vnd.docker.multiplexed-stream'});
    response.end(Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, text.length]), text]));
  });
  await fake.listen();
  await expect.poll(() => store.get().findings.get('log job')).toEqual({kind: 'log', lines: ['FATAL: no database']});
});
