import {between, chance, pick} from '../random.js';
import type {DemoContainer} from '../world/container.js';
import type {World} from '../world/world.js';

/** A topic of the demo's broker. Of one that is written to by itself nothing is kept: what is at an offset follows from the offset. */
export interface DemoTopic {
  readonly name: string;
  readonly internal: boolean;
  readonly partitions: number;
  /** ms between two messages of a partition; null: it holds what is written to it, and nothing else. */
  readonly every: number | null;
}

export interface DemoMessage {
  readonly offset: number;
  /** ms since 1970. */
  readonly time: number;
  readonly key: string | null;
  readonly value: string;
}

export interface DemoGroup {
  readonly name: string;
  readonly topic: string;
  readonly members: number;
  /** Messages that it does not keep up with, of a thousand; 0 reads all at once. */
  readonly leaves: number;
  /** Where it stands, by partition, when somebody read with it. */
  readonly read?: ReadonlyMap<number, number>;
}

export const offsetsTopic = '__consumer_offsets';

const ownTopic: DemoTopic = {name: offsetsTopic, internal: true, partitions: 50, every: null};

/** The topics of AUREN that are there at the start; agent-communications was never made. */
const atStart: readonly DemoTopic[] = [
  {name: 'biometric-events', internal: false, partitions: 3, every: 420},
  {name: 'neuros-mode-switches', internal: false, partitions: 3, every: 19_000},
  {name: 'system-events', internal: false, partitions: 3, every: 3700},
];

/** The bridge falls behind, the API keeps up, and of the reports nobody is there at this hour. */
const atStartGroups: readonly DemoGroup[] = [
  {name: 'auren-api', topic: 'system-events', members: 1, leaves: 0},
  {name: 'biometric-bridge', topic: 'biometric-events', members: 3, leaves: 90},
  {name: 'nightly-report', topic: 'neuros-mode-switches', members: 0, leaves: 1000},
];

/** Kafka's default: what a producer without a key, or a tool, may write. */
const longestName = 249;

/** Why a topic is refused, with Kafka's number for it. */
export interface Refusal {
  readonly code: number;
  readonly message: string;
}

/** What the broker of one container knows. Lives as long as the container: topics made and deleted stay so. */
export class DemoCluster {
  readonly #topics: Map<string, DemoTopic>;
  readonly #groups: Map<string, DemoGroup>;
  /** What was written, by topic and partition. */
  readonly #written = new Map<string, DemoMessage[][]>();
  #writing = new AbortController();

  constructor(
    readonly world: World,
    topics: readonly DemoTopic[],
    groups: readonly DemoGroup[],
  ) {
    this.#topics = new Map([ownTopic, ...topics].map(topic => [topic.name, topic]));
    this.#groups = new Map(groups.map(group => [group.name, group]));
  }

