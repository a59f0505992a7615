import type {KafkaOverview, TailFrom, TopicDetail} from '../model/topic.js';
import {nowhere, type Place} from './cursor.js';
import type {Fetched} from './detail.js';
import type {MessagesView} from './messages.js';
import type {State} from './state.js';

/** How things stand with a broker. Times are ms since 1970. */
export type BrokerState =
  /** No answer has come yet. */
  | {readonly kind: 'asking'; readonly since: number}
  | {readonly kind: 'answers'}
  /** Its container does not run, or is no more: it is not asked. */
  | {readonly kind: 'away'; readonly message: string; readonly hint: string}
  | {readonly kind: 'failed'; readonly since: number; readonly message: string; readonly hint: string; readonly retryAt: number};

/** How messages are drawn; kept from one topic to the next. */
export interface MessageLook {
  readonly times: boolean;
  readonly wrap: boolean;
}

/** The screens of a Kafka broker (`x`): its topics, its groups, one topic, and a topic's messages. */
export interface TopicsView {
  /** One view from the next: what comes late for one that was closed is dropped. */
  readonly id: number;
  /** The broker's key, and its name as people know it. */
  readonly key: string;
  readonly title: string;
  readonly broker: BrokerState;
  /** The last answer, kept while the broker is away; null before the first one. `readAt` is when it came. */
  readonly overview: KafkaOverview | null;
  readonly readAt: number;
  /** Messages a second that topics were given between the last two answers. */
  readonly rates: ReadonlyMap<string, number>;
  /** Kafka's own topics are shown too. */
  readonly internal: boolean;
  readonly filter: string;
  readonly topicsAt: Place;
  readonly groupsAt: Place;
  /** Rows of groups whose partitions are shown. */
  readonly unfolded: ReadonlySet<string>;
  readonly detail: {readonly topic: string; readonly scroll: number; readonly fetched: Fetched<TopicDetail>} | null;
  readonly messages: MessagesView | null;
  readonly messageLook: MessageLook;
  /** What the broker was told to do, in words, until it has answered. */
  readonly doing: string | null;
}

/** What a question of these screens leads to. */
export type TopicGoal =
  /** What is typed says which: `name [partitions] [replication]`. */
  | {readonly kind: 'create'; readonly key: string}
  | {readonly kind: 'create-missing'; readonly key: string; readonly topics: readonly string[]}
  | {readonly kind: 'delete'; readonly key: string; readonly topic: string}
  | {readonly kind: 'read'; readonly key: string; readonly topic: string; readonly from: TailFrom};

/** What these screens can have done. */
export interface TopicActions {
  /** Starts what the screen needs; it is on top already. */
  open(key: string): void;
  close(): void;
  /** A question was answered with yes; `typed` is what was typed where something was. */
  reach(goal: TopicGoal, typed: string): void;
  /** Asks the broker at once. */
  refresh(): void;
  /** Reads no more messages; those that were read stay. */
  stopReading(): void;
}

export const beginTopics = (state: State, beginning: Pick<TopicsView, 'id' | 'key' | 'title'>, now: number): State => ({
  ...state,
  topics: {
    ...beginning,
    broker: {kind: 'asking', since: now},
    overview: null,
    readAt: 0,
    rates: new Map(),
    internal: false,
    filter: '',
    topicsAt: nowhere,
    groupsAt: nowhere,
    unfolded: new Set(),
    detail: null,
    messages: null,
    messageLook: {times: true, wrap: false},
    doing: null,
  },
});

/** Changes a view, if it is still the one that is open. */
export const inTopics = (state: State, id: number, change: (view: TopicsView) => TopicsView): State => {
  if (state.topics?.id !== id) return state;
  const topics = change(state.topics);
  return topics === state.topics ? state : {...state, topics};
};

export const withTopics = (state: State, change: Partial<TopicsView>): State =>
  state.topics ? {...state, topics: {...state.topics, ...change}} : state;

export const endTopics = (state: State, id: number): State => (state.topics?.id === id ? {...state, topics: null} : state);

/** Ends of all partitions together; null when one is not known. */
const endOf = ({partitions}: KafkaOverview['topics'][number]): number | null =>
  partitions.reduce<number | null>((sum, {end}) => (sum === null || end === null ? null : sum + end), 0);

/** Two answers closer to each other than this tell no rate. */
const leastMs = 500;

const ratesBetween = (before: KafkaOverview | null, after: KafkaOverview, ms: number): ReadonlyMap<string, number> => {
  const ends = new Map(before?.topics.map(topic => [topic.name, endOf(topic)]));
  const rates = new Map<string, number>();
  for (const topic of after.topics) {
    const [from, to] = [ends.get(topic.name) ?? null, endOf(topic)];
    // Less than before: it was deleted and made again.
    if (from !== null && to !== null && to >= from) rates.set(topic.name, ((to - from) * 1000) / ms);
  }
  return rates;
};

/** An answer has come. */
export const answered = (view: TopicsView, overview: KafkaOverview, now: number): TopicsView => {
  const ms = now - view.readAt;
  const rates = ms < leastMs ? view.rates : ratesBetween(view.overview, overview, ms);
  return {...view, broker: {kind: 'answers'}, overview, readAt: now, rates};
};

/** No answer has come; `retryAt` is when the broker is asked again. */
export const failed = (view: TopicsView, message: string, hint: string, now: number, retryAt: number): TopicsView => {
  const since = view.broker.kind === 'failed' ? view.broker.since : now;
  return {...view, broker: {kind: 'failed', since, message, hint, retryAt}};
};

/** The broker is asked every so many ms. */
export const pollMs = 2000;

/** Whether the figures on screen are those of a while ago. */
export const isStale = ({broker, readAt}: TopicsView, now: number): boolean =>
  broker.kind === 'failed' || broker.kind === 'away' || now - readAt > 3 * pollMs;
