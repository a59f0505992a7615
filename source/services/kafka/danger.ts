import {hasOption, type KafkaLine, optionValue} from './line.js';

const of = (args: readonly string[], what: string, ...names: readonly string[]): string => {
  const value = optionValue(args, ...names);
  return value === null ? `every ${what}` : `${what} ${value}`;
};

/** rpk: the words before its first option. */
const rpkWords = (args: readonly string[]): readonly string[] => {
  const end = args.findIndex(arg => arg.startsWith('-'));
  return end < 0 ? args : args.slice(0, end);
};

const rpkDangers: readonly (readonly [RegExp, string])[] = [
  [/^topic delete\b/, 'deletes topics'],
  [/^topic trim(-prefix)?\b/, 'deletes messages'],
  [/^topic (alter-config|add-partitions)\b/, 'changes topics: a shorter retention deletes messages'],
  [/^group (delete|offset-delete)\b/, 'deletes consumer groups or their offsets'],
  [/^group seek\b/, 'moves offsets: messages are read again or skipped'],
  [/^(security )?(acl|user|role) (delete|update|create|assign|unassign)\b/, 'changes who may do what'],
  [/^cluster config (set|import|edit|force-reset)\b/, "changes the cluster's settings"],
  [
    /^cluster (maintenance|partitions|self-test|storage|txn|connections|quotas)\b(?! (status|list|describe))/,
    'changes the cluster',
  ],
  [/^redpanda (stop|admin|mode|tune|config)\b/, 'changes or stops the broker'],
  [/^(transform|registry|connect|profile|container|debug) .*\b(delete|remove|purge|stop)\b/, 'deletes or stops a part'],
];

const rpkReading =
  /^(version|topic (list|describe|describe-storage|consume|analyze)|group (list|describe)|cluster (info|metadata|health|logdirs describe|config (get|status|lint)|license info|partitions list|maintenance status|connections list|storage (list-mount|list-mountable|status-mount)|txn (list|describe)|quotas describe)|security (acl|user|role) (list|describe)|(acl|user) list|registry (schema|subject) (list|get)|help)\b/;

const rpkWithHelp = (args: readonly string[]): boolean => hasOption(args, '--help', '-h');

/** What a line for Kafka would lose or whom it would interrupt; null when nothing and nobody. */
export const kafkaDanger = ({tool, args}: KafkaLine): string | null => {
  const has = (...names: readonly string[]): boolean => hasOption(args, ...names);
  if (tool === 'rpk') {
    const line = rpkWords(args).join(' ');
    return rpkWithHelp(args) ? null : (rpkDangers.find(([pattern]) => pattern.test(line))?.[1] ?? null);
  }
  if (has('--help', '--version')) return null;
  if (tool === 'topics') {
    if (has('--delete')) return `deletes ${of(args, 'topic', '--topic')} with its messages`;
    return has('--alter') ? `changes ${of(args, 'topic', '--topic')}: partitions cannot be taken back` : null;
  }
  if (tool === 'consumer-groups' || tool === 'groups' || tool === 'share-groups') {
    if (has('--delete')) return `deletes ${of(args, 'consumer group', '--group')}`;
    if (has('--delete-offsets')) return `deletes offsets of ${of(args, 'consumer group', '--group')}`;
    return has('--reset-offsets') && has('--execute')
      ? `moves offsets of ${of(args, 'consumer group', '--group')}: messages are read again or skipped`
      : null;
  }
  if (tool === 'configs' || tool === 'client-metrics')
    return has('--alter', '--delete') ? 'changes settings: a shorter retention deletes messages' : null;
  if (tool === 'acls') return has('--remove', '--add') ? 'changes who may do what' : null;
  if (tool === 'delete-records') return 'deletes messages';
  if (tool === 'reassign-partitions') return has('--execute', '--cancel') ? 'moves partitions between brokers' : null;
  if (tool === 'leader-election') return 'moves leaders between brokers';
  if (tool === 'streams-application-reset')
    return has('--dry-run') ? null : 'resets an application: its state and topics are deleted';
  if (tool === 'storage') return args.includes('format') ? "formats the broker's storage" : null;
  if (tool === 'transactions') return args.includes('abort') || args.includes('force-terminate') ? 'ends transactions' : null;
  if (tool === 'features')
    return /\b(upgrade|downgrade|disable)\b/.test(args.join(' ')) ? "changes the cluster's features" : null;
  if (tool === 'cluster') return args.includes('unregister') ? 'unregisters a broker' : null;
  if (tool === 'metadata-quorum') return /\b(add|remove)-controller\b/.test(args.join(' ')) ? 'changes the controllers' : null;
  if (tool === 'producer-perf-test' || tool === 'verifiable-producer') return 'fills a topic with messages';
  if (tool === 'run-class') return 'runs a class that is not known here';
  return tool === 'delegation-tokens' && has('--expire', '--renew', '--create') ? 'changes tokens' : null;
};

