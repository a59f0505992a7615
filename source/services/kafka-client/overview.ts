import type {KafkaOverview} from '../../model/topic.js';
import type {Cluster} from './cluster.js';
import {KafkaError} from './errors.js';
import {groupOf, readGroups} from './groups.js';
import {readOffsets} from './offsets.js';
import {codes} from './refusal.js';
import {topicOf} from './topics.js';

const byName = (a: {readonly name: string}, b: {readonly name: string}): number => (a.name < b.name ? -1 : 1);

/** null also when no broker can tell now: one that has just started looks for what was committed. Why is told in `troubles`. */
const groupsOrNone: typeof readGroups = async (cluster, metadata, signal, troubles) => {
  try {
    return await readGroups(cluster, metadata, signal, troubles);
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    troubles.push(error.message);
    return null;
  }
};

/** Brokers, topics and groups, from one set of offsets. Topics the account may not see are not in it. */
export const readOverview = async (cluster: Cluster, signal: AbortSignal): Promise<KafkaOverview> => {
  const metadata = await cluster.metadata(null, signal);
  const troubles: string[] = [];
  const [offsets, groups] = await Promise.all([
    readOffsets(cluster, metadata, metadata.topics, signal, troubles),
    groupsOrNone(cluster, metadata, signal, troubles),
  ]);
  // One that is being deleted is listed with an error for a while.
  const there = metadata.topics.filter(({name, errorCode}) => name !== null && errorCode !== codes.unknownTopic);
  const known = new Set(there.flatMap(({name}) => name ?? []));
  return {
    brokers: metadata.brokers.map(({nodeId, host, port}) => ({id: nodeId, host, port})).sort((a, b) => a.id - b.id),
    topics: there.map(topic => topicOf(topic, offsets)).sort(byName),
    groups: groups === null ? null : groups.map(group => groupOf(group, known, offsets)).sort(byName),
    troubles,
  };
};
