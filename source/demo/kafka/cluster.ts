import {between, chance, pick} from '../random.js';
import type {DemoContainer} from '../world/container.js';
import type {World} from '../world/world.js';

/** A topic of the demo's broker. Its messages are not kept: what is at an offset follows from the offset. */
export interface DemoTopic {
  readonly name: string;
  readonly internal: boolean;
  readonly partitions: number;
  /** ms between two messages of a partition; null: nobody writes to it. */
  readonly every: number | null;
}

export interface DemoMessage {
  readonly offset: number;
  /** ms since 1970. */
  readonly time: number;
  readonly key: string;
  readonly value: string;
}

export interface DemoGroup {
  readonly name: string;
  readonly topic: string;
  readonly members: number;
  /** Messages that it does not keep up with, of a thousand; 0 reads all at once. */
  readonly leaves: number;
}

export const offsetsTopic = '__consumer_offsets';

/** The topics of AUREN that are there at the start; agent-communications was never made. */
const atStart: readonly DemoTopic[] = [
  {name: offsetsTopic, internal: true, partitions: 50, every: null},
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
  readonly #topics = new Map(atStart.map(topic => [topic.name, topic]));

  constructor(readonly world: World) {}

  /** By name. */
  topics(): readonly DemoTopic[] {
    return [...this.#topics.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  topic(name: string): DemoTopic | null {
    return this.#topics.get(name) ?? null;
  }

  groups(): readonly DemoGroup[] {
    return atStartGroups;
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
    return this.#topics.delete(name);
  }

  /** Offset of its oldest message. */
  begin(topic: DemoTopic, partition: number): number {
    return topic.every === null ? 0 : this.#first(topic, partition) - between(1500, 4000, topic.name, partition, 'kept');
  }

  /** Offset of the next message to come. */
  end(topic: DemoTopic, partition: number): number {
    if (topic.every === null) return 0;
    const since = this.world.now() - this.#firstTime(topic, partition);
    return this.#first(topic, partition) + Math.floor(since / topic.every) + 1;
  }

  /** When the message at an offset was written, or will be. */
  timeOf(topic: DemoTopic, partition: number, offset: number): number {
    const every = topic.every ?? 0;
    return Math.floor(this.#firstTime(topic, partition) + (offset - this.#first(topic, partition)) * every);
  }

  message(topic: DemoTopic, partition: number, offset: number): DemoMessage {
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
  committed({leaves, topic: name}: DemoGroup): ReadonlyMap<number, number> {
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

/** The cluster that a container's broker is all of. */
export const clusterOf = (world: World, container: DemoContainer): DemoCluster => {
  const known = clusters.get(container) ?? new DemoCluster(world);
  clusters.set(container, known);
  return known;
};
