import {setTimeout as pause} from 'node:timers/promises';
import {Connection, produceV9} from '@platformatic/kafka';
import {KafkaError} from '../../source/services/kafka-client/errors.js';
import {type Kafka, openKafka} from '../../source/services/kafka-client/open.js';
import type {BrokerRoute} from '../../source/services/kafka-client/route.js';
import {docker, runContainer} from './support.js';

const prefix = 'stacktop-kafka-client';
const never = new AbortController().signal;

/** A broker of a test's own. Clients are told that it is at a name that nobody knows; the tools inside use another listener. */
export interface LabBroker {
  readonly id: string;
  readonly route: BrokerRoute;
  /** Runs one of Kafka's tools in its container; resolves to stdout. */
  tool(name: string, ...args: readonly string[]): Promise<string>;
}

/** Nobody knows these names. */
const advertisedBy = (id: number): string => `broker-${id}.nowhere.invalid`;
const toolsPort = 9095;
const slim = [
  'KAFKA_JMX_OPTS= ',
  'KAFKA_HEAP_OPTS=-Xmx64m',
  'KAFKA_JVM_PERFORMANCE_OPTS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
];

const environment = (values: Readonly<Record<string, string | number>>): string[] =>
  Object.entries(values).flatMap(([name, value]) => ['-e', `${name}=${value}`]);

