import {clusterOf, type DemoCluster, type DemoTopic} from '../kafka/cluster.js';
import {readPiped} from './line-editor.js';
import {type Io, interrupted, type Program} from './program.js';

const clusterIn = (io: Io): DemoCluster => clusterOf(io.world, io.container);

const value = (argv: readonly string[], name: string): string | null => {
  const at = argv.indexOf(name);
  return at < 0 ? (argv.find(word => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? null) : (argv[at + 1] ?? null);
};

/** A Java tool takes its time, one that asks a broker short of memory some more. Answers with an exit code when it was interrupted. */
const begin = async (io: Io): Promise<number | null> =>
  (await interrupted(io, io.container.checkFails ? 900 : 300)) ? 143 : null;

const describe = (io: Io, {name, partitions}: DemoTopic) => {
  io.out(`Topic: ${name}\tTopicId: demo-${name}\tPartitionCount: ${partitions}\tReplicationFactor: 1\tConfigs: \n`);
  for (let partition = 0; partition < partitions; partition += 1) {
    io.out(`\tTopic: ${name}\tPartition: ${partition}\tLeader: 1\tReplicas: 1\tIsr: 1\n`);
  }
};

const topicError = (io: Io, message: string, exception: string) => {
  io.out(`Error while executing topic command : ${message}\n`);
  io.err(`ERROR ${exception}: ${message}\n (kafka.admin.TopicCommand$)\n`);
  return 1;
};

const exceptions: Readonly<Record<number, string>> = {
  17: 'org.apache.kafka.common.errors.InvalidTopicException',
  36: 'org.apache.kafka.common.errors.TopicExistsException',
  37: 'org.apache.kafka.common.errors.InvalidPartitionsException',
  38: 'org.apache.kafka.common.errors.InvalidReplicationFactorException',
};

const topics: Program = async (io, argv) => {
  const failed = await begin(io);
  if (failed !== null) return failed;
  const name = value(argv, '--topic');
  const cluster = clusterIn(io);
  const list = cluster.topics();
  const notThere = () => topicError(io, `Topic '${name}' does not exist as expected`, 'java.lang.IllegalArgumentException');
  if (argv.includes('--list')) {
    const shown = argv.includes('--exclude-internal') ? list.filter(({internal}) => !internal) : list;
    io.out(`${shown.map(topic => topic.name).join('\n')}\n`);
    return 0;
  }
  if (argv.includes('--describe')) {
    if (argv.includes('--under-replicated-partitions')) return 0;
    if (name !== null && cluster.topic(name) === null) return notThere();
    for (const topic of list) if (name === null || topic.name === name) describe(io, topic);
    return 0;
  }
  if (argv.includes('--create') && name !== null) {
    if (cluster.topic(name) && argv.includes('--if-not-exists')) return 0;
    const [partitions, replication] = [value(argv, '--partitions'), value(argv, '--replication-factor')];
    const refusal = cluster.create(name, Number(partitions ?? 1), Number(replication ?? 1), false);
    if (refusal)
      return topicError(io, refusal.message, exceptions[refusal.code] ?? 'org.apache.kafka.common.errors.ApiException');
    io.out(`Created topic ${name}.\n`);
    return 0;
  }
  if (argv.includes('--delete') && name !== null) {
    return cluster.delete(name) || argv.includes('--if-exists') ? 0 : notThere();
  }
  io.err(
    'Command must include exactly one action: --list, --describe, --create, --alter or --delete (this is the demo engine)\n',
  );
  return 1;
};

const groups: Program = async (io, argv) => {
  const failed = await begin(io);
  if (failed !== null) return failed;
  const cluster = clusterIn(io);
  const all = cluster.groups();
  if (argv.includes('--list')) {
    io.out(`${all.map(({name}) => name).join('\n')}\n`);
    return 0;
  }
  const wanted = value(argv, '--group');
  if (wanted !== null && !all.some(({name}) => name === wanted)) {
    io.out(`\nError: Consumer group '${wanted}' does not exist.\n`);
    return 0;
  }
  const heads = ['GROUP', 'TOPIC', 'PARTITION', 'CURRENT-OFFSET', 'LOG-END-OFFSET', 'LAG', 'CONSUMER-ID', 'HOST', 'CLIENT-ID'];
  const line = (cells: readonly (string | number)[]) =>
    io.out(
      `${cells
        .map(cell => String(cell).padEnd(20))
        .join(' ')
        .trimEnd()}\n`,
    );
  for (const group of all.filter(({name}) => wanted === null || name === wanted)) {
    const topic = cluster.topic(group.topic);
    if (!topic) continue;
    if (group.members === 0) io.err(`\nConsumer group '${group.name}' has no active members.\n`);
    io.out('\n');
    line(heads);
    for (const [partition, committed] of cluster.committed(group)) {
      const end = cluster.end(topic, partition);
      const member = `consumer-${group.name}-${(partition % Math.max(1, group.members)) + 1}`;
      const client = group.members === 0 ? ['-', '-', '-'] : [`${member}-demo`, '/127.0.0.1', member];
      line([group.name, topic.name, partition, committed, end, end - committed, ...client]);
    }
  }
  return 0;
};

const offsets: Program = async (io, argv) => {
  const failed = await begin(io);
  if (failed !== null) return failed;
  const wanted = value(argv, '--topic');
  const cluster = clusterIn(io);
  for (const topic of cluster.topics()) {
    if (wanted !== null && topic.name !== wanted) continue;
    for (let partition = 0; partition < topic.partitions; partition += 1) {
      io.out(`${topic.name}:${partition}:${cluster.end(topic, partition)}\n`);
    }
  }
  return 0;
};

/** ms after which a reader of a quiet topic looks again. */
const quiet = 500;

const consumer: Program = async (io, argv) => {
  const failed = await begin(io);
  if (failed !== null) return failed;
  const cluster = clusterIn(io);
  const name = value(argv, '--topic') ?? 'biometric-events';
  if (cluster.topic(name) === null) cluster.create(name, 1, 1, false); // as the real one does where auto-create is on
  const max = Number(value(argv, '--max-messages') ?? Number.POSITIVE_INFINITY);
  const stamped = argv.some(word => word.includes('print.timestamp=true'));
  const ends = (topic: DemoTopic): number[] =>
    Array.from({length: topic.partitions}, (_, partition) => cluster.end(topic, partition));
  const first = cluster.topic(name);
  const fromEnd = argv.includes('--from-beginning') ? 7 : 0;
  const next = first ? ends(first).map((end, partition) => Math.max(cluster.begin(first, partition), end - fromEnd)) : [];
  let turn = 0;
  while (turn < max) {
    const topic = cluster.topic(name);
    if (!topic) break;
    // The message that is next in time.
    const times = next.map((offset, partition) => cluster.timeOf(topic, partition, offset));
    const partition = times.indexOf(Math.min(...times));
    const wait = Math.min((times[partition] ?? 0) - io.world.now(), quiet);
    if (wait > 0 && (await interrupted(io, wait))) break;
    if (wait === quiet) continue;
    const {time, value: text} = cluster.message(topic, partition, next[partition] ?? 0);
    next[partition] = (next[partition] ?? 0) + 1;
    io.out(`${stamped ? `CreateTime:${time}\t` : ''}${text}\n`);
    turn += 1;
  }
  io.err(`Processed a total of ${turn} messages\n`);
  return io.ended.aborted ? 143 : turn < max ? 130 : 0;
};

/** A line is a message. Topics that are not there are made, as a real broker does where auto-create is on. */
const producer: Program = async (io, argv) => {
  const failed = await begin(io);
  if (failed !== null) return failed;
  const cluster = clusterIn(io);
  const name = value(argv, '--topic') ?? '';
  for (let line = await readPiped(io); line !== null; line = await readPiped(io)) {
    if (cluster.topic(name) === null) cluster.create(name, 1, 1, false);
    cluster.write(name, [{value: line}]);
  }
  return 0;
};

const both = (name: string, program: Program) => ({[name]: program, [`${name}.sh`]: program});

export const kafkaPrograms: Readonly<Record<string, Program>> = {
  ...both('kafka-topics', topics),
  ...both('kafka-consumer-groups', groups),
  ...both('kafka-get-offsets', offsets),
  ...both('kafka-console-consumer', consumer),
  ...both('kafka-console-producer', producer),
};
