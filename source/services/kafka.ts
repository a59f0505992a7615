import {isRedpanda, kafkaCommand} from './kafka/command.js';
import {kafkaDanger, kafkaEndless, kafkaReads, leavesGroup} from './kafka/danger.js';
import {isTool, kafkaLine, parsedLine} from './kafka/line.js';
import {kafkaVerdict} from './kafka/verdict.js';
import {serviceOfKind} from './kind.js';
import {exposes, looksLike} from './looks.js';
import type {ServiceTarget} from './service.js';
import {quoteWords, splitWords} from './words.js';

const quick = (target: ServiceTarget): readonly (readonly [string, string])[] => {
  const usual: readonly (readonly [string, string])[] = [
    ['topics', 'kafka-topics --list'],
    ['topics in detail', 'kafka-topics --describe --exclude-internal'],
    ['under-replicated partitions', 'kafka-topics --describe --under-replicated-partitions'],
    ['consumer groups', 'kafka-consumer-groups --list'],
    ['lag of every group', 'kafka-consumer-groups --describe --all-groups'],
    ['members of every group', 'kafka-consumer-groups --describe --all-groups --members'],
    ['end offsets', 'kafka-get-offsets'],
    ['settings of the brokers', 'kafka-configs --describe --entity-type brokers --all'],
    ['size on disk', 'kafka-log-dirs --describe'],
    ['versions the broker speaks', 'kafka-broker-api-versions'],
  ];
  const redpanda: readonly (readonly [string, string])[] = [
    ['topics', 'rpk topic list'],
    ['cluster', 'rpk cluster info'],
    ['health', 'rpk cluster health'],
    ['consumer groups', 'rpk group list'],
    ['size on disk', 'rpk cluster logdirs describe'],
    ['settings of the cluster', 'rpk cluster config status'],
  ];
  const topics = (target.profile?.topics ?? []).map(
    topic => [`describe ${topic}`, `kafka-topics --describe --topic ${quoteWords([topic])}`] as const,
  );
  return [...(isRedpanda(target) ? redpanda : usual), ...topics];
};

const words: readonly string[] = [
  'kafka-topics',
  'kafka-topics --list',
  'kafka-topics --describe',
  'kafka-topics --describe --topic',
  'kafka-topics --create --topic',
  'kafka-topics --describe --under-replicated-partitions',
  'kafka-topics --alter --topic',
  'kafka-topics --delete --topic',
  'kafka-consumer-groups',
  'kafka-consumer-groups --list',
  'kafka-consumer-groups --describe --all-groups',
  'kafka-consumer-groups --describe --group',
  'kafka-consumer-groups --reset-offsets --dry-run --group',
  'kafka-consumer-groups --delete --group',
  'kafka-console-consumer --partition 0 --offset earliest --max-messages 10 --topic',
  'kafka-console-consumer --from-beginning --group',
  'kafka-get-offsets',
  'kafka-get-offsets --topic',
  'kafka-configs --describe --entity-type topics --entity-name',
  'kafka-configs --describe --entity-type brokers --all',
  'kafka-log-dirs --describe',
  'kafka-broker-api-versions',
  'kafka-acls --list',
  '--list',
  '--describe',
  'rpk topic list',
  'rpk topic describe',
  'rpk group list',
  'rpk cluster info',
  'rpk cluster health',
];

/** One argument with spaces is a line already: `'kafka-topics --list'`. */
const lineOf = (args: readonly string[]): string =>
  args.length === 1 && /\s/.test(args[0] ?? '') ? (args[0] ?? '') : args.length === 0 ? 'kafka-topics --list' : quoteWords(args);

const groupLeft =
  'it would leave a consumer group behind: add --partition 0 --offset earliest or a --group of yours, or read the topic at x';

const whyNot = (target: ServiceTarget, line: string): string => {
  const given = splitWords(line);
  if (given === null) return 'a quote is not closed';
  const parsed = kafkaLine(given);
  if (parsed === null)
    return `${given[0]} is no tool of Kafka: kafka-topics, kafka-consumer-groups, kafka-get-offsets, …; "! ${given[0]}" runs any program`;
  if (leavesGroup(parsed) && !isRedpanda(target)) return groupLeft;
  return kafkaCommand(target, line) === null ? 'Redpanda has no such tool: rpk topic, rpk group, rpk cluster' : '';
};

/**
 * Kafka (Confluent, Apache, Bitnami) and Redpanda. It has no shell, so no console; and its tools are for what is asked by name only: each
 * is a JVM in the broker's container. What the screen shows by itself comes over TCP.
 */
export const kafka = serviceOfKind({
  kind: 'kafka',
  consoleName: null,
  recognises: container => looksLike(container, 'kafka') || exposes(container, 9092),
  console: () => null,
  command: kafkaCommand,
  whyNot,
  lineOf,
  owns: isTool,
  quick,
  danger: line => {
    const parsed = parsedLine(line);
    return parsed && kafkaDanger(parsed);
  },
  reads: line => {
    const parsed = parsedLine(line);
    return parsed !== null && kafkaReads(parsed);
  },
  endless: line => {
    const parsed = parsedLine(line);
    return parsed !== null && kafkaEndless(parsed);
  },
  form: line => (/--(describe|all-groups)|rpk (topic|group|cluster) (list|describe|info)/.test(line) ? 'table' : 'text'),
  words,
  verdict: kafkaVerdict,
  vitals: () => null,
});
