import {afterAll, beforeAll, describe, expect, inject, test, vi} from 'vitest';
import type {TopicItem} from '../../source/model/topic.js';
import {type Kafka, openKafka} from '../../source/services/kafka-client/open.js';
import {kafkaContract} from '../contract/kafka.js';
import {type LabBroker, removeAll, startCluster, startKraftBroker, type Written, whenItAnswers, write} from './kafka-lab.js';
import {describeOnEngine, docker} from './support.js';

/** Skipped where the broker's images could not be made (lab/setup.ts says so, loudly). */
const describeWithKafka = inject('kafkaThere') ? describeOnEngine : describeOnEngine.skip;

const topic = 'orders';
const {signal} = new AbortController();

/** A broker of a quorum hears from its controller what was made, and until then knows no such topic. */
const writeSoon = (broker: LabBroker, to: string, message: Written): Promise<void> =>
  vi.waitFor(() => write(broker, to, [message]), {timeout: 60_000, interval: 200});

/** A topic of three partitions with some messages, a group that has read two of them, and one that has read all. */
const fill = async (broker: LabBroker): Promise<void> => {
  const kafka = await whenItAnswers(broker);
  await kafka.create({name: topic, partitions: 3, replication: 1}, {validateOnly: false}, signal);
  await kafka.create({name: 'quiet', partitions: 1, replication: 1}, {validateOnly: false}, signal);
  kafka.close();
  for (let index = 0; index < 12; index += 1) {
    await writeSoon(broker, topic, {partition: index % 3, key: `k${index}`, value: `{"order":${index}}`});
  }
  await writeSoon(broker, 'quiet', {value: 'hush'});
  const read = (group: string, from: string, count: number) =>
    broker.tool('kafka-console-consumer', '--topic', from, '--group', group, '--from-beginning', '--max-messages', String(count));
  await read('billing', topic, 2);
  await read('night', 'quiet', 1);
};

const subjectOf = (broker: LabBroker) => ({
  open: () => openKafka(broker.route, signal),
  topic,
  arrive: () => write(broker, topic, [{partition: 1, key: 'new', value: '{"order":"new"}'}]),
  behind: 'billing',
  upToDate: 'night',
});

