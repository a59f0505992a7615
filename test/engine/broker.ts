import {spawn} from 'node:child_process';
import {expect} from 'vitest';
import {inService, serviceId} from './service-stack.js';

/** Light on the broker's memory and twice as quick as the tools' defaults. */
const slim = [
  'KAFKA_JMX_OPTS= ',
  'KAFKA_HEAP_OPTS=-Xmx64m',
  'KAFKA_JVM_PERFORMANCE_OPTS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
] as const;
const server = ['--bootstrap-server', 'localhost:9092'] as const;

/** Runs one of the broker's own tools beside it and resolves to its stdout. Each takes a second and 50 MB. */
export const kafkaTool = (tool: string, ...args: readonly string[]): Promise<string> =>
  inService('kafka', ['timeout', '100', tool, ...server, ...args], slim);

/** The topics there are, by name, without the broker's own. */
export const topics = async (): Promise<string[]> => {
  const answer = await kafkaTool('kafka-topics', '--list', '--exclude-internal');
  return answer.split('\n').filter(Boolean).sort();
};

/** Makes a topic. */
export const createTopic = async (topic: string, partitions = 1): Promise<void> => {
  await kafkaTool('kafka-topics', '--create', '--topic', topic, '--partitions', String(partitions));
};

/** Writes messages to a topic, one a line; `key:value` when `keyed`. Auto-create makes a missing topic. Rejects with the tool's words. */
export const produce = async (topic: string, messages: readonly string[], {keyed = false} = {}): Promise<void> => {
  const properties = keyed ? ['--property', 'parse.key=true', '--property', 'key.separator=:'] : [];
  const env = slim.flatMap(variable => ['-e', variable]);
  // By itself it gives a broker 1.5 s, four times, and then drops the message and ends well.
  const patient = ['--request-timeout-ms', '30000'];
  const argv = ['timeout', '100', 'kafka-console-producer', ...server, '--topic', topic, ...patient, ...properties];
  const child = spawn('docker', ['exec', '-i', ...env, await serviceId('kafka'), ...argv], {stdio: ['pipe', 'ignore', 'pipe']});
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  child.stdin.on('error', () => {}); // it ended early: its exit code and words say so
  child.stdin.end(messages.map(message => `${message}\n`).join(''));
  const code = await ended;
  if (code !== 0) throw new Error(`kafka-console-producer ended with ${code}: ${complaints.trim()}`);
};

/** Reads so many messages of a topic from its start as a member of that group, and leaves: what is not read is the group's lag. */
export const readAs = (group: string, topic: string, count: number): Promise<string> =>
  kafkaTool('kafka-console-consumer', '--topic', topic, '--group', group, '--from-beginning', '--max-messages', String(count));

/** A row of `kafka-consumer-groups --describe`. null: nothing committed, or nobody reads. */
export interface GroupRow {
  readonly topic: string;
  readonly partition: number;
  readonly committed: number | null;
  readonly end: number;
  readonly lag: number | null;
  readonly member: string | null;
}

/** How far a group has come in every partition, by the broker's own tool. Empty when there is no such group. */
export const groupRows = async (group: string): Promise<GroupRow[]> => {
  const number = (text: string | undefined): number | null => (text === undefined || text === '-' ? null : Number(text));
  const answer = await kafkaTool('kafka-consumer-groups', '--describe', '--group', group);
  return answer.split('\n').flatMap(line => {
    const [name, topic, partition, committed, end, lag, member] = line.trim().split(/\s+/);
    if (name !== group || topic === undefined || !/^\d+$/.test(partition ?? '')) return [];
    return [
      {
        topic,
        partition: Number(partition),
        committed: number(committed),
        end: Number(end),
        lag: number(lag),
        member: member === '-' || member === undefined ? null : member,
      },
    ];
  });
};

/** A group's lag over all those partitions. */
export const lagIn = (rows: readonly GroupRow[]): number => rows.reduce((sum, {lag}) => sum + (lag ?? 0), 0);

/** A member that reads a topic for as long as it is left alone. */
export interface Reader {
  /** Ends it in the container too; resolves when it has left its group. */
  stop(): Promise<void>;
}

/** Starts a real reader of a topic, and resolves when it is a member of its group. Whoever starts it stops it. */
export const startReader = async (group: string, topic: string): Promise<Reader> => {
  const argv = ['kafka-console-consumer', ...server, '--topic', topic, '--group', group];
  const said = ['sh', '-c', 'echo $$; exec "$@"', 'sh', ...argv]; // its number, by which it is ended
  const env = slim.flatMap(variable => ['-e', variable]);
  const child = spawn('docker', ['exec', ...env, await serviceId('kafka'), ...said], {stdio: ['ignore', 'pipe', 'ignore']});
  const ended = new Promise<void>(resolve => {
    child.once('close', () => resolve());
  });
  const pid = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const [line, ...rest] = output.split('\n');
      if (rest.length > 0 && line) resolve(line);
    });
    child.once('error', reject).once('close', code => reject(new Error(`kafka-console-consumer ended with ${code}`)));
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) await inService('kafka', ['kill', pid]);
    await ended;
  };
  try {
    await expect.poll(async () => (await groupRows(group)).some(({member}) => member !== null), {timeout: 90_000}).toBe(true);
  } catch (error) {
    await stop();
    throw error;
  }
  return {stop};
};