/** Where it is: its own address, as a local engine's containers are reached. */
export const routeTo = async (id: string): Promise<BrokerRoute> => {
  const host = await docker('inspect', '--format', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', id);
  return {addresses: [{host, port: 9092}], problem: null, resolve: () => []};
};

const brokerOf = async (id: string): Promise<LabBroker> => ({
  id,
  route: await routeTo(id),
  tool: (name, ...args) => {
    const env = slim.flatMap(variable => ['-e', variable]);
    return docker('exec', ...env, id, 'timeout', '100', name, '--bootstrap-server', `localhost:${toolsPort}`, ...args);
  },
});

/**
 * ZooKeeper and brokers beside it, which need not answer yet. Labelled, so that they are taken away at the end at the latest. Each is
 * resolved to its own address by the name it advertises.
 */
export const startCluster = async (brokers: number): Promise<LabBroker[]> => {
  await removeAll();
  await docker('network', 'create', '--label', 'stacktop.lab=yes', prefix);
  const near = (name: string) => ['--name', `${prefix}-${name}`, '--network', prefix, '--network-alias', name];
  await runContainer('stacktop-test/zookeeper', [
    ...near('zookeeper'),
    '-m',
    '192m',
    ...environment({ZOOKEEPER_CLIENT_PORT: 2181, KAFKA_HEAP_OPTS: '-Xms32m -Xmx64m'}),
  ]);
  const started: LabBroker[] = [];
  for (let id = 1; id <= brokers; id += 1) {
    const env = environment({
      KAFKA_BROKER_ID: id,
      KAFKA_ZOOKEEPER_CONNECT: 'zookeeper:2181',
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${advertisedBy(id)}:9092,TOOLS://kafka-${id}:${toolsPort}`,
      KAFKA_LISTENERS: `PLAINTEXT://0.0.0.0:9092,TOOLS://0.0.0.0:${toolsPort}`,
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,TOOLS:PLAINTEXT',
      KAFKA_INTER_BROKER_LISTENER_NAME: 'TOOLS',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 1,
      KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: 3,
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: 0,
      KAFKA_ZOOKEEPER_CONNECTION_TIMEOUT_MS: 60_000,
      KAFKA_MESSAGE_MAX_BYTES: 20_000_000,
      KAFKA_HEAP_OPTS: '-Xms128m -Xmx256m',
    });
    const container = await runContainer('stacktop-test/kafka', [...near(`kafka-${id}`), '-m', '640m', ...env]);
    started.push(await brokerOf(container));
  }
  const resolve = (host: string) => started[Number(/^broker-(\d)\./.exec(host)?.[1]) - 1]?.route.addresses ?? [];
  return started.map(broker => ({...broker, route: {...broker.route, resolve}}));
};

/** A broker that keeps its own quorum, without ZooKeeper. */
export const startKraftBroker = async (): Promise<LabBroker> => {
  const settings = [
    'process.roles=broker,controller',
    'node.id=1',
    'controller.quorum.voters=1@localhost:9093',
    `listeners=PLAINTEXT://:9092,CONTROLLER://:9093,TOOLS://:${toolsPort}`,
    `advertised.listeners=PLAINTEXT://${advertisedBy(1)}:9092,TOOLS://localhost:${toolsPort}`,
    'inter.broker.listener.name=TOOLS',
    'controller.listener.names=CONTROLLER',
    'listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,TOOLS:PLAINTEXT',
    'log.dirs=/tmp/kraft',
    'offsets.topic.replication.factor=1',
    'offsets.topic.num.partitions=3',
    'group.initial.rebalance.delay.ms=0',
  ];
  const script = [
    `printf '%s\\n' ${settings.map(setting => `'${setting}'`).join(' ')} > /tmp/kraft.properties`,
    'kafka-run-class kafka.tools.StorageTool format -t MkU3OEVBNTcwNTJENDM2Qk -c /tmp/kraft.properties',
    'exec kafka-server-start /tmp/kraft.properties',
  ].join(' && ');
  const env = environment({KAFKA_HEAP_OPTS: '-Xms128m -Xmx256m'});
  return brokerOf(
    await runContainer(
      'stacktop-test/kafka',
      ['--name', `${prefix}-kraft`, '-m', '640m', '--entrypoint', 'sh', ...env],
      ['-c', script],
    ),
  );
};

/** Opens it when it has heard from its controller: before, it answers, but makes no topic as it knows of no broker, itself included. */
const openWhole = async (route: BrokerRoute): Promise<Kafka> => {
  const kafka = await openKafka(route, never);
  try {
    if ((await kafka.overview(never)).brokers.length === 0) throw new KafkaError('the broker knows of no broker yet');
    return kafka;
  } catch (error) {
    kafka.close();
    throw error;
  }
};

/** Opens it as soon as it answers and can do its work. */
export const whenItAnswers = async ({id, route}: Pick<LabBroker, 'id' | 'route'>, within = 120_000): Promise<Kafka> => {
  const end = Date.now() + within;
  for (let {addresses} = route; ; ) {
    try {
      return await openWhole({...route, addresses});
    } catch (error) {
      if (!(error instanceof KafkaError) || Date.now() > end) throw error;
      await pause(200);
      // One that was started again meanwhile has another address, and none while it is down.
      ({addresses} = await routeTo(id));
    }
  }
};

export interface Written {
  readonly partition?: number;
  readonly key?: string | Buffer;
  readonly value: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Writes messages to a topic that is there, each a batch of its own unless they are of one partition. */
export const write = async (
  broker: LabBroker,
  topic: string,
  messages: readonly Written[],
  compression: 'none' | 'gzip' | 'snappy' | 'lz4' = 'none',
): Promise<void> => {
  const [address] = broker.route.addresses;
  if (address === undefined) throw new Error('the broker has no address');
  const connection = new Connection('stacktop-test');
  await connection.connect(address.host, address.port);
  try {
    const bytes = (text: string | Buffer): Buffer => (typeof text === 'string' ? Buffer.from(text) : text);
    await produceV9.api.async(
      connection,
      1,
      10_000,
      messages.map(({partition = 0, key, value, headers = {}}) => ({
        topic,
        partition,
        key: key === undefined ? undefined : bytes(key),
        value: bytes(value),
        headers: new Map(Object.entries(headers).map(([name, text]) => [Buffer.from(name), Buffer.from(text)])),
      })),
      {compression},
    );
  } finally {
    await connection.close();
  }
};

/** One after another: removals in parallel have hung Docker 20.10 for good. */
export const removeAll = async (): Promise<void> => {
  const ids = await docker('ps', '-aq', '--filter', `name=^/${prefix}-`);
  for (const id of ids.split('\n').filter(Boolean)) await docker('rm', '-f', '-v', id);
  if (await docker('network', 'ls', '-q', '--filter', `name=^${prefix}$`)) await docker('network', 'rm', prefix);
};
