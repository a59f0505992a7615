import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {openStackSession} from '../../source/live/stack-session.js';
import type {Container} from '../../source/model/container.js';
import {initialState} from '../../source/state/initial.js';
import type {State} from '../../source/state/state.js';
import {createStore, type Store} from '../../source/state/store.js';
import {FakeEngine, reply} from '../engine-room/support/fake-engine.js';
import {container, stackWith} from '../model/sample.js';

let fake: FakeEngine;
let engine: Engine;
let store: Store<State>;
let ending: AbortController;
let members: Container[];

/** Waits for what comes in its own time; on a busy machine that is not soon. */
const soon = (look: () => void): Promise<void> => vi.waitFor(look, {timeout: 30_000});

beforeEach(async () => {
  fake = await FakeEngine.start();
  ending = new AbortController();
  engine = await connect(fake.endpoint, {signal: ending.signal, env: {}});
  members = [container('shop/web', {networks: ['front']})];
  store = createStore(initialState({endpoint: 'test', local: true, filter: '', intervalMs: 2000, readOnly: false, now: 0}));
  fake.route('GET', /^\/networks$/, (_, response) =>
    reply(response, 200, [
      {Name: 'front', Id: 'f'},
      {Name: 'other', Id: 'o'},
      {Name: 'shop_gone', Id: 'g', Labels: {'com.docker.compose.project': 'shop'}},
    ]),
  );
  fake.route('GET', /^\/networks\/f$/, (_, response) =>
    reply(response, 200, {Name: 'front', Id: 'f', Containers: {web: {Name: 'web', IPv4Address: '10.0.0.2/16'}}}),
  );
  fake.route('GET', /^\/networks\/g$/, (_, response) => reply(response, 404, {message: 'network g not found'}));
  fake.route('GET', /^\/volumes$/, (_, response) => reply(response, 200, {Volumes: [{Name: 'data'}]}));
});

afterEach(async () => {
  ending.abort();
  engine.close();
  await fake.stop();
});

const open = (tab: 'networks' | 'volumes'): Promise<void> =>
  openStackSession(engine, ':shop', tab, {
    stackOf: () => stackWith(...members),
    profileOf: () => null,
    publish: change => store.update(change),
    signal: ending.signal,
  });
const lists = () => fake.count('GET', /^\/networks$/);

it('inspects the networks of the stack and no others; one that is just gone is left out', async () => {
  void open('networks');
  await soon(() => expect(store.get().detail?.networks.kind).toBe('loaded'));
  const {networks} = store.get().detail ?? {};
  expect(networks).toMatchObject({
    value: [
      {name: 'front', endpoints: [{ip: '10.0.0.2'}]},
      {name: 'other', endpoints: []},
    ],
  });
  expect(fake.count('GET', /^\/networks\/o$/)).toBe(0);
});

it('asks again when a network or the stack changes, and else not', async () => {
  void open('networks');
  await soon(() => expect([lists(), fake.eventStreams.size]).toEqual([1, 1]));
  fake.sendEvent({Type: 'network', Action: 'connect'});
  await soon(() => expect(lists()).toBe(2));
  members = [...members, container('shop/db', {networks: ['front']})];
  await soon(() => expect(lists()).toBe(3));
  const filters = fake.requests.find(({path}) => path === '/events')?.query.get('filters');
  expect(JSON.parse(filters ?? '{}')).toMatchObject({
    type: ['network'],
    event: expect.arrayContaining(['connect', 'disconnect']),
  });
});

it('listens again when the engine ends the stream, and asks again what failed', async () => {
  let refused = 1;
  fake.route('GET', /^\/networks$/, (_, response) =>
    refused-- > 0 ? reply(response, 500, {message: 'not now'}) : reply(response, 200, []),
  );
  void open('networks');
  await soon(() => expect(store.get().detail?.networks).toMatchObject({kind: 'failed', message: 'not now'}));
  for (const stream of fake.eventStreams) stream.end();
  await soon(() => expect(store.get().detail?.networks.kind).toBe('loaded'));
  await soon(() => expect(fake.eventStreams.size).toBe(1));
});

it('ends with its signal, and its stream with it', async () => {
  const session = open('networks');
  await soon(() => expect(fake.eventStreams.size).toBe(1));
  ending.abort();
  await session;
  await soon(() => expect(fake.eventStreams.size).toBe(0));
});

it('lists volumes at once, and has them measured once', async () => {
  const measuring: (() => void)[] = [];
  fake.route('GET', /^\/system\/df$/, (_, response) => {
    measuring.push(() => reply(response, 200, {Volumes: [{Name: 'data', UsageData: {Size: 7}}]}));
  });
  void open('volumes');
  await soon(() => expect(store.get().detail).toMatchObject({volumes: {kind: 'loaded'}, sizes: {kind: 'loading'}}));
  expect(store.get().detail?.sizes).toHaveProperty('since');
  await soon(() => expect(measuring).toHaveLength(1));
  for (const finish of measuring) finish();
  await soon(() => expect(store.get().detail?.sizes).toMatchObject({value: new Map([['data', 7]])}));
  members = [...members, container('shop/db')];
  await soon(() => expect(fake.count('GET', /^\/volumes$/)).toBe(2));
  expect(fake.count('GET', /^\/system\/df$/)).toBe(1);
});

it('says why the sizes are not known', async () => {
  fake.route('GET', /^\/system\/df$/, (_, response) => reply(response, 403, {message: 'forbidden by a proxy'}));
  void open('volumes');
  await soon(() => expect(store.get().detail?.sizes).toMatchObject({kind: 'failed', message: 'forbidden by a proxy'}));
});
