import {delay} from '../../engine/abort.js';
import type {TailFrom, TopicItem} from '../../model/topic.js';
import {type Keep, readBatches} from './batches.js';
import type {Cluster} from './cluster.js';
import {KafkaError} from './errors.js';
import {type FetchApi, type FetchedPartition, fetchApi} from './fetch.js';
import {lastMessages} from './last-messages.js';
import type {Link} from './link.js';
import {type Offsets, readOffsets} from './offsets.js';
import {codes, refusalWords, throwRefusal} from './refusal.js';
import type {MetadataResponse} from './replies.js';

export interface TailOptions {
  readonly from: TailFrom;
  /** Bytes kept of a value; without it 64 KiB. */
  readonly valueBytes?: number;
  /** Offsets to go on with after an interruption, by partition, in place of `from`. Partitions that came meanwhile are read whole. */
  readonly resume?: ReadonlyMap<number, number>;
  /** Called once it is settled where reading begins: what comes from then on is read. */
  begun?(): void;
}

/** Bytes asked for at a time, of all partitions and of one. A larger message comes all the same, alone. */
const [askedBytes, partitionBytes] = [1 << 20, 1 << 18];
/** How long a leader holds its answer while there is nothing new, ms: one that is asked alone, or several, who wait for each other. */
const [pollAlone, pollTogether] = [1000, 400];
/** A new leader is found within these. */
const [leaderTries, leaderWait] = [8, 250];
const mostLast = 1000;

/** Where reading goes on, by partition. */
type Positions = Map<number, number>;

/**
 * Messages of a topic without a consumer group, as they come: every turn has at least one. The next is fetched when the last was taken.
 * Goes on until the caller leaves it or `signal` is aborted (it throws the signal's reason); throws KafkaError when the topic is gone or
 * the connection lost. Never creates the topic, and commits nothing.
 */
