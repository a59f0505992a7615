import {vi} from 'vitest';
import {brokerStack, type StoryBroker} from '../stories/story-engine.js';
import {type LabBroker, routeTo, whenItAnswers, write} from './kafka-lab.js';
import {docker, runContainer} from './support.js';

const network = brokerStack;
const nameOf = (service: string): string => `${brokerStack}-${service}-1`;
const never = new AbortController().signal;

const common = (service: string, memory: string, variables: Readonly<Record<string, string | number>>): string[] => {
  const labels = [`project=${brokerStack}`, `service=${service}`, 'container-number=1', 'oneoff=False'];
  return [
    ...labels.flatMap(label => ['--label', `com.docker.compose.${label}`]),
    ...['--name', nameOf(service), '--network', network, '--network-alias', service, '-m', memory],
    ...Object.entries(variables).flatMap(([name, value]) => ['-e', `${name}=${value}`]),
  ];
};

/** As compose files have it: one listener for the stack, by its name, and one for the host. */
const startKafka = (): Promise<string> =>
  runContainer(
    'stacktop-test/kafka',
    // A broker whose place in ZooKeeper is still taken by the one before it gives up: one that was killed as it took too long to stop.
    [
      '--restart',
      'on-failure:9',
      ...common('kafka', '640m', {
        KAFKA_BROKER_ID: 1,
        KAFKA_ZOOKEEPER_CONNECT: 'zookeeper:2181',
        KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://kafka:9092,PLAINTEXT_HOST://localhost:29092',
        KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,PLAINTEXT_HOST:PLAINTEXT',
        KAFKA_INTER_BROKER_LISTENER_NAME: 'PLAINTEXT',
        KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 1,
        KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: 3,
        KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: 0,
        KAFKA_ZOOKEEPER_CONNECTION_TIMEOUT_MS: 60_000,
        KAFKA_HEAP_OPTS: '-Xms128m -Xmx256m',
      }),
    ],
  );

const removeAll = async (): Promise<void> => {
  for (const service of ['kafka', 'zookeeper']) await docker('rm', '-f', '-v', nameOf(service)).catch(() => {}); // it is not there
  if (await docker('network', 'ls', '-q', '--filter', `name=^${network}$`)) await docker('network', 'rm', network);
};

/** Brings ZooKeeper and a broker beside it, and waits until it answers. */
export const bringBroker = async (): Promise<StoryBroker> => {
  await removeAll();
  await docker('network', 'create', '--label', 'stacktop.lab=yes', network);
  const zookeeper = {ZOOKEEPER_CLIENT_PORT: 2181, KAFKA_HEAP_OPTS: '-Xms32m -Xmx64m'};
  await runContainer('stacktop-test/zookeeper', common('zookeeper', '192m', zookeeper));
  let id = await startKafka();

  const lab = async (): Promise<LabBroker> => ({
    id,
    route: await routeTo(id),
    tool: (name, ...args) =>
      docker('exec', '-e', 'KAFKA_HEAP_OPTS=-Xmx64m', id, 'timeout', '90', name, '--bootstrap-server', 'localhost:9092', ...args),
  });
  /** Speaks to it once it answers, whatever happened to it before. */
  const once = async <T>(work: (kafka: Awaited<ReturnType<typeof whenItAnswers>>) => Promise<T>): Promise<T> => {
    const kafka = await whenItAnswers(await lab());
    try {
      return await work(kafka);
    } finally {
      kafka.close();
    }
  };
  /** What may be asked twice is asked again where a busy broker was too late for it. */
  const asked = <T>(look: (kafka: Awaited<ReturnType<typeof whenItAnswers>>) => Promise<T>): Promise<T> =>
    vi.waitFor(() => once(look), {timeout: 150_000, interval: 200});
  await once(async () => {});
  return {
    id: () => id,
    create: (name, partitions = 1) =>
      asked(async kafka => {
        // One that was too late with its answer may have made it all the same.
        if ((await kafka.overview(never)).topics.some(topic => topic.name === name)) return;
        await kafka.create({name, partitions, replication: 1}, {validateOnly: false}, never);
      }),
    delete: name => once(kafka => kafka.delete(name, never)),
    write: async (topic, messages) => write(await lab(), topic, messages),
    consume: async (group, topic, count) => {
      const {tool} = await lab();
      await tool(
        'kafka-console-consumer',
        '--topic',
        topic,
        '--group',
        group,
        '--from-beginning',
        '--max-messages',
        String(count),
      );
    },
    topics: () =>
      asked(async kafka => (await kafka.overview(never)).topics.filter(({internal}) => !internal).map(({name}) => name)),
    groups: () =>
      asked(async kafka => {
        const {groups, troubles} = await kafka.overview(never);
        if (groups === null) throw new Error(troubles.join('; '));
        return groups.map(({name}) => name);
      }),
    recreate: async () => {
      await docker('stop', '-t', '60', id);
      await docker('rm', '-v', id);
      // Takes the address that the broker had.
      await docker('rm', '-f', '-v', nameOf('squatter')).catch(() => {});
      await runContainer('stacktop-test/web', common('squatter', '64m', {}));
      id = await startKafka();
    },
    remove: async () => {
      await docker('rm', '-f', '-v', nameOf('squatter')).catch(() => {}); // there may be none
      await removeAll();
    },
  };
};
