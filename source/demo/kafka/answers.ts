import {batchOf} from './batch.js';
import type {DemoCluster} from './cluster.js';
import {type Decoder, Encoder} from './wire.js';

/** What an answer needs to know. */
export interface Asked {
  readonly cluster: DemoCluster;
  /** Name that the broker advertises, and the port that was connected to. */
  readonly host: string;
  readonly port: number;
  /** Aborted when the client is gone. */
  readonly gone: AbortSignal;
}

/** One question of the protocol, in the one version that is spoken here. */
export interface Api {
  readonly key: number;
  readonly version: number;
  /** Of the newer form: strings and lists are compact, and there are tags, also in the headers. */
  readonly compact: boolean;
  answer(request: Decoder, asked: Asked): Encoder | Promise<Encoder>;
}

const brokerId = 1;
/** What one may do with it: was not asked. */
export const noOperations = -0x8000_0000;
const [outOfRange, unknownTopic] = [1, 3];
/** Of one partition in one reply. */
const mostMessages = 500;
/** Bytes that a message takes, about. */
const usualBytes = 160;

const partitionsOf = (count: number): number[] => Array.from({length: count}, (_, partition) => partition);

const metadata: Api = {
  key: 3,
  version: 9,
  compact: true,
  answer: (request, {cluster, host, port}) => {
    const wanted = request.compactArray(() => {
      const name = request.compactString();
      request.tags();
      return name;
    });
    const reply = new Encoder().int32(0);
    reply.compactArray([brokerId], id => reply.int32(id).compactString(host).int32(port).compactString(null));
    reply.compactString('stacktop-demo').int32(brokerId);
    reply.compactArray(wanted ?? cluster.topics().map(({name}) => name), name => {
      const topic = cluster.topic(name);
      reply
        .int16(topic === null ? unknownTopic : 0)
        .compactString(name)
        .boolean(topic?.internal ?? false);
      reply.compactArray(partitionsOf(topic?.partitions ?? 0), partition => {
        reply.int16(0).int32(partition).int32(brokerId).int32(0);
        for (const ids of [[brokerId], [brokerId], []]) reply.compactArray(ids, id => reply.int32(id), false);
      });
      reply.int32(noOperations);
    });
    return reply.int32(noOperations).tags();
  },
};

const listOffsets: Api = {
  key: 2,
  version: 5,
  compact: false,
  answer: (request, {cluster}) => {
    request.skip(5); // replica, isolation
    const topics = request.array(() => {
      const name = request.string();
      const partitions = request.array(() => {
        const partition = request.int32();
        request.skip(4); // leader epoch
        return {partition, oldest: request.int64() === -2};
      });
      return {name, partitions};
    });
    const reply = new Encoder().int32(0);
    return reply.array(topics, ({name, partitions}) => {
      const topic = cluster.topic(name);
      reply.string(name).array(partitions, ({partition, oldest}) => {
        const isThere = topic !== null && partition >= 0 && partition < topic.partitions;
        const offset = isThere ? (oldest ? cluster.begin(topic, partition) : cluster.end(topic, partition)) : -1;
        reply
          .int32(partition)
          .int16(isThere ? 0 : unknownTopic)
          .int64(-1)
          .int64(offset)
          .int32(0);
      });
    });
  },
};

