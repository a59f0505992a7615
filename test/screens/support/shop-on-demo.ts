import {vi} from 'vitest';
import {out, silent, type Voice} from '../../../source/demo/logs/voice.js';
import type {DemoEngine, DemoOptions} from '../../../source/demo/options.js';
import {startDemoEngine} from '../../../source/demo/start.js';
import {plainSpec} from '../../../source/demo/systems/crowd.js';
import type {Behaviour, ContainerSpec} from '../../../source/demo/world/spec.js';
import {listen} from '../../stories/engine-socket.js';
import {
  brokerStack,
  floodLine,
  floodLines,
  type Guest,
  guestStack,
  handStack,
  logsStack,
  orderStack,
  type Place,
  type StoryBroker,
  type StoryEngine,
  saidAgain,
  shops,
  tracedLines,
} from '../../stories/story-engine.js';
import {placesOnDemo} from './places-on-demo.js';

const check = (...test: string[]): ContainerSpec['check'] => ({
  test: ['CMD', ...test],
  interval: 250,
  timeout: 1000,
  retries: 2,
  startPeriod: 5000,
});

const behaviour = (service: string, more: Partial<Behaviour> = {}): Behaviour => ({
  ...plainSpec('shop', service, 1).behaviour,
  readyAfter: 900,
  stopAfter: 500,
  voice: silent,
  ...more,
});

const counting = (rate: number): Voice => ({
  ...silent,
  period: 1000 / rate,
  line: ({service}, index) => [out(`INFO ${service} line ${index + 1}: GET /api/orders 200`)],
});

const tracing: Voice = {
  ...silent,
  period: 200,
  line: (_, index) => (index === 0 ? tracedLines.map(out) : [out(saidAgain)]),
};

/** A million lines in four seconds. */
const flooding: Voice = {
  ...silent,
  period: 2,
  line: (_, index) =>
    index < floodLines / 500 ? Array.from({length: 500}, (_, place) => out(floodLine(index * 500 + place + 1))) : [],
};

const writing: Voice = {
  ...silent,
  period: 300,
  line: (_, index) => (index === 0 ? Array.from({length: 3000}, (_, number) => out(`novel line ${number + 1}:`)) : []),
};

const dying: Voice = {
  ...silent,
  opening: () => [out('FATAL guest: there is no database "orders"')],
};

const services: Readonly<Record<string, Partial<ContainerSpec>>> = {
  postgres: {
    check: check('pg_isready', '-q', '-h', '127.0.0.1', '-U', 'shop', '-d', 'orders'),
    memoryLimit: 256 * 2 ** 20,
    ports: [{container: 5432, host: null}],
    env: ['POSTGRES_USER=shop', 'POSTGRES_DB=orders', 'POSTGRES_PASSWORD=not-a-secret'],
  },
  redis: {
    behaviour: behaviour('redis', {memory: 12 * 2 ** 20, readyAfter: 100}),
    check: check('redis-cli', 'ping'),
    memoryLimit: 64 * 2 ** 20,
    ports: [{container: 6379, host: null}],
  },
  web: {check: check('ask', 'http://localhost:8000/health'), ports: [{container: 8000, host: 8000}]},
  job: {restartPolicy: 'no'},
};

const guests: Readonly<Record<Guest, (service: string, place: Place) => Partial<ContainerSpec>>> = {
  web: service => ({behaviour: behaviour(service)}),
  checked: service => ({
    behaviour: behaviour(service),
    check: {interval: 250, timeout: 1000, retries: 2, startPeriod: 60_000, test: ['CMD', 'ask', 'http://localhost:8000/health']},
  }),
  dies: service => ({behaviour: behaviour(service, {voice: dying}), restartPolicy: 'no'}),
  job: service => ({behaviour: behaviour(service), restartPolicy: 'no'}),
  'sh-only': service => ({behaviour: behaviour(service), image: 'guest:alpine'}),
  'shell-less': service => ({behaviour: behaviour(service), image: 'stacktop-test/shell-less'}),
  counter: (service, {rate = 10}) => ({behaviour: behaviour(service, {voice: counting(rate)})}),
  unlogged: (service, {rate = 10}) => ({behaviour: behaviour(service, {voice: counting(rate)}), logDriver: 'none'}),
  tracer: service => ({behaviour: behaviour(service, {voice: tracing})}),
  flood: service => ({behaviour: behaviour(service, {voice: flooding})}),
  novel: service => ({behaviour: behaviour(service, {voice: writing})}),
};