describeWithKafka('a Kafka cluster', () => {
  let broker: LabBroker;
  let kafka: Kafka;
  beforeAll(async () => {
    const [only] = await startCluster(1);
    if (!only) throw new Error('there is no broker');
    broker = only;
    await fill(broker);
    kafka = await openKafka(broker.route, signal);
  });
  afterAll(async () => {
    kafka?.close();
    await removeAll();
  });
  const create = (name: string, partitions = 1) =>
    kafka.create({name, partitions, replication: 1}, {validateOnly: false}, signal);
  const first = async (name: string, count: number): Promise<TopicItem[]> => {
    const found: TopicItem[] = [];
    for await (const items of kafka.tail(name, {from: {at: 'beginning'}}, signal)) {
      found.push(...items);
      if (found.length >= count) break;
    }
    return found;
  };

  describe('with ZooKeeper, that advertises a name nobody knows', () => {
    kafkaContract(async () => ({...subjectOf(broker), close: async () => {}}));
  });

  test('gives keys, values and headers as they are, whatever is in them', async () => {
    await create('odd');
    const key = 'two\nlines \u001b[31mred\u001b]0;title\u0007 ✓';
    await write(broker, 'odd', [
      {key, value: '{"a":\r\n1}', headers: {trace: '\u001b[2J'}},
      {key: Buffer.from([0, 255, 254]), value: Buffer.from([0x00, 0x80, 0x99])},
      {key: '', value: ''},
    ]);
    const text = (value: string) => ({text: value, binary: false, size: Buffer.byteLength(value), cut: false});
    const produce =
      'echo gone | kafka-console-producer --bootstrap-server localhost:9095 --topic odd --request-timeout-ms 30000 --property null.marker=gone';
    await docker('exec', '-e', 'KAFKA_HEAP_OPTS=-Xmx64m', broker.id, 'sh', '-c', produce);
    const [one, binary, empty, tombstone] = await first('odd', 4);
    expect(one).toMatchObject({key: text(key), value: text('{"a":\r\n1}'), headers: [{name: 'trace', value: text('\u001b[2J')}]});
    expect(tombstone).toMatchObject({key: null, value: null});
    expect(binary).toMatchObject({key: {text: '00fffe', binary: true}, value: {text: '008099', binary: true}});
    expect(empty).toMatchObject({key: text(''), value: text('')});
  });

  test('gives the beginning of messages of 10 MB, one after another, and holds no more of them', async () => {
    await create('large');
    const size = 10 << 20;
    for (let index = 0; index < 4; index += 1)
      await write(broker, 'large', [{key: `k${index}`, value: Buffer.alloc(size, 97 + index)}]);
    globalThis.gc?.();
    const before = process.memoryUsage().arrayBuffers;
    const items = await first('large', 4);
    expect(
      items.map(item => item.kind === 'message' && [item.key?.text, item.value?.size, item.value?.cut, item.value?.text.length]),
    ).toEqual(['k0', 'k1', 'k2', 'k3'].map(key => [key, size, true, 64 << 10]));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3 * size + (8 << 20));
  });

  test('gives what was packed by its own producer, and says what it cannot unpack', async () => {
    const canUnpack = process.versions.node.localeCompare('22.15', undefined, {numeric: true}) >= 0;
    for (const codec of ['gzip', 'snappy', 'lz4', 'zstd']) {
      await create(`packed-${codec}`);
      const produce = `echo "packed with ${codec}" | kafka-console-producer --bootstrap-server localhost:9095 --topic packed-${codec} --request-timeout-ms 30000 --compression-codec ${codec}`;
      await docker('exec', '-e', 'KAFKA_HEAP_OPTS=-Xmx64m', broker.id, 'sh', '-c', produce);
      const [item] = await first(`packed-${codec}`, 1);
      const said = item?.kind === 'message' ? item.value?.text : item?.why;
      expect(said).toBe(codec === 'zstd' && !canUnpack ? 'compressed with zstd: not readable here' : `packed with ${codec}`);
    }
  });

  test('ends the reading of a topic that is deleted meanwhile', async () => {
    await create('doomed');
    await write(broker, 'doomed', [{value: 'x'}]);
    const deleting: Promise<void>[] = [];
    const reading = (async () => {
      for await (const _ of kafka.tail('doomed', {from: {at: 'beginning'}}, signal)) {
        if (deleting.length === 0) deleting.push(kafka.delete('doomed', signal));
      }
    })();
    await expect(reading).rejects.toThrow('doomed: there is no such topic');
    await Promise.all(deleting);
    // Auto-create is on: nobody may have made it anew by looking.
    expect(await broker.tool('kafka-topics', '--list')).not.toContain('doomed');
  });

  test('has no group of ours, by its own tool', async () => {
    const groups = await broker.tool('kafka-consumer-groups', '--list');
    expect(groups.split('\n').filter(Boolean).sort()).toEqual(['billing', 'night']);
  });

  test('that is paused costs seconds, not for ever; goes on; and is found again after a restart', async () => {
    await docker('pause', broker.id);
    try {
      await expect(kafka.overview(signal)).rejects.toThrow(/took the connection but gave no answer within 5 s$/);
      await expect(openKafka(broker.route, signal)).rejects.toThrow(/^no broker answers: .*gave no answer within 3 s$/);
      const leaving = new AbortController();
      const asking = kafka.overview(leaving.signal);
      setImmediate(() => leaving.abort(new Error('left')));
      await expect(asking).rejects.toThrow('left');
    } finally {
      await docker('unpause', broker.id);
    }
    // On a busy machine it may take more than one question until all of it runs again.
    const brokers = async () => (await kafka.overview(signal).catch(() => null))?.brokers.length;
    await expect.poll(brokers, {timeout: 60_000, interval: 200}).toBe(1);

    let begun = false;
    const onceBegun = (): void => {
      begun = true;
    };
    const reading = (async () => {
      for await (const _ of kafka.tail(topic, {from: {at: 'now'}, begun: onceBegun}, signal));
    })();
    const broke = expect(reading).rejects.toThrow(/connection broken$/);
    await expect.poll(() => begun, {timeout: 30_000}).toBe(true);
    // One that is killed keeps its place in ZooKeeper for a while, and cannot start again meanwhile.
    await docker('stop', '-t', '60', broker.id);
    await broke;
    await expect(kafka.overview(signal)).rejects.toThrow(/^no broker answers: .*: (refused|not reachable|no answer)$/);
    await docker('start', broker.id);
    // A broker that starts refuses, then knows its topics but not yet who leads them, then all is there: never anything but a KafkaError.
    await expect
      .poll(
        async () => {
          const overview = await kafka.overview(signal).catch((error: Error) => error.name);
          return typeof overview === 'string'
            ? overview
            : (overview.topics.find(({name}) => name === topic)?.messages ?? 0) >= 12;
        },
        {timeout: 120_000, interval: 200},
      )
      .toBe(true);
  });
});

