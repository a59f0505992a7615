import {programName, splitWords} from '../words.js';

/** Tools of Kafka without `kafka-` and `.sh`, and the option that takes the broker; null when they want none. */
const tools: Readonly<Record<string, string | null>> = {
  topics: '--bootstrap-server',
  'consumer-groups': '--bootstrap-server',
  groups: '--bootstrap-server',
  'share-groups': '--bootstrap-server',
  'get-offsets': '--bootstrap-server',
  configs: '--bootstrap-server',
  'client-metrics': '--bootstrap-server',
  'console-consumer': '--bootstrap-server',
  'console-producer': '--bootstrap-server',
  'broker-api-versions': '--bootstrap-server',
  'log-dirs': '--bootstrap-server',
  acls: '--bootstrap-server',
  'leader-election': '--bootstrap-server',
  'reassign-partitions': '--bootstrap-server',
  'delete-records': '--bootstrap-server',
  'metadata-quorum': '--bootstrap-server',
  features: '--bootstrap-server',
  transactions: '--bootstrap-server',
  'delegation-tokens': '--bootstrap-server',
  'verifiable-consumer': '--bootstrap-server',
  'verifiable-producer': '--bootstrap-server',
  'consumer-perf-test': '--bootstrap-server',
  cluster: '--bootstrap-server',
  'streams-application-reset': '--bootstrap-server',
  'replica-verification': '--broker-list',
  'producer-perf-test': null,
  'dump-log': null,
  storage: null,
  'run-class': null,
};

/** A line for Kafka: the tool's short name (`topics`, `rpk`) and its arguments. */
export interface KafkaLine {
  readonly tool: string;
  readonly args: readonly string[];
}

const shortName = (word: string): string =>
  programName(word)
    .replace(/\.sh$/, '')
    .replace(/^kafka-/, '');

/** Whether the word is a tool of Kafka or Redpanda by its full name. */
export const isTool = (word: string): boolean => {
  const name = programName(word).replace(/\.sh$/, '');
  return name === 'rpk' || (name.startsWith('kafka-') && Object.hasOwn(tools, shortName(word)));
};

const groupOptions = /^--(group|all-groups|reset-offsets|members|offsets|state|verbose|delete-offsets)$/;

/** Bare words that begin with an option mean kafka-topics, or kafka-consumer-groups when they are about groups. Null when it is no line for Kafka. */
export const kafkaLine = (words: readonly string[]): KafkaLine | null => {
  const [first = '', ...rest] = words;
  if (first.startsWith('-')) {
    const groups = words.some(word => groupOptions.test(word) && word !== '--verbose');
    return {tool: groups ? 'consumer-groups' : 'topics', args: words};
  }
  if (isTool(first)) return {tool: programName(first) === 'rpk' ? 'rpk' : shortName(first), args: rest};
  return Object.hasOwn(tools, first) ? {tool: first, args: rest} : null;
};

export const parsedLine = (line: string): KafkaLine | null => {
  const words = splitWords(line);
  return words === null ? null : kafkaLine(words);
};

/** Whether an option is among the arguments, as `--name`, `--name=value`. */
export const hasOption = (args: readonly string[], ...names: readonly string[]): boolean =>
  args.some(arg => names.some(name => arg === name || arg.startsWith(`${name}=`)));

/** The value of an option, as `--name value` or `--name=value`; null when it is not there. */
export const optionValue = (args: readonly string[], ...names: readonly string[]): string | null => {
  for (const [at, arg] of args.entries()) {
    for (const name of names) {
      if (arg === name) return args[at + 1] ?? null;
      if (arg.startsWith(`${name}=`)) return arg.slice(name.length + 1);
    }
  }
  return null;
};

const namesBroker = ['--bootstrap-server', '--bootstrap-servers', '--broker-list', '--zookeeper', '--bootstrap-controller'];

/** The option by which the tool is to be told its broker; null when it was told, or wants none. */
export const brokerOption = ({tool, args}: KafkaLine): string | null => {
  if (hasOption(args, ...namesBroker, '--help', '--version')) return null;
  return tools[tool] ?? null;
};
