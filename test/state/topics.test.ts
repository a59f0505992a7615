import {describe, expect, test} from 'vitest';
import type {KafkaOverview} from '../../source/model/topic.js';
import type {State} from '../../source/state/state.js';
import {groupRowsIn, missingIn, topicRowsIn} from '../../source/state/topic-rows.js';
import {answered, endTopics, failed, inTopics, isStale, type TopicsView, withTopics} from '../../source/state/topics.js';
import {group, overview, partition, readTopic, topic} from '../model/kafka-sample.js';
import {now} from '../model/sample.js';
import {topicState} from '../ui/support/topic-scene.js';

const viewOf = ({topics}: State): TopicsView => {
  if (!topics) throw new Error('no topics are open');
  return topics;
};
const at = (end: number | null, begin = 0): KafkaOverview => overview([topic('orders', [partition(0, {begin, end})])]);
const rateAfter = (before: KafkaOverview, after: KafkaOverview, ms: number): number | undefined =>
  answered(answered(viewOf(topicState()), before, now), after, now + ms).rates.get('orders');

describe('messages a second', () => {
  test('come from two answers', () => {
    expect(rateAfter(at(100), at(150), 2000)).toBe(25);
    expect(rateAfter(at(100), at(100), 2000)).toBe(0);
  });
  test('do not count what was deleted at the other end', () => {
    expect(rateAfter(at(100, 0), at(102, 90), 2000)).toBe(1);
  });
  test('are not known of a topic that was made again, or whose ends are not known', () => {
    expect(rateAfter(at(100), at(3), 2000)).toBeUndefined();
    expect(rateAfter(at(null), at(3), 2000)).toBeUndefined();
    expect(rateAfter(at(3), at(null), 2000)).toBeUndefined();
  });
  test('are not made of two answers that came at nearly the same time', () => {
    expect(rateAfter(at(100), at(150), 10)).toBeUndefined();
  });
});

describe('the rows of topics', () => {
  const known = overview(
    [topic('orders'), topic('Payments'), topic('__consumer_offsets')],
    [group('slow', [readTopic('orders', 90)]), group('fast', [readTopic('orders', 1), readTopic('Payments', 0)])],
  );
  const names = (state: State): string[] => topicRowsIn(state).map(({key, topic: there}) => (there ? key : `${key}?`));

  test("are by name, without Kafka's own", () => {
    const state = topicState({overview: known});
    expect(names(state)).toEqual(['Payments', 'orders']);
    expect(names(withTopics(state, {internal: true}))).toEqual(['Payments', '__consumer_offsets', 'orders']);
  });
  test('have those that are missing among them, each once', () => {
    const state = topicState({overview: known, expected: ['orders', 'audit', 'zoo', 'audit']});
    expect(names(state)).toEqual(['Payments', 'audit?', 'orders', 'zoo?']);
    expect(missingIn(state)).toEqual(['audit', 'zoo']);
  });
  test('miss none before the broker has answered', () => {
    const state = topicState({expected: ['audit']});
    expect([names(state), missingIn(state)]).toEqual([[], []]);
  });
  test('are those whose names have what was typed', () => {
    expect(names(withTopics(topicState({overview: known, expected: ['repay']}), {filter: 'PAY'}))).toEqual([
      'Payments',
      'repay?',
    ]);
  });
  test('tell the group that is furthest behind', () => {
    const lags = topicRowsIn(topicState({overview: known})).map(({key, lag}) => [key, lag]);
    expect(lags).toEqual([
      ['Payments', {group: 'fast', lag: 0}],
      ['orders', {group: 'slow', lag: 90}],
    ]);
  });
  test('are made once only while nothing about them changes', () => {
    const state = topicState({overview: known});
    expect(topicRowsIn({...state, now: now + 1000})).toBe(topicRowsIn(state));
    expect(topicRowsIn(withTopics(state, {filter: 'x'}))).not.toBe(topicRowsIn(state));
  });
});

describe('the rows of groups', () => {
  const known = overview([], [group('a', [readTopic('orders', 3), readTopic('pay', 0)]), group('b')]);
  test('are one for each topic of a group, and one for a group that has read nothing', () => {
    const rows = groupRowsIn(topicState({overview: known}));
    expect(rows.map(row => (row.kind === 'topic' ? [row.group.name, row.topic?.name ?? null, row.first] : row.kind))).toEqual([
      ['a', 'orders', true],
      ['a', 'pay', false],
      ['b', null, true],
    ]);
  });
  test('show partitions below what is unfolded', () => {
    const state = topicState({overview: known});
    const [first] = groupRowsIn(state);
    const rows = groupRowsIn(withTopics(state, {unfolded: new Set([first?.key ?? ''])}));
    expect(rows.map(({kind}) => kind)).toEqual(['topic', 'partition', 'topic', 'topic']);
    expect(new Set(rows.map(({key}) => key)).size).toBe(rows.length);
  });
  test('are none where the broker does not tell them', () => {
    expect(groupRowsIn(topicState({overview: overview([topic('orders')], null)}))).toEqual([]);
  });
});

describe('a broker that does not answer', () => {
  test('keeps its figures, which are old from then on, and since when is kept', () => {
    const view = answered(viewOf(topicState()), at(1), now);
    const first = failed(view, 'refused', '', now + 1000, now + 3000);
    const second = failed(first, 'no answer', '', now + 3000, now + 5000);
    expect(second.overview).toBe(view.overview);
    expect(second.broker).toMatchObject({kind: 'failed', since: now + 1000, message: 'no answer', retryAt: now + 5000});
    expect([isStale(view, now + 1000), isStale(second, now + 1000)]).toEqual([false, true]);
    expect(answered(second, at(2), now + 6000).broker).toEqual({kind: 'answers'});
  });
  test('has old figures too when nothing was heard of it for three turns', () => {
    const view = answered(viewOf(topicState()), at(1), now);
    expect([isStale(view, now + 5900), isStale(view, now + 6100)]).toEqual([false, true]);
  });
});

test('what comes late for a view that was closed is dropped', () => {
  const state = topicState();
  expect(inTopics(state, 99, view => ({...view, filter: 'x'}))).toBe(state);
  expect(endTopics(state, 99)).toBe(state);
  expect(endTopics(state, 1).topics).toBeNull();
});
