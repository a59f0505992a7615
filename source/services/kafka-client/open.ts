import {onAbort} from '../../engine/abort.js';
import type {KafkaOverview, NewTopic, TopicDetail, TopicItem} from '../../model/topic.js';
import {createTopic, deleteTopic} from './change.js';
import {Cluster} from './cluster.js';
import {KafkaError} from './errors.js';
import {readOverview} from './overview.js';
import type {BrokerRoute} from './route.js';
import {type TailOptions, tail} from './tail.js';
import {describeTopic} from './topics.js';

/**
 * A Kafka cluster over TCP. Every question has a time limit of some seconds and rejects with KafkaError in one line; an aborted signal ends
 * it with the signal's reason. Connections are opened again by the next question when they were lost.
 */
export interface Kafka {
  /** Brokers, topics with their offsets, groups with their lag: one look of some 10 ms. */
  overview(signal: AbortSignal): Promise<KafkaOverview>;
  /** One topic with its settings. */
  describe(topic: string, signal: AbortSignal): Promise<TopicDetail>;
  /** Messages as they come; leave the loop or abort the signal to end it. Fetches the next when the last was taken. */
  tail(topic: string, options: TailOptions, signal: AbortSignal): AsyncGenerator<readonly TopicItem[], void, void>;
  /** Makes a topic; with `validateOnly` only asks the broker whether it would. */
  create(topic: NewTopic, options: {readonly validateOnly: boolean}, signal: AbortSignal): Promise<void>;
  delete(topic: string, signal: AbortSignal): Promise<void>;
  /** Ends every connection at once. */
  close(): void;
}

/**
 * Connects to a cluster by the first address that answers. Loads the client library, the first time. Rejects with KafkaError, or with the
 * signal's reason; `signal` also closes it later. The caller closes.
 */
export async function openKafka(route: BrokerRoute, signal: AbortSignal): Promise<Kafka> {
  signal.throwIfAborted();
  if (route.problem !== null) throw new KafkaError(route.problem);
  const library = await import('./library.js');
  const cluster = new Cluster(library, route);
  const release = onAbort(signal, () => cluster.close());
  const close = () => {
    release();
    cluster.close();
  };
  try {
    await cluster.first(signal);
  } catch (error) {
    close();
    throw error;
  }
  return {
    overview: each => readOverview(cluster, each),
    describe: (topic, each) => describeTopic(cluster, topic, each),
    tail: (topic, options, each) => tail(cluster, topic, options, each),
    create: (topic, {validateOnly}, each) => createTopic(cluster, topic, validateOnly, each),
    delete: (topic, each) => deleteTopic(cluster, topic, each),
    close,
  };
}
