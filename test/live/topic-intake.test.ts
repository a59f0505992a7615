import {expect, test} from 'vitest';
import {takeIn} from '../../source/live/topic-intake.js';
import {readMessageLine} from '../../source/model/message-line.js';
import type {TopicItem} from '../../source/model/topic.js';
import {message} from '../model/kafka-sample.js';

/** Partition and offset of each, in order. */
const placesIn = (items: readonly TopicItem[]): string[] =>
  takeIn(items, 1).items.map(item =>
    item.kind === 'mark' ? 'gap' : `${item.source}:${readMessageLine(item.text, item.source).offset}`,
  );
const at = (partition: number, offset: number, timestamp: number | null): TopicItem =>
  message(offset, 'x', {partition, timestamp});

test('messages of several partitions are shown by time, each partition in its own order', () => {
  expect(placesIn([at(0, 0, 10), at(0, 1, 30), at(0, 2, 20), at(1, 7, 15), at(1, 8, 25)])).toEqual([
    '0:0',
    '1:7',
    '1:8',
    '0:1',
    '0:2',
  ]);
});

test('one without a time stands behind the one before it', () => {
  expect(placesIn([at(0, 0, 10), at(0, 1, null), at(1, 0, 20)])).toEqual(['0:0', '0:1', '1:0']);
});

test('they are numbered from where the last ones ended', () => {
  expect(takeIn([at(0, 0, 1), at(0, 1, 2)], 41).items.map(({seq}) => seq)).toEqual([41, 42]);
});

test('what could not be read stands between them', () => {
  const gap: TopicItem = {kind: 'gap', partition: 0, offset: 1, count: null, why: 'damaged'};
  expect(placesIn([at(0, 0, 1), gap, at(0, 2, 2)])).toEqual(['0:0', 'gap', '0:2']);
  expect(takeIn([gap], 1).items[0]?.text).toBe('messages are left out at 0:1: damaged');
});

test('a time that is no date is none', () => {
  expect(takeIn([at(0, 0, 1.7e18)], 1).items[0]?.time).toBeNull();
});

test('the longest key and place are told, keys only as far as they can be shown', () => {
  const items = [message(12_345, 'x', {key: '日本'}), message(1, 'x', {key: 'k'.repeat(500), partition: 10})];
  expect(takeIn(items, 1).cells).toEqual({key: 28, place: '0:12345'.length});
  expect(takeIn([items[0] ?? message(0, '')], 1).cells.key).toBe(4);
});
