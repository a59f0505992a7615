import {between, pick} from '../random.js';
import {readPiped} from './line-editor.js';
import {type Io, interrupted, type Program} from './program.js';

/** Topics that are made and deleted live with the container. */
const made = new WeakMap<object, {readonly added: Set<string>; readonly gone: Set<string>}>();

const changes = (io: Io) => {
  const known = made.get(io.container) ?? {added: new Set<string>(), gone: new Set<string>()};
  made.set(io.container, known);
  return known;
};

const base = ['agent-communications', 'biometric-events', 'neuros-mode-switches', 'system-events'] as const;
const internal = '__consumer_offsets';

const topicsOf = (io: Io): readonly string[] => {
  const {added, gone} = changes(io);
  return [internal, ...base, ...added].filter(one => !gone.has(one)).sort();
};

const partitionsOf = (topic: string) => (topic === internal ? 50 : 3);

const endOf = (io: Io, topic: string, partition: number) =>
  between(10_000, 400_000, topic, partition) + Math.floor((io.world.now() / 1000) % 100_000);

const value = (argv: readonly string[], name: string): string | null => {
  const at = argv.indexOf(name);
  return at < 0 ? (argv.find(word => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? null) : (argv[at + 1] ?? null);
};

/** A Java tool takes its second, one that asks a broker short of memory some more. Answers with an exit code when it was interrupted. */
const begin = async (io: Io): Promise<number | null> =>
  (await interrupted(io, io.container.checkFails ? 2200 : 600)) ? 143 : null;

const describe = (io: Io, topic: string) => {
  const count = partitionsOf(topic);
  io.out(`Topic: ${topic}\tTopicId: demo-${topic}\tPartitionCount: ${count}\tReplicationFactor: 1\tConfigs: \n`);
  for (let partition = 0; partition < count; partition += 1) {
    io.out(`\tTopic: ${topic}\tPartition: ${partition}\tLeader: 1\tReplicas: 1\tIsr: 1\n`);
  }
};

const topicError = (io: Io, message: string, exception: string) => {
  io.out(`Error while executing topic command : ${message}\n`);
  io.err(`ERROR ${exception}: ${message}\n (kafka.admin.TopicCommand$)\n`);
  return 1;
};

const topics: Program = async (io, argv) => {
  const failed = await begin(io);
  if (failed !== null) return failed;
  const topic = value(argv, '--topic');
  const list = topicsOf(io);
  if (argv.includes('--list')) {
    const shown = argv.includes('--exclude-internal') ? list.filter(one => one !== internal) : list;
    io.out(`${shown.join('\n')}\n`);
    return 0;
  }
  if (argv.includes('--describe')) {
    if (argv.includes('--under-replicated-partitions')) return 0;
    if (topic !== null && !list.includes(topic)) {
      return topicError(io, `Topic '${topic}' does not exist as expected`, 'java.lang.IllegalArgumentException');
    }
    for (const one of topic === null ? list : [topic]) describe(io, one);
    return 0;
  }
  const {added, gone} = changes(io);
  if (argv.includes('--create') && topic !== null) {
    if (list.includes(topic)) {
      if (argv.includes('--if-not-exists')) return 0;
      return topicError(io, `Topic '${topic}' already exists.`, 'org.apache.kafka.common.errors.TopicExistsException');
    }
    added.add(topic);
    gone.delete(topic);
    io.out(`Created topic ${topic}.\n`);
    return 0;
  }
  if (argv.includes('--delete') && topic !== null) {
    if (!list.includes(topic) && !argv.includes('--if-exists')) {
      return topicError(io, `Topic '${topic}' does not exist as expected`, 'java.lang.IllegalArgumentException');
    }
    gone.add(topic);
    added.delete(topic);
    return 0;
  }
  io.err(
    'Command must include exactly one action: --list, --describe, --create, --alter or --delete (this is the demo engine)\n',
  );
  return 1;
};

const groups: Program = async (io, argv) => {
  const failed = await begin(io);
  if (failed !== null) return failed;
  if (argv.includes('--list')) {
    io.out('biometric-bridge\nauren-api\n');
    return 0;
  }
  const wanted = value(argv, '--group');
  if (wanted !== null && !['biometric-bridge', 'auren-api'].includes(wanted)) {
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
  for (const group of wanted === null ? ['biometric-bridge', 'auren-api'] : [wanted]) {
    const topic = group === 'auren-api' ? 'agent-communications' : 'biometric-events';
    io.out('\n');
    line(heads);
    for (let partition = 0; partition < 3; partition += 1) {
      const end = endOf(io, topic, partition);
      const lag = group === 'biometric-bridge' ? between(0, 900, partition, Math.floor(io.world.now() / 5000)) : 0;
      line([group, topic, partition, end - lag, end, lag, `consumer-${group}-1`, '/127.0.0.1', `consumer-${group}`]);
    }
  }
  return 0;
};

const offsets: Program = async (io, argv) => {
  const failed = await begin(io);
  if (failed !== null) return failed;
  const topic = value(argv, '--topic');
  for (const one of topic === null ? topicsOf(io) : [topic]) {
    for (let partition = 0; partition < partitionsOf(one); partition += 1)
      io.out(`${one}:${partition}:${endOf(io, one, partition)}\n`);
  }
  return 0;
};

const message = (topic: string, turn: number, now: number) =>
  JSON.stringify({
    topic,
    at: new Date(now).toISOString(),
    user: `u-${between(10, 99, topic, turn)}`,
    kind: pick(['heart_rate', 'hrv', 'sleep', 'mode_switch'], topic, turn),
    value: between(48, 130, topic, turn, 'value'),
  });

const consumer: Program = async (io, argv) => {
  const failed = await begin(io);
  if (failed !== null) return failed;
  const topic = value(argv, '--topic') ?? 'biometric-events';
  const max = Number(value(argv, '--max-messages') ?? Number.POSITIVE_INFINITY);
  const stamped = argv.some(word => word.includes('print.timestamp=true'));
  const past = argv.includes('--from-beginning') ? 20 : 0;
  let turn = 0;
  for (; turn < max; turn += 1) {
    const now = io.world.now() - Math.max(0, past - turn) * 1000;
    if (turn >= past && (await interrupted(io, 300 + between(0, 900, topic, turn)))) break;
    io.out(`${stamped ? `CreateTime:${Math.floor(now)}\t` : ''}${message(topic, turn, now)}\n`);
  }
  io.err(`Processed a total of ${turn} messages\n`);
  return io.ended.aborted ? 143 : turn < max ? 130 : 0;
};

const producer: Program = async io => {
  const failed = await begin(io);
  if (failed !== null) return failed;
  while ((await readPiped(io)) !== null); // taken, and kept nowhere
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
