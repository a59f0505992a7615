import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {DemoEngine} from '../../source/demo/options.js';
import {startDemoEngine} from '../../source/demo/start.js';
import {connect, type Engine} from '../../source/engine/client.js';
import {inspectContainer, listContainers} from '../../source/engine/containers.js';
import {parseEndpoint} from '../../source/engine/endpoint.js';
import {createPublisher} from '../../source/live/publisher.js';
import {createTopicActions} from '../../source/live/topic-actions.js';
import {changed, listed} from '../../source/state/engine-updates.js';
import {initialState} from '../../source/state/initial.js';
import type {State} from '../../source/state/state.js';
import {createStore, type Store} from '../../source/state/store.js';
import type {TopicActions, TopicsView} from '../../source/state/topics.js';
import {pop, push} from '../../source/state/view-updates.js';

const key = 'auren/kafka/1';
const soon = <T>(look: () => T) => expect.poll(look, {timeout: 30_000, interval: 20});

// Only Linux has the whole of 127.0.0.0/8, where the demo's brokers are.
describe.runIf(process.platform === 'linux')('the topics of the demo’s broker', () => {
  let demo: DemoEngine;
  let engine: Engine;
  let store: Store<State>;
  let controller: AbortController;
  let actions: TopicActions;
  let works: Promise<void>[];
  let isInView: boolean;
  beforeAll(async () => {
    demo = await startDemoEngine({systems: ['auren']});
    engine = await connect(parseEndpoint(demo.host, 'test', null), {signal: new AbortController().signal, env: {}});
  });
  afterAll(async () => {
    engine.close();
    await demo.close();
  });

  const openOn = async (readOnly: boolean): Promise<void> => {
    controller = new AbortController();
    const {signal} = controller;
    const beginning = {endpoint: 'test', local: true, filter: '', intervalMs: 1000, readOnly, now: Date.now()};
    const list = await listContainers(engine, signal);
    const inspected = await Promise.all(list.map(({id}) => inspectContainer(engine, id, signal)));
    store = createStore(changed(listed(initialState(beginning), list, Date.now()), inspected, Date.now()));
    works = [];
    isInView = true;
    const start = (work: Promise<void>): void => void works.push(work);
    const desk = {
      engine,
      store,
      publisher: createPublisher(store),
      env: {},
      signal,
      start,
      inView: () => isInView,
      handOver() {},
    };
    actions = createTopicActions(desk);
    store.update(state => push(state, {kind: 'topics', key}));
    actions.open(key);
  };
  beforeEach(() => openOn(false));
  afterEach(async () => {
    controller.abort();
    await Promise.all(works);
  });
  const view = (): TopicsView | null => store.get().topics;
  const names = (): readonly string[] => view()?.overview?.topics.map(({name}) => name) ?? [];
  const answers = (): Promise<void> => soon(() => view()?.broker.kind).toBe('answers');
  const said = (): string | undefined => store.get().notice?.text;
  const made = (): string[] =>
    demo.world
      .cluster('auren/kafka')
      .topics()
      .map(({name}) => name);

  test('are asked for while they are looked at, and not while they are not', async () => {
    await answers();
    const first = view()?.readAt ?? 0;
    await soon(() => view()?.readAt ?? 0).toBeGreaterThan(first);
    for (const hide of [() => (isInView = false), () => store.update(state => push(state, {kind: 'help', scroll: 0}))]) {
      hide();
      actions.refresh();
      const [before, now] = [view()?.readAt, Date.now()];
      await soon(() => Date.now() - now).toBeGreaterThan(800);
      expect(view()?.readAt).toBe(before);
      isInView = true;
      if (store.get().view.screens.at(-1)?.kind === 'help') store.update(pop);
      await soon(() => view()?.readAt).not.toBe(before);
    }
  });

  test('end when their screen is closed', async () => {
    await answers();
    actions.close();
    await Promise.all(works);
    expect(view()).toBeNull();
  });

  test('a topic that cannot be made is not asked for, and one that the broker refuses is told in its words', async () => {
    await answers();
    actions.reach({kind: 'create', key}, 'system-events');
    await soon(said).toBe('system-events is there already');
    demo.world.cluster('auren/kafka').create('just-made', 1, 1, false);
    actions.reach({kind: 'create', key}, 'just-made');
    await soon(said).toBe("just-made: Topic 'just-made' already exists");
    expect(view()?.doing).toBeNull();
  });

  test('one that is made is chosen, and seen at once', async () => {
    await answers();
    actions.reach({kind: 'create', key}, 'orders 5');
    await soon(said).toBe('created orders: 5 partitions, replication 1');
    await soon(names).toContain('orders');
    expect(view()?.topicsAt.key).toBe('orders');
  });

  test('one that is being made when the screen is left is made, and told', async () => {
    await answers();
    actions.reach({kind: 'create', key}, 'parting');
    actions.close();
    await soon(said).toBe('created parting: 1 partition, replication 1');
    await Promise.all(works);
    expect([view(), made().includes('parting')]).toEqual([null, true]);
  });

  test('of those that are missing one is told how many could be made', async () => {
    await answers();
    demo.world.cluster('auren/kafka').create('second', 1, 1, false);
    actions.reach({kind: 'create-missing', key, topics: ['first', 'second', 'third']}, '');
    await soon(said).toBe("created 1 of 3: second: Topic 'second' already exists");
    expect([made().includes('first'), made().includes('third')]).toEqual([true, false]);
  });

  test('read-only mode changes nothing, whoever asks', async () => {
    controller.abort();
    await openOn(true);
    await answers();
    actions.reach({kind: 'delete', key, topic: 'biometric-events'}, '');
    await soon(said).toBe('read-only mode: nothing is changed');
    expect(made()).toContain('biometric-events');
  });

  test('what is asked of another broker’s screen is not done', async () => {
    await answers();
    actions.reach({kind: 'delete', key: 'other/kafka/1', topic: 'biometric-events'}, '');
    expect(made()).toContain('biometric-events');
  });

  test('messages come until reading is stopped, and what was read stays', async () => {
    await answers();
    actions.reach({kind: 'read', key, topic: 'biometric-events', from: {at: 'last', count: 5}}, '');
    expect(store.get().view.screens.at(-1)?.kind).toBe('messages');
    await soon(() => view()?.messages?.read ?? 0).toBeGreaterThan(5);
    actions.stopReading();
    const read = view()?.messages?.read;
    expect(view()?.messages?.reading.kind).toBe('stopped');
    const now = Date.now();
    await soon(() => Date.now() - now).toBeGreaterThan(900);
    expect(view()?.messages?.read).toBe(read);
  });

  test('a broker that stops is not asked until it runs again', async () => {
    await answers();
    const {id} = demo.world.find('auren/kafka');
    const look = async (): Promise<void> => {
      const container = await inspectContainer(engine, id, controller.signal);
      store.update(state => changed(state, [container], Date.now()));
    };
    await demo.world.stop('auren/kafka');
    await look();
    await soon(() => view()?.broker).toMatchObject({kind: 'away', message: 'its container does not run (exited)'});
    expect(names()).toContain('biometric-events');
    demo.world.start('auren/kafka');
    await look();
    await soon(() => view()?.broker.kind).toBe('failed'); // it takes its time to listen
    await answers();
  });
});
