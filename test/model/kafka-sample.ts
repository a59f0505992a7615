import type {Group, GroupTopic, KafkaOverview, Partition, Topic, TopicMessage} from '../../source/model/topic.js';

export const partition = (id: number, over: Partial<Partition> = {}): Partition => ({
  id,
  leader: 1,
  replicas: [1],
  inSync: [1],
  begin: 0,
  end: 0,
  ...over,
});

/** A topic whose figures follow from its partitions. */
export const topic = (name: string, partitions: readonly Partition[] = [partition(0)], over: Partial<Topic> = {}): Topic => ({
  name,
  internal: name.startsWith('__'),
  partitions,
  replication: Math.max(0, ...partitions.map(({replicas}) => replicas.length)),
  underReplicated: partitions.filter(({replicas, inSync}) => inSync.length < replicas.length).length,
  offline: partitions.filter(({leader}) => leader === null).length,
  messages: partitions.reduce((sum, {begin, end}) => sum + (end ?? 0) - (begin ?? 0), 0),
  ...over,
});

/** A topic that a group is this far behind with, in one partition. */
export const readTopic = (name: string, lag: number, end = 1000): GroupTopic => ({
  name,
  lag,
  partitions: [{id: 0, committed: end - lag, end, lag}],
});

export const group = (name: string, topics: readonly GroupTopic[] = [], over: Partial<Group> = {}): Group => ({
  name,
  state: 'stable',
  members: 1,
  lag: topics.length === 0 ? null : topics.reduce((sum, {lag}) => sum + (lag ?? 0), 0),
  topics,
  ...over,
});

export const overview = (
  topics: readonly Topic[],
  groups: readonly Group[] | null = [],
  over: Partial<KafkaOverview> = {},
): KafkaOverview => ({brokers: [{id: 1, host: 'kafka', port: 9092}], topics, groups, troubles: [], ...over});

const text = (value: string | null) =>
  value === null ? null : {text: value, binary: false, size: Buffer.byteLength(value), cut: false};

export const message = (
  offset: number,
  value: string | null,
  {key = null, ...over}: Partial<Omit<TopicMessage, 'key' | 'value'>> & {key?: string | null} = {},
): TopicMessage => ({
  kind: 'message',
  partition: 0,
  offset,
  timestamp: 1_700_000_000_000 + offset,
  key: text(key),
  value: text(value),
  headers: [],
  ...over,
});