export async function* tail(
  cluster: Cluster,
  topic: string,
  {from, valueBytes = 64 << 10, resume, begun}: TailOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly TopicItem[], void, void> {
  const keep: Keep = {value: valueBytes};
  const reading = new Reading(cluster, topic, keep, signal);
  try {
    const ends = await reading.begin(from, resume);
    begun?.();
    if (from.at === 'last' && !resume) {
      const before = await reading.until(ends, Math.min(mostLast, from.count));
      if (before.length > 0) yield before;
    }
    for (;;) {
      const items = await reading.turn();
      if (items.length > 0) yield items;
    }
  } finally {
    reading.close();
  }
}

class Reading {
  readonly #links = new Map<number, Link>();
  readonly #positions: Positions = new Map();
  readonly #api: FetchApi;
  #metadata: MetadataResponse | null = null;
  #turns = 0;
  /** Leaders lost in a row. */
  #losses = 0;

  constructor(
    readonly cluster: Cluster,
    readonly topic: string,
    readonly keep: Keep,
    readonly signal: AbortSignal,
  ) {
    this.#api = fetchApi(cluster.library);
  }

  /** Finds the topic and sets the positions; resolves to where its partitions end now. */
  async begin(from: TailFrom, resume: TailOptions['resume']): Promise<Positions> {
    const offsets = await this.#offsets();
    const ends: Positions = new Map();
    for (const id of this.#partitions()) {
      const {begin, end} = offsets.at(this.topic, id);
      if (begin === null || end === null) continue;
      ends.set(id, end);
      if (resume) {
        this.#positions.set(id, resume.get(id) ?? begin);
        continue;
      }
      const count = from.at === 'last' ? Math.min(mostLast, Math.max(0, from.count)) : 0;
      this.#positions.set(id, from.at === 'beginning' ? begin : Math.max(begin, end - count));
    }
    if (ends.size === 0) throw new KafkaError(`${this.topic}: none of its partitions has a leader`);
    return ends;
  }

  /** Reads up to those ends and gives the last `count` of all partitions. */
  async until(ends: Positions, count: number): Promise<TopicItem[]> {
    let lists: TopicItem[][] = [];
    while ([...ends].some(([id, end]) => (this.#positions.get(id) ?? end) < end)) {
      const items = await this.turn();
      const all = [...lists.flat(), ...items];
      const last = lastMessages(
        [...ends.keys()].map(id => all.filter(({partition}) => partition === id)),
        count,
      );
      lists = [...ends.keys()].map(id => last.filter(({partition}) => partition === id));
    }
    return lastMessages(lists, count);
  }

  /** One question to each leader; resolves to what has come, if any. */
  async turn(): Promise<TopicItem[]> {
    this.signal.throwIfAborted();
    this.#turns += 1;
    const leaders = this.#leaders();
    const poll = leaders.size === 1 ? pollAlone : pollTogether;
    const answers = await Promise.all([...leaders].map(([leader, ids]) => this.#tryLeader(leader, ids, poll)));
    const items: TopicItem[] = [];
    let moved = answers.includes(null);
    for (const fetched of answers.flatMap(answer => answer ?? [])) moved = (await this.#take(fetched, items)) || moved;
    if (moved) await this.#findLeaders();
    else this.#losses = 0;
    return items;
  }

  close(): void {
    for (const link of this.#links.values()) link.close();
    this.#links.clear();
  }

  #partitions(): number[] {
    const [topic] = this.#metadata?.topics ?? [];
    return (topic?.partitions ?? []).map(({partitionIndex}) => partitionIndex);
  }

  async #offsets(): Promise<Offsets> {
    this.#metadata = await this.cluster.metadata([this.topic], this.signal);
    throwRefusal(this.cluster.library, this.topic, this.#metadata.topics[0]?.errorCode ?? codes.unknownTopic);
    return readOffsets(this.cluster, this.#metadata, this.#metadata.topics, this.signal);
  }

  /** Partitions that are read, by leader. Every turn another one is first, since the first fills the answer. */
  #leaders(): ReadonlyMap<number, readonly number[]> {
    const leaders = new Map<number, number[]>();
    for (const {partitionIndex: id, leaderId} of this.#metadata?.topics[0]?.partitions ?? []) {
      if (leaderId >= 0 && this.#positions.has(id)) leaders.set(leaderId, [...(leaders.get(leaderId) ?? []), id]);
    }
    for (const [leader, ids] of leaders) {
      const first = this.#turns % ids.length;
      leaders.set(leader, [...ids.slice(first), ...ids.slice(0, first)]);
    }
    return leaders;
  }

  /** null when its broker does not answer, but others may lead in its place soon. */
  async #tryLeader(leader: number, ids: readonly number[], poll: number): Promise<readonly FetchedPartition[] | null> {
    try {
      return await this.#ask(leader, ids, poll);
    } catch (error) {
      this.#links.get(leader)?.close();
      this.#links.delete(leader);
      const isAlone = (this.#metadata?.brokers.length ?? 0) <= 1;
      this.#losses += 1;
      if (!(error instanceof KafkaError) || isAlone || this.#losses > leaderTries) throw error;
      return null;
    }
  }

  async #ask(leader: number, ids: readonly number[], poll: number): Promise<readonly FetchedPartition[]> {
    if (this.#metadata === null) return [];
    let link = this.#links.get(leader);
    if (link === undefined) {
      link = await this.cluster.ownLinkTo(leader, this.#metadata, this.signal);
      this.#links.set(leader, link);
    }
    const partitions = ids.map(partition => ({
      partition,
      currentLeaderEpoch: -1,
      fetchOffset: BigInt(this.#positions.get(partition) ?? 0),
      lastFetchedEpoch: -1,
      partitionMaxBytes: partitionBytes,
    }));
    const question = [{topicId: this.topic, partitions}];
    return link.call(this.#api, [poll, 1, askedBytes, 0, 0, -1, question, [], ''], this.signal, poll + 5000);
  }

  /** Takes in what came of a partition; resolves to whether its leader has moved. */
  async #take({partition, errorCode, records}: FetchedPartition, items: TopicItem[]): Promise<boolean> {
    const position = this.#positions.get(partition) ?? 0;
    if (errorCode === 0) {
      const read = readBatches(this.cluster.library, partition, records, position, this.keep);
      // A broker sends whole batches, one at least: bytes that lead nowhere would be sent for ever.
      const stuck = records.length > 0 && read.next <= position;
      if (stuck) items.push({kind: 'gap', partition, offset: position, count: 1, why: 'damaged'});
      this.#positions.set(partition, stuck ? position + 1 : read.next);
      for (const item of read.items) items.push(item);
      return false;
    }
    if (errorCode === codes.offsetOutOfRange) {
      const {begin} = (await this.#offsets()).at(this.topic, partition);
      if (begin === null) return true;
      this.#positions.set(partition, begin);
      items.push({kind: 'gap', partition, offset: position, count: null, why: `deleted meanwhile: going on at offset ${begin}`});
      return false;
    }
    const moved = [codes.leaderNotAvailable, codes.notLeader, codes.fenced, codes.unknownEpoch, codes.unknownTopic];
    if (moved.includes(errorCode)) return true;
    throw new KafkaError(`${this.topic}: ${refusalWords(this.cluster.library, errorCode)}`);
  }

  /** Asks again who leads. Throws KafkaError when the topic is gone, or after two seconds without a leader. */
  async #findLeaders(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await delay(leaderWait, this.signal);
      this.signal.throwIfAborted();
      this.#metadata = await this.cluster.metadata([this.topic], this.signal);
      const [topic] = this.#metadata.topics;
      throwRefusal(this.cluster.library, this.topic, topic?.errorCode === codes.unknownTopic ? codes.unknownTopic : 0);
      const led = topic?.partitions.every(({partitionIndex, leaderId}) => leaderId >= 0 || !this.#positions.has(partitionIndex));
      if (led) return;
      if (attempt === leaderTries) throw new KafkaError(`${this.topic}: some of its partitions have no leader`);
    }
  }
}