  /** By name. */
  topics(): readonly DemoTopic[] {
    return [...this.#topics.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  topic(name: string): DemoTopic | null {
    return this.#topics.get(name) ?? null;
  }

  groups(): readonly DemoGroup[] {
    return [...this.#groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Aborted when something is written the next time. */
  get writing(): AbortSignal {
    return this.#writing.signal;
  }

  /** Writes to a topic that holds what is written to it; of any other nothing is kept, as its messages come by themselves. */
  write(name: string, messages: readonly {readonly key?: string; readonly value: string}[], partition = 0): void {
    const topic = this.#topics.get(name);
    if (topic?.every !== null || partition >= topic.partitions) return;
    const lists = this.#written.get(name) ?? Array.from({length: topic.partitions}, (): DemoMessage[] => []);
    this.#written.set(name, lists);
    for (const {key, value} of messages) {
      const list = lists[partition];
      list?.push({offset: list.length, time: Math.floor(this.world.now()), key: key ?? null, value});
    }
    this.#writing.abort();
    this.#writing = new AbortController();
  }

  /** A group that nobody is in any more has read a partition up to an offset. */
  commit(group: string, topic: string, partition: number, offset: number): void {
    const read = new Map(this.#groups.get(group)?.read).set(partition, offset);
    this.#groups.set(group, {name: group, topic, members: 0, leaves: 0, read});
  }

  /** null when it can be made, and was unless `validateOnly`. */
  create(name: string, partitions: number, replication: number, validateOnly: boolean): Refusal | null {
    if (this.#topics.has(name)) return {code: 36, message: `Topic '${name}' already exists.`};
    if (!/^[\w.-]+$/.test(name) || name === '.' || name === '..' || name.length > longestName) {
      const rule = "contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'";
      return {code: 17, message: `Topic name is invalid: '${name}' ${rule}`};
    }
    if (partitions < 1) return {code: 37, message: 'Number of partitions must be larger than 0.'};
    if (replication !== 1) return {code: 38, message: `Replication factor: ${replication} larger than available brokers: 1.`};
    if (!validateOnly) this.#topics.set(name, {name, internal: false, partitions, every: null});
    return null;
  }

  /** Whether it was there. */
  delete(name: string): boolean {
    this.#written.delete(name);
    return this.#topics.delete(name);
  }

  /** Offset of its oldest message. */
  begin(topic: DemoTopic, partition: number): number {
    return topic.every === null ? 0 : this.#first(topic, partition) - between(1500, 4000, topic.name, partition, 'kept');
  }

  /** Offset of the next message to come. */
  end(topic: DemoTopic, partition: number): number {
    if (topic.every === null) return this.#written.get(topic.name)?.[partition]?.length ?? 0;
    const since = this.world.now() - this.#firstTime(topic, partition);
    return this.#first(topic, partition) + Math.floor(since / topic.every) + 1;
  }

  /** When the message at an offset was written, or will be: Infinity when nobody knows. */
  timeOf(topic: DemoTopic, partition: number, offset: number): number {
    const {every} = topic;
    if (every === null) return this.#written.get(topic.name)?.[partition]?.[offset]?.time ?? Number.POSITIVE_INFINITY;
    return Math.floor(this.#firstTime(topic, partition) + (offset - this.#first(topic, partition)) * every);
  }

  message(topic: DemoTopic, partition: number, offset: number): DemoMessage {
    const written = this.#written.get(topic.name)?.[partition]?.[offset];
    if (written) return written;
    const time = this.timeOf(topic, partition, offset);
    const about = [topic.name, partition, offset] as const;
    const user = `u-${between(10, 99, ...about)}`;
    return {
      offset,
      time,
      key: user,
      value: JSON.stringify({at: new Date(time).toISOString(), user, ...contentOf(topic.name, about)}),
    };
  }

  /** What a group has read of each partition: up to this offset. */
  committed({leaves, topic: name, read}: DemoGroup): ReadonlyMap<number, number> {
    if (read) return read;
    const topic = this.topic(name);
    const offsets = new Map<number, number>();
    for (let partition = 0; topic !== null && partition < topic.partitions; partition += 1) {
      const [first, end] = [this.#first(topic, partition), this.end(topic, partition)];
      const left = leaves === 0 ? 0 : between(80, 400, name, partition, 'lag') + Math.floor(((end - first) * leaves) / 1000);
      offsets.set(partition, Math.max(this.begin(topic, partition), end - left));
    }
    return offsets;
  }

  /** The offset that was next when the demo began: from there on one can watch. */
  #first(topic: DemoTopic, partition: number): number {
    return topic.every === null ? 0 : between(10_000, 400_000, topic.name, partition);
  }

  #firstTime(topic: DemoTopic, partition: number): number {
    return this.world.bornAt + Math.floor(chance(topic.name, partition, 'phase') * (topic.every ?? 0));
  }
}

type About = readonly [string, number, number];

const contentOf = (topic: string, about: About): Readonly<Record<string, string | number>> => {
  switch (topic) {
    case 'neuros-mode-switches':
      return {
        from: pick(['baseline', 'focus', 'reflex'], ...about),
        to: pick(['reflex', 'hypothesis', 'companion'], ...about, 'to'),
      };
    case 'system-events':
      return {
        source: pick(['auren-api', 'biometric-bridge', 'scheduler'], ...about),
        event: pick(['session.started', 'session.ended', 'checkpoint.written', 'cache.evicted'], ...about, 'event'),
      };
    default:
      return {kind: pick(['heart_rate', 'hrv', 'sleep', 'steps'], ...about), value: between(48, 130, ...about, 'value')};
  }
};

const clusters = new WeakMap<DemoContainer, DemoCluster>();

/** AUREN's is full of life, any other is new. */
const clusterFor = (world: World, {spec}: DemoContainer): DemoCluster =>
  spec.project === 'auren' ? new DemoCluster(world, atStart, atStartGroups) : new DemoCluster(world, [], []);

/** The cluster that a container's broker is all of. */
export const clusterOf = (world: World, container: DemoContainer): DemoCluster => {
  const known = clusters.get(container) ?? clusterFor(world, container);
  clusters.set(container, known);
  return known;
};
