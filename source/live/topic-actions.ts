import {parseNewTopic} from '../model/new-topic.js';
import {type NewTopic, problemOfNewTopic} from '../model/topic.js';
import {KafkaError} from '../services/kafka-client/errors.js';
import type {TopicActions, TopicGoal} from '../state/topics.js';
import {notify} from '../state/view-updates.js';
import {childOf, type Desk} from './desk.js';
import {TopicSession} from './topic-session.js';

const sizeOf = ({partitions, replication}: NewTopic): string =>
  `${partitions} ${partitions === 1 ? 'partition' : 'partitions'}, replication ${replication}`;

/** The topics of a broker: asks for them while their screens are open, into `state.topics`. */
export const createTopicActions = (desk: Desk): TopicActions => {
  let open: {readonly session: TopicSession; readonly controller: AbortController} | null = null;
  const say = (text: string, kind: 'info' | 'warn' | 'bad', forMs?: number): void =>
    desk.store.update(state => notify(state, text, kind, forMs));
  const close = (): void => {
    open?.controller.abort();
    open = null;
  };

  const change = async (session: TopicSession, what: string, work: Parameters<TopicSession['do']>[1]): Promise<void> => {
    const {done, text} = await session.do(what, work);
    if (done) say(text, 'info', 6000);
    else say(text, 'bad', 10_000);
  };

  const create = async (session: TopicSession, topic: NewTopic): Promise<void> => {
    await change(session, `creating ${topic.name}`, async (kafka, signal) => {
      await kafka.create(topic, {validateOnly: false}, signal);
      session.choose(topic.name);
      return `created ${topic.name}: ${sizeOf(topic)}`;
    });
  };

  const createMissing = async (session: TopicSession, names: readonly string[]): Promise<void> => {
    await change(session, `creating ${names.join(', ')}`, async (kafka, signal) => {
      let made = 0;
      for (const name of names) {
        try {
          await kafka.create({name, partitions: 1, replication: 1}, {validateOnly: false}, signal);
        } catch (error) {
          if (!(error instanceof KafkaError) || made === 0) throw error;
          throw new KafkaError(`created ${made} of ${names.length}: ${error.message}`, error.hint);
        }
        made += 1;
      }
      return `created ${names.join(', ')}`;
    });
  };

  const work = async (session: TopicSession, goal: Exclude<TopicGoal, {kind: 'read'}>, typed: string): Promise<void> => {
    const {readOnly, topics} = desk.store.get();
    if (readOnly) return say('read-only mode: nothing is changed', 'warn');
    if (goal.kind === 'delete')
      return change(session, `deleting ${goal.topic}`, async (kafka, signal) => {
        await kafka.delete(goal.topic, signal);
        return `deleted ${goal.topic}`;
      });
    if (goal.kind === 'create-missing') return createMissing(session, goal.topics);
    const topic = parseNewTopic(typed);
    const known = topics?.overview?.topics.map(({name}) => name) ?? [];
    const problem = 'problem' in topic ? topic.problem : problemOfNewTopic(topic, known, topics?.overview?.brokers.length ?? 1);
    if (problem !== null || 'problem' in topic) return say(problem ?? '', 'bad');
    return create(session, topic);
  };

  return {
    open(key) {
      close();
      const controller = childOf(desk.signal);
      const session = new TopicSession(desk, key, controller.signal);
      open = {session, controller};
      desk.start(session.run());
    },
    close,
    reach(goal, typed) {
      if (!open || desk.store.get().topics?.key !== goal.key) return;
      if (goal.kind === 'read') open.session.read(goal.topic, goal.from);
      else desk.start(work(open.session, goal, typed));
    },
    refresh: () => open?.session.refresh(),
    stopReading: () => open?.session.stopReading(),
  };
};
