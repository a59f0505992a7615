import type {Topic, TopicDetail, TopicSetting} from '../../model/topic.js';
import type {Cluster} from './cluster.js';
import type {Offsets} from './offsets.js';
import {readOffsets} from './offsets.js';
import {throwRefusal} from './refusal.js';
import type {MetadataTopic} from './replies.js';

const topicResource = 2;
/** `DYNAMIC_TOPIC_CONFIG`: set for the topic itself. */
const ownSource = 1;

export const topicOf = ({name, isInternal, partitions}: MetadataTopic, offsets: Offsets): Topic => {
  const all = partitions
    .map(({partitionIndex: id, leaderId, replicaNodes, isrNodes}) => ({
      id,
      leader: leaderId < 0 ? null : leaderId,
      replicas: replicaNodes,
      inSync: isrNodes,
      ...offsets.at(name ?? '', id),
    }))
    .sort((a, b) => a.id - b.id);
  const counts = all.map(({begin, end}) => (begin === null || end === null ? null : Math.max(0, end - begin)));
  return {
    name: name ?? '',
    internal: isInternal,
    partitions: all,
    replication: Math.max(0, ...all.map(({replicas}) => replicas.length)),
    underReplicated: all.filter(({replicas, inSync}) => inSync.length < replicas.length).length,
    offline: all.filter(({leader}) => leader === null).length,
    messages: counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0),
  };
};

/** One topic with its settings, its own first. Rejects with KafkaError when it is not there. */
export const describeTopic = async (cluster: Cluster, name: string, signal: AbortSignal): Promise<TopicDetail> => {
  const {library} = cluster;
  const metadata = await cluster.metadata([name], signal);
  const [topic] = metadata.topics;
  throwRefusal(library, name, topic?.errorCode ?? 3);
  const [offsets, settings] = await Promise.all([
    readOffsets(cluster, metadata, metadata.topics, signal),
    readSettings(cluster, name, signal),
  ]);
  if (topic === undefined) throw new TypeError('a topic without an error is there');
  return {...topicOf(topic, offsets), settings};
};

const readSettings = async (cluster: Cluster, name: string, signal: AbortSignal): Promise<TopicSetting[]> => {
  const link = await cluster.first(signal);
  const question = [{resourceType: topicResource, resourceName: name, configurationKeys: null}] as const;
  const {results} = await link.call(cluster.library.describeConfigsV4.api, [[...question], false, false], signal);
  const [result] = results;
  throwRefusal(cluster.library, `settings of ${name}`, result?.errorCode ?? 0, result?.errorMessage);
  return (result?.configs ?? [])
    .map(({name: setting, value, configSource, isSensitive}) => ({
      name: setting,
      value: isSensitive ? null : (value ?? null),
      own: configSource === ownSource,
    }))
    .sort((a, b) => Number(b.own) - Number(a.own) || (a.name < b.name ? -1 : 1));
};
