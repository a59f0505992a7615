import type {Cluster} from './cluster.js';
import type {MetadataResponse, MetadataTopic} from './replies.js';
import {allOrSome} from './some.js';

/** Oldest and next offset of a partition; null what its leader did not tell. */
export interface Span {
  readonly begin: number | null;
  readonly end: number | null;
}

const oldest = -2n;
const newest = -1n;

/** Offsets of partitions, by `topic` and number. */
export class Offsets {
  readonly #spans = new Map<string, {begin: number | null; end: number | null}>();

  at(topic: string, partition: number): Span {
    return this.#entry(topic, partition);
  }

  set(which: 'begin' | 'end', topic: string, partition: number, offset: number): void {
    this.#entry(topic, partition)[which] = offset;
  }

  #entry(topic: string, partition: number) {
    const key = `${partition}/${topic}`;
    const entry = this.#spans.get(key) ?? {begin: null, end: null};
    this.#spans.set(key, entry);
    return entry;
  }
}

/** Partitions of topics by the broker that leads them. */
export const byLeader = (topics: readonly MetadataTopic[]): ReadonlyMap<number, ReadonlyMap<string, readonly number[]>> => {
  const leaders = new Map<number, Map<string, number[]>>();
  for (const {name, partitions} of topics) {
    for (const {leaderId, partitionIndex} of partitions) {
      if (leaderId < 0 || !name) continue;
      const led = leaders.get(leaderId) ?? new Map<string, number[]>();
      leaders.set(leaderId, led);
      led.set(name, [...(led.get(name) ?? []), partitionIndex]);
    }
  }
  return leaders;
};

/**
 * Oldest and next offset of every partition of the topics, asked of their leaders, two questions to each. What a broker that does not
 * answer leads stays unknown and is told in `troubles`, unless none answers: then it rejects with that KafkaError.
 */
export const readOffsets = async (
  cluster: Cluster,
  metadata: MetadataResponse,
  topics: readonly MetadataTopic[],
  signal: AbortSignal,
  troubles: string[] = [],
): Promise<Offsets> => {
  const offsets = new Offsets();
  const {api} = cluster.library.listOffsetsV5;
  const ask = async (leader: number, led: ReadonlyMap<string, readonly number[]>): Promise<void> => {
    const link = await cluster.linkTo(leader, metadata, signal);
    const question = (timestamp: bigint) =>
      [...led].map(([name, partitions]) => ({
        name,
        partitions: partitions.map(partitionIndex => ({partitionIndex, currentLeaderEpoch: -1, timestamp})),
      }));
    const [begins, ends] = await Promise.all(
      [oldest, newest].map(timestamp => link.call(api, [-1, 0, question(timestamp)], signal)),
    );
    for (const [which, reply] of [['begin', begins] as const, ['end', ends] as const]) {
      for (const topic of reply?.topics ?? []) {
        for (const {partitionIndex, errorCode, offset} of topic.partitions) {
          if (errorCode === 0 && offset >= 0n) offsets.set(which, topic.name, partitionIndex, Number(offset));
        }
      }
    }
  };
  const leaders = [...byLeader(topics)];
  await allOrSome(
    leaders.map(([leader, led]) => ask(leader, led)),
    troubles,
  );
  signal.throwIfAborted();
  return offsets;
};
