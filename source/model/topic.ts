/** What stacktop knows of a Kafka cluster. Plain readonly data; unknown is null. Names, keys and values are other people's text: sanitise before drawing. */

export interface Partition {
  readonly id: number;
  /** Broker that serves it; null when it has none now. */
  readonly leader: number | null;
  /** Brokers that should hold it, and those of them that are up to date. */
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
  /** Offset of its oldest message, and of the next one to come; null when its leader did not tell. */
  readonly begin: number | null;
  readonly end: number | null;
}

export interface Topic {
  readonly name: string;
  /** Kafka's own (`__consumer_offsets`). */
  readonly internal: boolean;
  readonly partitions: readonly Partition[];
  /** Copies that each partition should have. */
  readonly replication: number;
  /** Partitions with fewer copies up to date than they should have. */
  readonly underReplicated: number;
  /** Partitions without a leader: they can be neither read nor written. */
  readonly offline: number;
  /** End less beginning over all partitions: exact unless the topic is compacted or written in transactions. */
  readonly messages: number | null;
}

/** One setting of a topic. */
export interface TopicSetting {
  readonly name: string;
  /** null when the broker keeps it secret. */
  readonly value: string | null;
  /** Set for this topic, not inherited from the broker. */
  readonly own: boolean;
}

export interface TopicDetail extends Topic {
  readonly settings: readonly TopicSetting[];
}

/** How far a group has come with one partition. */
export interface GroupPartition {
  readonly id: number;
  /** Offset of the message that it reads next. */
  readonly committed: number;
  readonly end: number | null;
  readonly lag: number | null;
}

export interface GroupTopic {
  readonly name: string;
  /** Messages not yet read by the group; null when offsets are unknown. */
  readonly lag: number | null;
  /** Those it has committed an offset of, by number. */
  readonly partitions: readonly GroupPartition[];
}

export interface Group {
  readonly name: string;
  /** `stable`, `empty`, `rebalancing`, `dead`, or the broker's own word in small letters. */
  readonly state: string;
  /** null when the broker does not tell (groups of Kafka 4's new protocol). */
  readonly members: number | null;
  /** Sum over its topics; null when that of one is unknown, or it has committed nothing. */
  readonly lag: number | null;
  /** Topics it has committed offsets of, by name. */
  readonly topics: readonly GroupTopic[];
}

export interface KafkaBroker {
  readonly id: number;
  /** As it advertises itself, which need not be reachable from here. */
  readonly host: string;
  readonly port: number;
}

export interface KafkaOverview {
  readonly brokers: readonly KafkaBroker[];
  readonly topics: readonly Topic[];
  /** null when the broker is too old to be asked (before Kafka 3.0), or cannot tell now: `troubles` says why. */
  readonly groups: readonly Group[] | null;
  /** What could not be asked, one line each: a broker of the cluster that does not answer. */
  readonly troubles: readonly string[];
}

/** A key or a value, bounded. */
export interface MessageText {
  /** UTF-8 as it is; hexadecimal when the bytes are no text. */
  readonly text: string;
  readonly binary: boolean;
  /** Bytes of the whole. */
  readonly size: number;
  /** `text` is only the beginning. */
  readonly cut: boolean;
}

export interface TopicMessage {
  readonly kind: 'message';
  readonly partition: number;
  readonly offset: number;
  /** ms since 1970; null when the producer gave none. */
  readonly timestamp: number | null;
  readonly key: MessageText | null;
  /** null: a tombstone. */
  readonly value: MessageText | null;
  readonly headers: readonly {readonly name: string; readonly value: MessageText | null}[];
}

/** Messages that could not be shown, and why in words (`compressed with zstd: not readable here`). */
export interface TopicGap {
  readonly kind: 'gap';
  readonly partition: number;
  readonly offset: number;
  /** How many; null when unknown. */
  readonly count: number | null;
  readonly why: string;
}

export type TopicItem = TopicMessage | TopicGap;

/** Where the tail of a topic begins. */
export type TailFrom = {readonly at: 'now'} | {readonly at: 'beginning'} | {readonly at: 'last'; readonly count: number};

export interface NewTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replication: number;
}

/** Kafka refuses longer names. */
const longestName = 249;
/** Every partition costs each of its brokers files and memory: more at once is a slip of the finger. */
const mostPartitions = 1000;

const whole = (value: number): boolean => Number.isSafeInteger(value);

/** Why a topic cannot be made like that, in one line; null when it can as far as is known here. `known` are the topics that exist. */
export const problemOfNewTopic = (
  {name, partitions, replication}: NewTopic,
  known: readonly string[],
  brokers: number,
): string | null => {
  if (name === '') return 'a topic needs a name';
  if (name === '.' || name === '..') return `"${name}" cannot be a topic's name`;
  const strange = /[^\w.-]/.exec(name)?.[0];
  if (strange !== undefined) return `a topic's name has only letters, digits, ".", "_" and "-", not ${JSON.stringify(strange)}`;
  if (name.length > longestName) return `a topic's name has ${longestName} characters at most, this one ${name.length}`;
  if (known.includes(name)) return `${name} is there already`;
  // The broker's metrics write both signs as one.
  const twin = known.find(other => other.replaceAll('.', '_') === name.replaceAll('.', '_'));
  if (twin !== undefined) return `"." and "_" count as the same: ${twin} is there already`;
  if (!whole(partitions) || partitions < 1 || partitions > mostPartitions) return `partitions: from 1 to ${mostPartitions}`;
  if (!whole(replication) || replication < 1) return 'replication: 1 or more';
  if (replication > brokers)
    return `replication ${replication} needs as many brokers: ${brokers === 1 ? 'there is one' : `there are ${brokers}`}`;
  return null;
};

/** Lag of every topic over all groups that read it: the worst group's. Topics that no group reads are not in it. */
export const worstLagByTopic = (groups: readonly Group[]): ReadonlyMap<string, number> => {
  const worst = new Map<string, number>();
  for (const {topics} of groups) {
    for (const {name, lag} of topics) if (lag !== null) worst.set(name, Math.max(lag, worst.get(name) ?? 0));
  }
  return worst;
};
