import type {NewTopic} from '../../model/topic.js';
import type {Cluster} from './cluster.js';
import type {Link} from './link.js';
import {codes, throwRefusal} from './refusal.js';

/** What the broker itself may take for it, and how long its answer is waited for, ms: longer than for a question, as it has to write. */
const patience = {broker: 15_000, answer: 20_000};

/** Asks the controller; once more when another broker has become it meanwhile. */
const askController = async (
  cluster: Cluster,
  what: string,
  signal: AbortSignal,
  ask: (link: Link) => Promise<{readonly errorCode: number; readonly errorMessage?: string | null} | undefined>,
): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    const metadata = await cluster.metadata([], signal);
    const isThere = metadata.brokers.some(({nodeId}) => nodeId === metadata.controllerId);
    // A broker answers one after another on a connection: the next look would wait for the change, and give up on both.
    const link = await cluster.ownLinkTo(isThere ? metadata.controllerId : null, metadata, signal);
    const answer = await ask(link).finally(() => link.close());
    if (answer?.errorCode === codes.notController && attempt === 1) continue;
    return throwRefusal(cluster.library, what, answer?.errorCode ?? 0, answer?.errorMessage);
  }
};

/** Makes a topic, or with `validateOnly` asks whether it could be made. Rejects with KafkaError in the broker's own words. */
export const createTopic = (
  cluster: Cluster,
  {name, partitions, replication}: NewTopic,
  validateOnly: boolean,
  signal: AbortSignal,
): Promise<void> =>
  askController(cluster, name, signal, async link => {
    const topic = {name, numPartitions: partitions, replicationFactor: replication, assignments: [], configs: []};
    const {topics} = await link.call(
      cluster.library.createTopicsV7.api,
      [[topic], patience.broker, validateOnly],
      signal,
      patience.answer,
    );
    return topics[0];
  });

/** Deletes a topic with all its messages. Rejects with KafkaError when it is not there, or the broker may not. */
export const deleteTopic = (cluster: Cluster, name: string, signal: AbortSignal): Promise<void> =>
  askController(cluster, name, signal, async link => {
    const {responses} = await link.call(cluster.library.deleteTopicsV6.api, [[{name}], patience.broker], signal, patience.answer);
    return responses[0];
  });