const mountsOf = (shop: string, service: string): ContainerSpec['mounts'] =>
  service === 'postgres'
    ? [{type: 'volume', source: `${shop}_data`, destination: '/var/lib/postgresql/data', writable: true}]
    : [];

const brokerReference = `${brokerStack}/kafka`;

/** A broker that nobody has used yet, beside its ZooKeeper. */
const bringBroker = async ({world}: DemoEngine): Promise<StoryBroker> => {
  const kafka = behaviour('kafka', {kind: 'kafka'});
  world.add(brokerStack, 'zookeeper', 1, {behaviour: behaviour('zookeeper', {kind: 'zookeeper'})});
  world.add(brokerStack, 'kafka', 1, {
    behaviour: kafka,
    ports: [{container: 9092, host: null}],
    env: ['KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://kafka:9092', 'KAFKA_ZOOKEEPER_CONNECT=zookeeper:2181'],
  });
  const cluster = () => world.cluster(brokerReference);
  const names = (): string[] =>
    cluster()
      .topics()
      .filter(({internal}) => !internal)
      .map(({name}) => name);
  return {
    id: () => world.find(brokerReference).id,
    create: async (topic, partitions = 1) => void cluster().create(topic, partitions, 1, false),
    delete: async topic => void cluster().delete(topic),
    write: async (topic, messages) => cluster().write(topic, messages),
    consume: async (group, topic, count) => cluster().commit(group, topic, 0, count),
    topics: async () => names(),
    groups: async () =>
      cluster()
        .groups()
        .map(({name}) => name),
    recreate: async () => void world.recreate(brokerReference),
    remove: async () => {
      for (const container of world.containers()) if (container.spec.project === brokerStack) world.remove(container.id);
    },
  };
};

export interface DemoShop extends StoryEngine {
  readonly demo: DemoEngine;
}

/** The two shops on an embedded engine of its own, quicker than real ones in all they do. */
export const shopOnDemo = async (options: DemoOptions = {}): Promise<DemoShop> => {
  const demo = await startDemoEngine({systems: [], ...options});
  const {world} = demo;
  for (const shop of shops) {
    for (const [service, spec] of Object.entries(services))
      world.add(shop, service, 1, {behaviour: behaviour(service, {readyAfter: 100}), mounts: mountsOf(shop, service), ...spec});
    world.crash(`${shop}/job`, {exitCode: 0});
  }
  await vi.waitFor(
    () => {
      const waiting = world.containers().find(({health}) => health !== null && health.status !== 'healthy');
      if (waiting) throw new Error(`${waiting.name} is not healthy yet`);
    },
    {timeout: 60_000, interval: 20},
  );
  const dies = new Map<string, number>();
  const listening = await listen(demo, ({action, id}) => {
    const exitCode = dies.get(id);
    if (action === 'start' && exitCode !== undefined) world.crash(id, {exitCode});
  });
  const visited = new Set<string | null>([guestStack, logsStack, orderStack, handStack]);
  const bring = async (guest: Guest, service: string, place: Place = {}): Promise<string> => {
    const {stack = guestStack, number = 1, needs} = place;
    visited.add(stack);
    const {labels} = plainSpec(stack, service, number);
    const told = needs === undefined ? labels : {...labels, 'com.docker.compose.depends_on': needs};
    const {id} = world.add(stack, service, number, {...guests[guest](service, place), labels: told});
    if (guest === 'dies' || guest === 'job') {
      dies.set(id, guest === 'dies' ? 3 : 0);
      world.crash(id, {exitCode: guest === 'dies' ? 3 : 0});
    }
    return id;
  };
  const nameOf = (service: string, {stack = guestStack, number = 1}: Place = {}): string => `${stack}-${service}-${number}`;
  return {
    demo,
    kind: 'demo',
    host: demo.host,
    breakWeb: async shop => world.breakHealth(`${shop}/web`, {output: 'curl: (22) The requested URL returned error: 503\n'}),
    mendWeb: async shop => world.heal(`${shop}/web`),
    bring,
    broker: () => bringBroker(demo),
    places: () => placesOnDemo(demo),
    recreate: async (_, service, place) => world.recreate(nameOf(service, place)).id,
    breakGuest: async (service, place) => world.breakHealth(nameOf(service, place), {survivesRestart: true}),
    mendGuest: async (service, place) => world.heal(nameOf(service, place)),
    dismiss: async (service, place) => world.remove(nameOf(service, place)),
    sendGuestsHome: async () => {
      for (const {spec, id} of world.containers()) if (visited.has(spec.project)) world.remove(id);
    },
    close: () => {
      listening.stop();
      return demo.close();
    },
  };
};
