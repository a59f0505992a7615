import type {Group, GroupTopic, KafkaOverview, Topic} from '../model/topic.js';
import {bodyHeight, isAiry} from './layout.js';
import type {State} from './state.js';
import type {TopicsView} from './topics.js';

export interface TopicRow {
  /** The topic's name. */
  readonly key: string;
  /** null: the profile expects it and it is not there. */
  readonly topic: Topic | null;
  /** Messages a second; null: not known yet. */
  readonly rate: number | null;
  /** The group that is furthest behind; null: no group reads it, or none is known. */
  readonly lag: {readonly group: string; readonly lag: number} | null;
}

/** A group with one of its topics; `topic` is null when it has none. `first`: the group's name stands here. */
export interface GroupRow {
  readonly key: string;
  readonly kind: 'topic';
  readonly group: Group;
  readonly topic: GroupTopic | null;
  readonly first: boolean;
}

export interface GroupPartitionRow {
  readonly key: string;
  readonly kind: 'partition';
  readonly partition: GroupTopic['partitions'][number];
  readonly last: boolean;
}

const none: readonly string[] = [];

/** The topics that the profile of the stack expects the broker to have. */
export const expectedIn = (state: State, key: string): readonly string[] =>
  state.services.byKey.get(key)?.profile?.topics ?? none;

const missingOf = ({topics}: KafkaOverview, expected: readonly string[]): readonly string[] => {
  const there = new Set(topics.map(({name}) => name));
  return [...new Set(expected)].filter(name => !there.has(name));
};

/** Those of them that are not there. */
export const missingIn = (state: State): readonly string[] => {
  const {topics: view} = state;
  return view?.overview ? missingOf(view.overview, expectedIn(state, view.key)) : none;
};

/** Of each topic the group that is furthest behind. */
export const worstGroups = (groups: readonly Group[]): ReadonlyMap<string, {readonly group: string; readonly lag: number}> => {
  const worst = new Map<string, {group: string; lag: number}>();
  for (const {name: group, topics} of groups) {
    for (const {name, lag} of topics) {
      if (lag !== null && lag >= (worst.get(name)?.lag ?? 0)) worst.set(name, {group, lag});
    }
  }
  return worst;
};

const byName = (a: {readonly key: string}, b: {readonly key: string}): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

type Shown = Pick<TopicsView, 'overview' | 'rates' | 'internal' | 'filter'>;

const rowsOf = ({overview, rates, internal, filter}: Shown, expected: readonly string[]): readonly TopicRow[] => {
  if (!overview) return [];
  const worst = worstGroups(overview.groups ?? []);
  const wanted = filter.toLowerCase();
  const there = overview.topics
    .filter(topic => internal || !topic.internal)
    .map(topic => ({key: topic.name, topic, rate: rates.get(topic.name) ?? null, lag: worst.get(topic.name) ?? null}));
  return [...there, ...missingOf(overview, expected).map(key => ({key, topic: null, rate: null, lag: null}))]
    .filter(({key}) => key.toLowerCase().includes(wanted))
    .sort(byName);
};

/** What the rows were last made from: a key that moves the choice leaves them as they are. */
let last: {readonly shown: Shown; readonly expected: readonly string[]; readonly rows: readonly TopicRow[]} | null = null;

/** The topics on the screen, those that are missing among them, by name. */
export const topicRowsIn = (state: State): readonly TopicRow[] => {
  const {topics: view} = state;
  if (!view) return [];
  const {overview, rates, internal, filter} = view;
  const expected = expectedIn(state, view.key);
  const isSame =
    last?.shown.overview === overview &&
    last.shown.rates === rates &&
    last.shown.internal === internal &&
    last.shown.filter === filter &&
    last.expected === expected;
  if (last && isSame) return last.rows;
  const shown = {overview, rates, internal, filter};
  const rows = rowsOf(shown, expected);
  last = {shown, expected, rows};
  return rows;
};

const groupRowKey = (group: string, topic: string): string => `${group}\n${topic}`;

/** The groups on the screen, a row for each of their topics, and below it one a partition where it is unfolded. */
export const groupRowsIn = ({topics: view}: State): readonly (GroupRow | GroupPartitionRow)[] =>
  (view?.overview?.groups ?? []).flatMap(group => {
    if (group.topics.length === 0) return [{key: groupRowKey(group.name, ''), kind: 'topic', group, topic: null, first: true}];
    return group.topics.flatMap((topic, index): (GroupRow | GroupPartitionRow)[] => {
      const key = groupRowKey(group.name, topic.name);
      const row = {key, kind: 'topic', group, topic, first: index === 0} as const;
      if (!view?.unfolded.has(key)) return [row];
      const below = topic.partitions.map((partition, place) => ({
        key: `${key}\n${partition.id}`,
        kind: 'partition' as const,
        partition,
        last: place === topic.partitions.length - 1,
      }));
      return [row, ...below];
    });
  });

/** Lines above the table: whose topics they are, set apart where lines are plenty. */
export const topicHeadHeight = (state: State): number => (isAiry(state) ? 3 : 1);

/** Rows of a table on these screens: all but what is above it, and its headings. */
export const topicTableHeight = (state: State): number => Math.max(1, bodyHeight(state) - topicHeadHeight(state) - 1);

/** Lines below what is above. */
export const topicBodyHeight = (state: State): number => Math.max(1, bodyHeight(state) - topicHeadHeight(state));
