import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {createPublisher, type Publisher} from '../../source/live/publisher.js';
import {watchIntoState} from '../../source/live/watching.js';
import {initialState} from '../../source/state/initial.js';
import type {State} from '../../source/state/state.js';
import {createStore, type Store} from '../../source/state/store.js';
import {FakeEngine, inspection} from '../engine-room/support/fake-engine.js';
import {beginning, listOf} from '../state/sample.js';

let fake: FakeEngine;
let engine: Engine;
let store: Store<State>;
let publisher: Publisher;
let controller: AbortController;
let watching: Promise<void>;
beforeEach(async () => {
  fake = await FakeEngine.start();
  fake.containers.set('b', inspection('b', {status: 'exited'}));
  fake.containers.set('a', inspection('a', {health: 'healthy'}));
  controller = new AbortController();
  engine = await connect(fake.endpoint, {signal: controller.signal, env: {}});
  store = createStore(initialState(beginning));
  publisher = createPublisher(store);
  watching = watchIntoState(engine, publisher, controller.signal);
  await expect
    .poll(() => [store.get().connection.kind, listOf(store.get()), fake.eventStreams.size])
    .toEqual(['connected', ['>(no stack)', '  a', '  b'], 1]);
});
afterEach(async () => {
  controller.abort();
  publisher.stop();
  await watching;
  engine.close();
  await fake.stop();
});

const tell = (Action: string, id: string, attributes: Readonly<Record<string, string>> = {}): void =>
  fake.sendEvent({
    Type: 'container',
    Action,
    Actor: {ID: id, Attributes: {name: id, ...attributes}},
    time: 1_767_225_600,
    timeNano: 1_767_225_600_000_000_000,
  });
const statusOf = (id: string): string | undefined =>
  store
    .get()
    .stacks.flatMap(({members}) => members)
    .find(({container}) => container.id === id)?.status.kind;

describe('the state follows the engine', () => {
  test('health and ends, with a past that inspections forget', async () => {
    await expect.poll(() => statusOf('a')).toBe('healthy');
    fake.containers.set('a', inspection('a', {health: 'unhealthy'}));
    tell('health_status: unhealthy', 'a');
    await expect.poll(() => statusOf('a')).toBe('unhealthy');
    expect(store.get().pasts.get('=a')?.unhealthySince).toBe(1_767_225_600_000);
    fake.containers.set('a', inspection('a', {status: 'exited'}));
    tell('die', 'a', {exitCode: '137'});
    await expect
      .poll(() =>
        store
          .get()
          .pasts.get('=a')
          ?.exits.map(({code}) => code),
      )
      .toEqual([137]);
    await expect.poll(() => store.get().containers.get('a')?.state).toBe('exited');
  });

  test('new containers come, removed ones go', async () => {
    fake.containers.set('c', inspection('c'));
    tell('create', 'c');
    tell('start', 'c');
    await expect.poll(() => listOf(store.get())).toEqual(['>(no stack)', '  a', '  b', '  c']);
    fake.containers.delete('b');
    tell('destroy', 'b');
    await expect.poll(() => listOf(store.get())).toEqual(['>(no stack)', '  a', '  c']);
  });

  test('a container that comes and goes at once leaves nothing behind', async () => {
    fake.containers.set('x', inspection('x'));
    tell('create', 'x');
    tell('start', 'x');
    fake.containers.delete('x');
    tell('destroy', 'x');
    fake.containers.set('y', inspection('y'));
    tell('start', 'y');
    await expect.poll(() => listOf(store.get())).toEqual(['>(no stack)', '  a', '  b', '  y']);
  });

  test('a lost engine is told, its rows stay, and it comes back', async () => {
    await fake.crash();
    await expect.poll(() => store.get().connection.kind).toBe('lost');
    expect(listOf(store.get())).toHaveLength(3);
    fake.containers.delete('b');
    await fake.listen();
    await expect.poll(() => [store.get().connection.kind, listOf(store.get())]).toEqual(['connected', ['>(no stack)', '  a']]);
  });
});
