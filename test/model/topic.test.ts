import {describe, expect, test} from 'vitest';
import {type Group, problemOfNewTopic, worstLagByTopic} from '../../source/model/topic.js';

describe('a new topic', () => {
  const problem = (name: string, partitions = 3, replication = 1, brokers = 1) =>
    problemOfNewTopic({name, partitions, replication}, ['orders', 'system.events'], brokers);
  test.each([
    ['', 'a topic needs a name'],
    ['.', '"." cannot be a topic\'s name'],
    ['..', '".." cannot be a topic\'s name'],
    ['two words', 'a topic\'s name has only letters, digits, ".", "_" and "-", not " "'],
    ['bell\u0007', 'a topic\'s name has only letters, digits, ".", "_" and "-", not "\\u0007"'],
    ['größe', 'a topic\'s name has only letters, digits, ".", "_" and "-", not "ö"'],
    ['x'.repeat(250), "a topic's name has 249 characters at most, this one 250"],
    ['orders', 'orders is there already'],
    ['system_events', '"." and "_" count as the same: system.events is there already'],
    ['fine-name_1.0', null],
    ['x'.repeat(249), null],
  ])('called %j', (name, said) => {
    expect(problem(name)).toBe(said);
  });
  test.each([
    [0, 1, 1, 'partitions: from 1 to 1000'],
    [1.5, 1, 1, 'partitions: from 1 to 1000'],
    [1001, 1, 1, 'partitions: from 1 to 1000'],
    [Number.NaN, 1, 1, 'partitions: from 1 to 1000'],
    [1, 0, 1, 'replication: 1 or more'],
    [1, 2, 1, 'replication 2 needs as many brokers: there is one'],
    [1, 4, 3, 'replication 4 needs as many brokers: there are 3'],
    [1000, 3, 3, null],
  ])('with %s partitions and %s copies on %s brokers', (partitions, replication, brokers, said) => {
    expect(problem('new', partitions, replication, brokers)).toBe(said);
  });
});

test('the lag of a topic is that of the group furthest behind', () => {
  const group = (name: string, ...topics: readonly [string, number | null][]): Group => ({
    name,
    state: 'stable',
    members: 1,
    lag: null,
    topics: topics.map(([topic, lag]) => ({name: topic, lag, partitions: []})),
  });
  const worst = worstLagByTopic([group('a', ['x', 3], ['y', 0]), group('b', ['x', 40], ['z', null])]);
  expect([...worst]).toEqual([
    ['x', 40],
    ['y', 0],
  ]);
});
