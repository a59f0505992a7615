import type {TopicItem} from '../../model/topic.js';

const timeOf = (item: TopicItem): number => (item.kind === 'message' ? (item.timestamp ?? 0) : 0);

/**
 * The last `count` of several partitions, in the order to show them: by time, each partition in its own order whatever its producers'
 * clocks say. `lists` has one list a partition, by offset.
 */
export const lastMessages = (lists: readonly (readonly TopicItem[])[], count: number): TopicItem[] => {
  const ends = lists.map(list => list.length);
  const last: TopicItem[] = [];
  while (last.length < count) {
    let newest = -1;
    for (const [index, end] of ends.entries()) {
      const item = lists[index]?.[end - 1];
      const best = newest < 0 ? undefined : lists[newest]?.[(ends[newest] ?? 0) - 1];
      if (item !== undefined && (best === undefined || timeOf(item) > timeOf(best))) newest = index;
    }
    const item = newest < 0 ? undefined : lists[newest]?.[(ends[newest] ?? 0) - 1];
    if (item === undefined) break;
    ends[newest] = (ends[newest] ?? 0) - 1;
    last.push(item);
  }
  return last.reverse();
};
