import type {LogItem} from '../model/log-entry.js';
import {messageLine} from '../model/message-line.js';
import type {TopicItem} from '../model/topic.js';
import {plainText} from '../terminal/sanitise.js';
import {cellWidth} from '../terminal/widths.js';

/** Keys that are longer are cut on screen anyway. */
const mostKeyCells = 28;

/** Some producers write nanoseconds: that is no date. */
const dateOf = (timestamp: number | null): number | null =>
  timestamp === null || Number.isNaN(new Date(timestamp).getTime()) ? null : timestamp;

/** Messages as lines, and the cells that the longest of their columns take. */
export interface Intake {
  readonly items: readonly LogItem[];
  readonly cells: {readonly key: number; readonly place: number};
}

const gapText = ({partition, offset, count, why}: Extract<TopicItem, {kind: 'gap'}>): string => {
  const what = count === null ? 'messages are' : count === 1 ? 'a message is' : `${count} messages are`;
  return `${what} left out at ${partition}:${offset}: ${why}`;
};

/**
 * What came of several partitions in the order to show it: by time, each partition in its own order whatever its producers' clocks say.
 */
const inOrder = (items: readonly TopicItem[]): readonly TopicItem[] => {
  const newest = new Map<number, number>();
  const timed = items.map(item => {
    const time = Math.max(newest.get(item.partition) ?? 0, (item.kind === 'message' ? item.timestamp : null) ?? 0);
    newest.set(item.partition, time);
    return {item, time};
  });
  return newest.size < 2 ? items : timed.sort((a, b) => a.time - b.time).map(({item}) => item);
};

/** `seq` is that of the first item. */
export const takeIn = (unordered: readonly TopicItem[], seq: number): Intake => {
  let key = 0;
  let place = 0;
  const items = inOrder(unordered);
  const lines = items.map((item, index): LogItem => {
    if (item.kind === 'gap') return {kind: 'mark', seq: seq + index, time: null, tone: 'warn', text: plainText(gapText(item))};
    if (item.key && key < mostKeyCells) key = Math.max(key, Math.min(mostKeyCells, cellWidth(plainText(item.key.text))));
    place = Math.max(place, `${item.partition}:${item.offset}`.length);
    return {
      kind: 'line',
      seq: seq + index,
      source: item.partition,
      time: dateOf(item.timestamp),
      stderr: false,
      level: null,
      continues: false,
      repeats: false,
      text: messageLine(item, plainText),
    };
  });
  return {items: lines, cells: {key, place}};
};
