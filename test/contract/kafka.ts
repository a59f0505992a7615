import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Topic, TopicItem} from '../../source/model/topic.js';
import type {Kafka} from '../../source/services/kafka-client/open.js';

/** A Kafka cluster that the contract is held against: one broker, auto-create on. */
export interface KafkaSubject {
  open(): Promise<Kafka>;
  /** A topic with messages in several partitions. */
  readonly topic: string;
  /** Makes a message arrive in it soon. */
  arrive(): Promise<void>;
  /** A group that is behind in that topic, and one that is not. */
  readonly behind: string;
  readonly upToDate: string;
  close(): Promise<void>;
}

/** What a client finds in a Kafka cluster, the same in the embedded engine's as in a real one. */
export const kafkaContract = (start: () => Promise<KafkaSubject>): void => {
  let subject: KafkaSubject;
  let kafka: Kafka;
  const controller = new AbortController();
  const {signal} = controller;
  beforeAll(async () => {
    subject = await start();
    kafka = await subject.open();
  });
  afterAll(async () => {
    controller.abort();
    kafka?.close();
    await subject?.close();
  });

  const topicNames = async (): Promise<string[]> => (await kafka.overview(signal)).topics.map(({name}) => name);
  const topicNow = async (): Promise<Topic> => {
    const found = (await kafka.overview(signal)).topics.find(({name}) => name === subject.topic);
    if (!found) throw new Error(`there is no topic ${subject.topic}`);
    return found;
  };
  /** The first `count` items that a tail gives. */
  const first = async (count: number, from: Parameters<Kafka['tail']>[1]['from']): Promise<TopicItem[]> => {
    const found: TopicItem[] = [];
    for await (const items of kafka.tail(subject.topic, {from}, signal)) {
      expect(items.length).toBeGreaterThan(0);
      found.push(...items);
      if (found.length >= count) break;
    }
    return found;
  };

  describe('an overview', () => {
    test('has the brokers and the topics by name, with Kafka’s own marked', async () => {
      const {brokers, topics, troubles} = await kafka.overview(signal);
      expect(brokers).toHaveLength(1);
      expect(troubles).toEqual([]);
      const names = topics.map(({name}) => name);
      expect(names).toEqual([...names].sort());
      expect(topics.filter(({internal}) => internal).map(({name}) => name)).toContain('__consumer_offsets');
      expect(topics.find(({name}) => name === subject.topic)).toMatchObject({
        internal: false,
        underReplicated: 0,
        offline: 0,
        replication: 1,
      });
    });

    test('has every partition with its leader and offsets, and their sum as messages', async () => {
      const {partitions, messages} = await topicNow();
      expect(partitions.length).toBeGreaterThan(1);
      expect(partitions.map(({id}) => id)).toEqual(partitions.map((_, index) => index));
      for (const {leader, replicas, inSync, begin, end} of partitions) {
        expect([replicas, inSync]).toEqual([[leader], [leader]]);
        expect(end ?? -1).toBeGreaterThanOrEqual(begin ?? Number.NaN);
      }
      expect(messages).toBe(partitions.reduce((sum, {begin, end}) => sum + (end ?? 0) - (begin ?? 0), 0));
      expect(messages).toBeGreaterThan(0);
    });

    test('has the groups with state, members and lag', async () => {
      const {groups} = await kafka.overview(signal);
      const behind = groups?.find(({name}) => name === subject.behind);
      expect(behind?.lag).toBeGreaterThan(0);
      expect(['stable', 'empty']).toContain(behind?.state);
      const topic = behind?.topics.find(({name}) => name === subject.topic);
      expect(topic?.lag).toBe(behind?.lag);
      expect(topic?.partitions.reduce((sum, {lag}) => sum + (lag ?? 0), 0)).toBe(topic?.lag);
      for (const {committed, end, lag} of topic?.partitions ?? []) expect(lag).toBe((end ?? 0) - committed);
      expect(groups?.map(({name}) => name)).toEqual(groups?.map(({name}) => name).sort());
    });
  });

  test('a group that keeps up has no lag', async () => {
    const lag = async () => (await kafka.overview(signal)).groups?.find(({name}) => name === subject.upToDate)?.lag;
    await expect.poll(lag).toBe(0); // a message may come between the two questions
  });

  describe('a description', () => {
    test('has the settings of the topic', async () => {
      const {settings, name, partitions} = await kafka.describe(subject.topic, signal);
      expect([name, partitions.length]).toEqual([subject.topic, (await topicNow()).partitions.length]);
      expect(settings).toContainEqual({name: 'cleanup.policy', value: 'delete', own: false});
      expect(settings.map(setting => setting.name)).toContain('retention.ms');
    });

    test('of a topic that is not there says so', async () => {
      await expect(kafka.describe('not-there', signal)).rejects.toThrow('not-there: there is no such topic');
    });
  });

  describe('messages', () => {
    test('from the beginning are all of them, each partition in its order', async () => {
      const {partitions} = await topicNow();
      const wanted = Math.min(
        200,
        partitions.reduce((sum, {begin, end}) => sum + (end ?? 0) - (begin ?? 0), 0),
      );
      const items = await first(wanted, {at: 'beginning'});
      for (const {id, begin} of partitions) {
        const offsets = items.filter(({partition}) => partition === id).map(({offset}) => offset);
        expect(offsets).toEqual(offsets.map((_, index) => (begin ?? 0) + index));
      }
      for (const item of items) {
        expect(item).toMatchObject({kind: 'message', value: {binary: false, cut: false}});
        expect(item.kind === 'message' && item.timestamp).toBeGreaterThan(1_600_000_000_000);
      }
    });

    test('that were last are by time, and as many as asked for', async () => {
      const {partitions} = await topicNow();
      const items = await first(5, {at: 'last', count: 5});
      expect(items.length).toBeGreaterThanOrEqual(5);
      const times = items.slice(0, 5).map(item => (item.kind === 'message' ? item.timestamp : null));
      expect(times).toEqual([...times].sort((a, b) => (a ?? 0) - (b ?? 0)));
      for (const {partition, offset} of items.slice(0, 5))
        expect(offset).toBeGreaterThanOrEqual((partitions[partition]?.end ?? 0) - 5);
    });

    test('from now on are those that come', async () => {
      const before = await topicNow();
      let items: readonly TopicItem[] = [];
      // Where "now" is is found out by asking: what comes before that is not shown.
      let arrived: Promise<void> | null = null;
      const begun = (): void => {
        arrived = subject.arrive();
      };
      for await (items of kafka.tail(subject.topic, {from: {at: 'now'}, begun}, signal)) break;
      await arrived;
      expect(items.length).toBeGreaterThan(0);
      for (const {partition, offset} of items) expect(offset).toBeGreaterThanOrEqual(before.partitions[partition]?.end ?? 0);
    });

    test('go on at the offsets where they were left, whatever was asked for at first', async () => {
      const {partitions} = await topicNow();
      const held = partitions.filter(({begin, end}) => begin !== null && end !== null && begin < end);
      const resume = new Map(partitions.map(({id, end}) => [id, Math.max(0, (end ?? 0) - 1)]));
      const seen = new Map<number, number>();
      let began = 0;
      const begun = (): void => {
        began += 1;
      };
      const options = {from: {at: 'beginning'} as const, resume, begun};
      for await (const items of kafka.tail(subject.topic, options, signal)) {
        expect(began).toBe(1);
        for (const {partition, offset} of items) if (!seen.has(partition)) seen.set(partition, offset);
        if (seen.size >= held.length) break;
      }
      for (const {id, end} of held) expect([id, seen.get(id)]).toEqual([id, (end ?? 0) - 1]);
    });
    test('are not waited for when one goes away', async () => {
      const leaving = new AbortController();
      // In the next turn of the loop: by then the broker was asked, and is waited for.
      const begun = (): void => void setImmediate(() => leaving.abort(new Error('left')));
      const reading = (async () => {
        for await (const _ of kafka.tail(subject.topic, {from: {at: 'now'}, begun}, leaving.signal));
      })();
      await expect(reading).rejects.toThrow('left');
      expect((await topicNow()).name).toBe(subject.topic); // the others’ connection is still there
    });

    test('leave no group behind', async () => {
      const groups = async () => (await kafka.overview(signal)).groups?.map(({name}) => name);
      const before = await groups();
      await first(3, {at: 'last', count: 3});
      expect(await groups()).toEqual(before);
    });

    test('of a topic that is not there are none, and it is not made', async () => {
      const reading = async () => {
        for await (const _ of kafka.tail('not-there', {from: {at: 'beginning'}}, signal));
      };
      await expect(reading()).rejects.toThrow('not-there: there is no such topic');
      expect(await topicNames()).not.toContain('not-there');
    });
  });

  describe('a topic', () => {
    const made = {name: 'stacktop-contract', partitions: 2, replication: 1};
    test('is checked, made, there, and deleted', async () => {
      await kafka.create(made, {validateOnly: true}, signal);
      expect(await topicNames()).not.toContain(made.name);
      await kafka.create(made, {validateOnly: false}, signal);
      await expect.poll(topicNames).toContain(made.name);
      expect((await kafka.describe(made.name, signal)).partitions).toHaveLength(2);
      await expect(kafka.create(made, {validateOnly: false}, signal)).rejects.toThrow(/^stacktop-contract: .*already exists/);
      await kafka.delete(made.name, signal);
      await expect.poll(topicNames).not.toContain(made.name);
    });

    test('that is not there cannot be deleted', async () => {
      await expect(kafka.delete('not-there', signal)).rejects.toThrow('not-there: there is no such topic');
    });

    test.each([
      [{...made, name: 'two words'}, /two words: .*(invalid|illegal)/],
      [{...made, replication: 3}, /replicat.*3/i],
      [{...made, partitions: 0}, /partitions/i],
    ])('like %j is refused in the broker’s own words', async (topic, words) => {
      await expect(kafka.create(topic, {validateOnly: true}, signal)).rejects.toThrow(words);
    });
  });

  test('closed, it answers no more', async () => {
    const other = await subject.open();
    other.close();
    await expect(other.overview(signal)).rejects.toThrow('closed');
  });
};