const fetch: Api = {
  key: 1,
  version: 12,
  compact: true,
  answer: async (request, {cluster, gone}) => {
    request.skip(4);
    const patience = request.int32();
    request.skip(4 + 4 + 1 + 4 + 4); // bytes at least and most, isolation, session and its epoch
    const topics =
      request.compactArray(() => {
        const name = request.compactString();
        const partitions = request.compactArray(() => {
          const partition = request.int32();
          request.skip(4);
          const offset = request.int64();
          request.skip(4 + 8);
          const bytes = request.int32();
          request.tags();
          return {partition, offset, bytes};
        });
        request.tags();
        return {name, partitions: partitions ?? []};
      }) ?? [];

    // Nothing new: the answer is held until the next message is due.
    const dues = topics.flatMap(({name, partitions}) => {
      const topic = cluster.topic(name);
      if (topic === null) return [0];
      return partitions.map(({partition, offset}) =>
        offset === cluster.end(topic, partition) ? cluster.timeOf(topic, partition, offset) - cluster.world.now() : 0,
      );
    });
    const wait = Math.min(patience, ...dues);
    if (wait > 0) await cluster.world.wait(wait, AbortSignal.any([gone, cluster.writing]));

    const reply = new Encoder().int32(0).int16(0).int32(0);
    reply.compactArray(topics, ({name, partitions}) => {
      const topic = cluster.topic(name);
      reply.compactString(name).compactArray(partitions, ({partition, offset, bytes}) => {
        const isThere = topic !== null && partition >= 0 && partition < topic.partitions;
        const [begin, end] = isThere ? [cluster.begin(topic, partition), cluster.end(topic, partition)] : [-1, -1];
        const isInside = offset >= begin && offset <= end;
        const count = isThere && isInside ? Math.min(end - offset, mostMessages, Math.max(1, Math.floor(bytes / usualBytes))) : 0;
        const messages = partitionsOf(count).map(index =>
          topic === null ? null : cluster.message(topic, partition, offset + index),
        );
        reply
          .int32(partition)
          .int16(isThere ? (isInside ? 0 : outOfRange) : unknownTopic)
          .int64(end)
          .int64(end)
          .int64(begin);
        reply
          .unsignedVarint(0)
          .int32(-1)
          .compactBytes(batchOf(messages.filter(message => message !== null)));
      });
    });
    return reply.tags();
  },
};

const createTopics: Api = {
  key: 19,
  version: 7,
  compact: true,
  answer: (request, {cluster}) => {
    const topics =
      request.compactArray(() => {
        const topic = {name: request.compactString(), partitions: request.int32(), replication: request.int16()};
        request.compactArray(() => {
          request.int32();
          request.compactArray(() => request.int32());
          request.tags();
        });
        request.compactArray(() => {
          request.compactString();
          request.compactString();
          request.tags();
        });
        request.tags();
        return topic;
      }) ?? [];
    request.int32(); // patience
    const validateOnly = request.boolean();
    const reply = new Encoder().int32(0);
    reply.compactArray(topics, ({name, partitions, replication}) => {
      const refusal = cluster.create(name, partitions, replication, validateOnly);
      reply
        .compactString(name)
        .raw(Buffer.alloc(16))
        .int16(refusal?.code ?? 0)
        .compactString(refusal?.message ?? null);
      reply
        .int32(partitions)
        .int16(replication)
        .compactArray([], () => {});
    });
    return reply.tags();
  },
};

const deleteTopics: Api = {
  key: 20,
  version: 6,
  compact: true,
  answer: (request, {cluster}) => {
    const names =
      request.compactArray(() => {
        const name = request.compactString();
        request.skip(16);
        request.tags();
        return name;
      }) ?? [];
    const reply = new Encoder().int32(0);
    reply.compactArray(names, name => {
      reply
        .compactString(name)
        .raw(Buffer.alloc(16))
        .int16(cluster.delete(name) ? 0 : unknownTopic)
        .compactString(null);
    });
    return reply.tags();
  },
};

/** A broker's defaults, a few of them. */
const settings: readonly (readonly [name: string, value: string, type: number])[] = [
  ['cleanup.policy', 'delete', 7],
  ['compression.type', 'producer', 2],
  ['max.message.bytes', '1048588', 3],
  ['min.insync.replicas', '1', 3],
  ['retention.bytes', '-1', 5],
  ['retention.ms', '604800000', 5],
  ['segment.bytes', '1073741824', 3],
];
const inheritedFromDefaults = 5;

const describeConfigs: Api = {
  key: 32,
  version: 4,
  compact: true,
  answer: (request, {cluster}) => {
    const resources =
      request.compactArray(() => {
        const resource = {type: request.int8(), name: request.compactString()};
        request.compactArray(() => request.compactString());
        request.tags();
        return resource;
      }) ?? [];
    const reply = new Encoder().int32(0);
    reply.compactArray(resources, ({type, name}) => {
      const isThere = cluster.topic(name) !== null;
      reply
        .int16(isThere ? 0 : unknownTopic)
        .compactString(null)
        .int8(type)
        .compactString(name);
      reply.compactArray(isThere ? settings : [], ([setting, value, kind]) => {
        reply.compactString(setting).compactString(value).boolean(false).int8(inheritedFromDefaults).boolean(false);
        reply
          .compactArray([], () => {})
          .int8(kind)
          .compactString(null);
      });
    });
    return reply.tags();
  },
};

export const topicApis: readonly Api[] = [metadata, listOffsets, fetch, createTopics, deleteTopics, describeConfigs];
