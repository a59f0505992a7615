import {expect, test} from 'vitest';
import type {TopicItem} from '../../../source/model/topic.js';
import {lastMessages} from '../../../source/services/kafka-client/last-messages.js';

const list = (partition: number, ...times: readonly number[]): TopicItem[] =>
  times.map((timestamp, offset) => ({kind: 'message', partition, offset, timestamp, key: null, value: null, headers: []}));
const shown = (items: readonly TopicItem[]): string => items.map(({partition, offset}) => `${partition}/${offset}`).join(' ');

test('the last of several partitions are by time', () => {
  expect(shown(lastMessages([list(0, 1, 4, 6), list(1, 2, 3, 5)], 4))).toBe('1/1 0/1 1/2 0/2');
});

test('fewer than asked for are all there are', () => {
  expect(shown(lastMessages([list(0, 1), [], list(2, 2)], 10))).toBe('0/0 2/0');
  expect(lastMessages([], 3)).toEqual([]);
  expect(lastMessages([list(0, 1)], 0)).toEqual([]);
});

test('a partition keeps its own order though its clock went back', () => {
  expect(shown(lastMessages([list(0, 9, 1, 2), list(1, 5)], 4))).toBe('0/0 0/1 0/2 1/0');
});