const joinsGroup = (args: readonly string[]): boolean =>
  hasOption(args, '--group', '--consumer-property', '--consumer.config', '--command-property', '--command-config') ||
  !hasOption(args, '--partition');

const namesGroup = (args: readonly string[]): boolean =>
  hasOption(args, '--group', '--group-id', '--consumer.config', '--command-config') || args.some(arg => /\bgroup\.id=/.test(arg));

/** Whether a consumer makes up a group of its own, which stays in the broker when it is gone. A group that the person names is theirs. */
export const leavesGroup = ({tool, args}: KafkaLine): boolean => {
  if (hasOption(args, '--help', '--version') || namesGroup(args)) return false;
  return (tool === 'console-consumer' && !hasOption(args, '--partition')) || tool === 'consumer-perf-test';
};

/** Whether a line for Kafka is known to only read. A consumer does only with `--partition`: else it joins a group, which it leaves behind. */
export const kafkaReads = ({tool, args}: KafkaLine): boolean => {
  const has = (...names: readonly string[]): boolean => hasOption(args, ...names);
  if (tool === 'rpk') return (rpkReading.test(rpkWords(args).join(' ')) && !has('-g', '--group')) || rpkWithHelp(args);
  switch (tool) {
    case 'topics':
      return has('--list', '--describe') && !has('--create', '--delete', '--alter');
    case 'consumer-groups':
    case 'groups':
    case 'share-groups':
      return has('--list', '--describe') && !has('--delete', '--reset-offsets', '--delete-offsets', '--execute', '--alter');
    case 'configs':
    case 'client-metrics':
      return has('--describe', '--list') && !has('--alter', '--delete');
    case 'acls':
      return has('--list') && !has('--add', '--remove');
    case 'log-dirs':
    case 'delegation-tokens':
      return has('--describe') && !has('--create', '--renew', '--expire');
    case 'get-offsets':
    case 'broker-api-versions':
    case 'dump-log':
      return true;
    case 'console-consumer':
      return !joinsGroup(args);
    case 'cluster':
      return args.includes('cluster-id') || args.includes('list-endpoints');
    case 'metadata-quorum':
    case 'features':
      return args.includes('describe') && kafkaDanger({tool, args}) === null;
    case 'transactions':
      return (args.includes('list') || args.includes('describe')) && !args.includes('abort');
    case 'reassign-partitions':
      return has('--list', '--verify') && !has('--execute', '--cancel', '--generate');
    default:
      return false;
  }
};

/** A consumer without an end of its own. */
export const kafkaEndless = ({tool, args}: KafkaLine): boolean => {
  if (tool === 'rpk') {
    return (
      rpkWords(args).join(' ').startsWith('topic consume') &&
      !hasOption(args, '-n', '--num') &&
      !/:end\b|-?:\d/.test(optionValue(args, '-o', '--offset') ?? '')
    );
  }
  return tool === 'console-consumer' && !hasOption(args, '--max-messages', '--timeout-ms');
};
