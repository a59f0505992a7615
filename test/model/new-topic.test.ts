import {expect, test} from 'vitest';
import {parseNewTopic, problemOfTyped} from '../../source/model/new-topic.js';

test.each([
  ['orders', {name: 'orders', partitions: 1, replication: 1}],
  ['  orders  3 ', {name: 'orders', partitions: 3, replication: 1}],
  ['orders 3 2', {name: 'orders', partitions: 3, replication: 2}],
])('"%s" is a topic', (typed, expected) => {
  expect(parseNewTopic(typed)).toEqual(expected);
});

test.each([
  ['', 'a topic needs a name'],
  ['..', '".." cannot be a topic\'s name'],
  ['a/b', 'not "/"'],
  ['x'.repeat(250), '249 characters at most'],
  ['orders', 'orders is there already'],
  ['pay_ments', 'pay.ments is there already'],
  ['new three', '"three" is no number'],
  ['new 1.5', '"1.5" is no number'],
  ['new -1', '"-1" is no number'],
  ['new 0', 'partitions: from 1'],
  ['new 1 0', 'replication: 1 or more'],
  ['new 1 4', 'replication 4 needs as many brokers: there are 3'],
  ['new 1 1 now', 'too many words'],
])('"%s" is none, and why is said', (typed, why) => {
  expect(problemOfTyped(typed, ['orders', 'pay.ments'], 3)).toContain(why);
});

test.each(['new', 'new.topic_1-a 12 3', 'Orders'])('"%s" can be made', typed => {
  expect(problemOfTyped(typed, ['orders', 'pay.ments'], 3)).toBeNull();
});