describeWithKafka('a Kafka broker without ZooKeeper', () => {
  let broker: LabBroker;
  beforeAll(async () => {
    await removeAll();
    broker = await startKraftBroker();
    await fill(broker);
  });
  afterAll(removeAll);
  kafkaContract(async () => ({...subjectOf(broker), close: async () => {}}));
});

describeWithKafka('a Kafka cluster of two brokers', () => {
  let brokers: LabBroker[];
  let kafka: Kafka;
  beforeAll(async () => {
    brokers = await startCluster(2);
    const [one] = brokers;
    if (!one) throw new Error('there is no broker');
    kafka = await whenItAnswers(one);
    await vi.waitFor(async () => expect((await kafka.overview(signal)).brokers).toHaveLength(2), {
      timeout: 60_000,
      interval: 200,
    });
    await kafka.create({name: 'shared', partitions: 4, replication: 2}, {validateOnly: false}, signal);
  });
  afterAll(async () => {
    kafka?.close();
    await removeAll();
  });

  /** Every partition is written to by its leader. */
  const writeAll = async (value: string): Promise<void> => {
    const {partitions} = await kafka.describe('shared', signal);
    for (const {id, leader} of partitions) {
      const broker = brokers[(leader ?? 0) - 1];
      // A leader may not know yet that it is one.
      if (broker) await vi.waitFor(() => write(broker, 'shared', [{partition: id, value}]), {timeout: 60_000, interval: 200});
    }
  };

  test('is asked broker by broker, and read on when one of them goes', async () => {
    await vi.waitFor(
      async () => {
        const {partitions, underReplicated} = await kafka.describe('shared', signal);
        expect(new Set(partitions.map(({leader}) => leader))).toEqual(new Set([1, 2]));
        expect(underReplicated).toBe(0);
      },
      {timeout: 60_000, interval: 200},
    );
    await writeAll('before');
    await vi.waitFor(
      async () => {
        const {topics, troubles, groups} = await kafka.overview(signal);
        expect(topics.find(({name}) => name === 'shared')).toMatchObject({messages: 4, replication: 2});
        expect([troubles, groups]).toEqual([[], []]);
      },
      {timeout: 60_000, interval: 200},
    );

    const leaving = new AbortController();
    const seen: string[] = [];
    const reading = (async () => {
      for await (const items of kafka.tail('shared', {from: {at: 'beginning'}}, leaving.signal)) {
        seen.push(...items.map(item => `${item.partition} ${item.kind === 'message' ? item.value?.text : item.why}`));
      }
    })();
    const left = expect(reading).rejects.toThrow('left');
    const all = (value: string) => [0, 1, 2, 3].map(partition => `${partition} ${value}`);
    await vi.waitFor(() => expect([...seen].sort()).toEqual(all('before')), {timeout: 60_000});

    await docker('stop', '-t', '60', brokers[1]?.id ?? '');
    await vi.waitFor(
      async () => expect(await kafka.describe('shared', signal)).toMatchObject({underReplicated: 4, offline: 0, messages: 4}),
      {timeout: 60_000, interval: 200},
    );
    await writeAll('after');
    await vi.waitFor(() => expect([...seen].sort()).toEqual([...all('before'), ...all('after')].sort()), {timeout: 60_000});
    leaving.abort(new Error('left'));
    await left;
  });
});
