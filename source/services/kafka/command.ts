import {environmentOf} from '../credentials.js';
import type {Invocation, ServiceTarget} from '../service.js';
import {splitWords} from '../words.js';
import {bootstrapOf} from './address.js';
import {brokerOption, hasOption, type KafkaLine, kafkaLine, optionValue} from './line.js';

/** Whether it is Redpanda, which has one tool for everything and no JVM. */
export const isRedpanda = ({container}: ServiceTarget): boolean =>
  /redpanda/.test(container.image) || (container.inspection?.command ?? []).some(word => /^(redpanda|rpk)$/.test(word));

/**
 * The environment that costs a broker's container least, measured: 50 MiB and 0.9 s instead of 82 and 1.5. JMX is not started (one
 * space is not empty, so the default agent stays away; a port in the container's environment is taken already), the heap is small, and
 * the collector and compiler are the cheap ones. KAFKA_OPTS is the person's: it may carry a login.
 */
const slim: readonly string[] = [
  'KAFKA_JMX_OPTS= ',
  'JMX_PORT=',
  'KAFKA_HEAP_OPTS=-Xmx64m',
  'KAFKA_JVM_PERFORMANCE_OPTS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
];

/** What a tool takes of the broker's memory limit, with a reserve: with less room the kernel may end the broker. */
const roomOfTool = 130 * 1024 ** 2;
const usualLimit = 20_000;

/** Where the images keep the tool: on PATH as Confluent has it, on PATH as Bitnami and others, and in Apache's folder. */
const names = ({image}: ServiceTarget['container'], tool: string): readonly string[] => {
  const plain = `kafka-${tool}`;
  const script = `${plain}.sh`;
  const apache = `/opt/kafka/bin/${script}`;
  if (/(^|\/)apache\/kafka|strimzi/.test(image)) return [apache, script, plain];
  if (/bitnami|wurstmeister|debezium/.test(image)) return [script, `/opt/bitnami/kafka/bin/${script}`, apache, plain];
  return [plain, script, apache, `/opt/bitnami/kafka/bin/${script}`, `/usr/bin/${plain}`];
};

/** A consumer that reads a topic must not make it, and has to end some time when it was told how much to read. */
const consumerArgs = (args: readonly string[]): readonly string[] => {
  const own = args.some(arg => arg.includes('allow.auto.create.topics'));
  return [
    ...args,
    ...(own ? [] : ['--consumer-property', 'allow.auto.create.topics=false']),
    ...(hasOption(args, '--max-messages') && !hasOption(args, '--timeout-ms') ? ['--timeout-ms', '10000'] : []),
  ];
};

const javaTool = (target: ServiceTarget, line: KafkaLine): Invocation => {
  const option = brokerOption(line);
  const told = option === null ? line.args : [...line.args, option, bootstrapOf(target)];
  const args = line.tool === 'console-consumer' ? consumerArgs(told) : told;
  const [argv = [], ...fallbacks] = names(target.container, line.tool).map(name => [name, ...args]);
  const longer = line.tool === 'console-consumer' ? 40_000 : usualLimit;
  // before Kafka 3.0 there is no tool for offsets, only its class
  const older =
    line.tool === 'get-offsets'
      ? names(target.container, 'run-class')
          .slice(0, 2)
          .map(name => [name, 'kafka.tools.GetOffsetShell', ...args])
      : [];
  return {argv, fallbacks: [...fallbacks, ...older], env: slim, secrets: [], endBy: 'INT', limitMs: longer, room: roomOfTool};
};

/** What people type for Kafka's tools, in the words of rpk; null when it has none for it. */
const inRpk = ({tool, args}: KafkaLine): readonly string[] | null => {
  const has = (name: string): boolean => hasOption(args, name);
  const topic = optionValue(args, '--topic');
  const group = optionValue(args, '--group');
  if (tool === 'topics') {
    if (has('--list')) return ['topic', 'list'];
    if (has('--describe')) return topic === null ? ['cluster', 'info', '-t', '-d'] : ['topic', 'describe', topic, '-a'];
    if (topic !== null && has('--delete')) return ['topic', 'delete', topic];
    if (topic !== null && has('--create')) {
      const partitions = optionValue(args, '--partitions');
      const replicas = optionValue(args, '--replication-factor');
      return ['topic', 'create', topic, ...(partitions ? ['-p', partitions] : []), ...(replicas ? ['-r', replicas] : [])];
    }
  }
  if (tool === 'consumer-groups') {
    if (has('--list')) return ['group', 'list'];
    if (has('--describe')) return ['group', 'describe', group ?? '*', ...(group === null ? ['--regex'] : [])];
    if (group !== null && has('--delete')) return ['group', 'delete', group];
  }
  return null;
};

/** The same for both tools: `--list` of Kafka's is `rpk topic list` on Redpanda. */
const rpk = (target: ServiceTarget, args: readonly string[]): Invocation => {
  const told = environmentOf(target)('RPK_BROKERS') !== null || hasOption(args, '-X', '--brokers');
  const address = bootstrapOf(target);
  // the old and the new name of the variable
  const env = told || address === 'localhost:9092' ? [] : [`RPK_BROKERS=${address}`, `REDPANDA_BROKERS=${address}`];
  return {argv: ['rpk', ...args], env, secrets: [], limitMs: usualLimit};
};

/** A line for one of Kafka's tools or for rpk; null when it is none. */
export const kafkaCommand = (target: ServiceTarget, line: string): Invocation | null => {
  const parsed = kafkaLine(splitWords(line) ?? []);
  if (parsed === null) return null;
  if (parsed.tool === 'rpk') return rpk(target, parsed.args);
  if (!isRedpanda(target)) return javaTool(target, parsed);
  const args = inRpk(parsed);
  return args === null ? null : rpk(target, args);
};
