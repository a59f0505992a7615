import type {LogItem} from '../model/log-entry.js';
import type {TailFrom} from '../model/topic.js';
import {emptyRing} from './log-ring.js';
import {type LogView, withLines} from './logs.js';
import type {State} from './state.js';
import {inTopics, type TopicsView} from './topics.js';
import {pop} from './view-updates.js';

/** How reading a topic stands. */
export type ReadingState =
  | {readonly kind: 'opening'}
  | {readonly kind: 'reading'}
  /** For the broker to answer again. */
  | {readonly kind: 'waiting'; readonly message: string; readonly hint: string; readonly retryAt: number}
  | {readonly kind: 'stopped'};

/** The messages of a topic as they are read. Their lines are kept, moved in and searched as those of a log are. */
export interface MessagesView {
  readonly id: number;
  readonly topic: string;
  readonly from: TailFrom;
  readonly reading: ReadingState;
  readonly log: LogView;
  /** Messages that have come. */
  readonly read: number;
  /** Cells of the longest key and of the longest `partition:offset` so far, within bounds: columns grow and do not jump back. */
  readonly keyCells: number;
  readonly placeCells: number;
}

/** Bytes of messages that are held. */
export const messageLimit = 8 * 1024 * 1024;

export const beginMessages = (id: number, title: string, topic: string, from: TailFrom): MessagesView => ({
  id,
  topic,
  from,
  reading: {kind: 'opening'},
  read: 0,
  keyCells: 0,
  placeCells: 0,
  log: {
    id,
    keys: [topic],
    title,
    sources: [],
    unread: 0,
    ring: emptyRing,
    limit: messageLimit,
    // From the beginning one reads downwards: what comes does not carry the first ones off.
    place: from.at === 'beginning' ? {top: 0, cursor: 0} : null,
    sideways: 0,
    range: {kind: 'tail', lines: 0},
    older: {kind: 'none'},
    filter: '',
    errorsOnly: false,
    search: '',
    folding: 'off',
    marked: new Set(),
    unfolded: new Set(),
    peeked: null,
    selection: null,
    rate: 0,
    held: false,
    isOpening: false,
    skipped: 0,
    cleared: false,
    events: [],
    coming: 0,
    searched: 0,
  },
});

/** Changes the messages of a view, if they are still those that are open. */
export const inMessages = (state: State, view: number, id: number, change: (messages: MessagesView) => MessagesView): State =>
  inTopics(state, view, topics => {
    if (topics.messages?.id !== id) return topics;
    const messages = change(topics.messages);
    return messages === topics.messages ? topics : {...topics, messages};
  });

/** Changes how the lines are looked at, by a key. */
export const changeMessages = (topics: TopicsView, change: (log: LogView) => LogView): TopicsView => {
  if (!topics.messages) return topics;
  const log = change(topics.messages.log);
  return log === topics.messages.log ? topics : {...topics, messages: {...topics.messages, log}};
};

/** More messages at the end. */
export const withMessages = (
  messages: MessagesView,
  items: readonly LogItem[],
  cells: {readonly key: number; readonly place: number},
): MessagesView => ({
  ...messages,
  log: withLines(messages.log, items),
  read: messages.read + items.filter(({kind}) => kind === 'line').length,
  keyCells: Math.max(messages.keyCells, cells.key),
  placeCells: Math.max(messages.placeCells, cells.place),
});

/** Whether reading has to wait: the view stands still, is full, and what comes would carry off what is on screen. */
export const isFull = ({log: {place, ring, limit}}: MessagesView): boolean => {
  const middle = ring.blocks[ring.blocks.length >> 1];
  return place !== null && ring.bytes >= limit * 0.95 && middle !== undefined && place.top < middle.first;
};

/** Back from the messages; they are let go. */
export const closeMessages = (state: State): State =>
  pop(state.topics?.messages ? {...state, topics: {...state.topics, messages: null}} : state);
