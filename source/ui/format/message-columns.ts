import type {Page} from '../../state/log-moves.js';
import {firstTime} from '../../state/log-ring.js';
import type {MessagesView} from '../../state/messages.js';
import type {State} from '../../state/state.js';
import {topicBodyHeight} from '../../state/topic-rows.js';
import type {TopicsView} from '../../state/topics.js';
import {createTheme} from '../../terminal/theme.js';
import {createLook} from './look.js';
import {messageRowCount} from './message-row.js';

/** What is the same for all messages of a screen. */
export interface MessageColumns {
  readonly width: number;
  readonly wrap: boolean;
  /** Cells of the time; 0: it is not shown. */
  readonly time: number;
  /** The time tells the day too: not all is of today. */
  readonly dated: boolean;
  /** Milliseconds are left out for want of room. */
  readonly narrow: boolean;
  /** Cells of `partition:offset` and of the key; 0: no message had one. */
  readonly place: number;
  readonly key: number;
  /** Cells before the value. */
  readonly head: number;
  readonly sideways: number;
}

const dayOf = (time: number): string => new Date(time).toDateString();

/** Cells that a value has at least. */
const leastValue = 16;

const headOf = (cells: readonly number[]): number => 1 + cells.reduce((sum, each) => sum + (each > 0 ? each + 2 : 0), 0);

/** The columns of the messages on screen. Where there is little room the key gives way first, then the time goes, then the rest gives way. */
export const messageColumns = (view: TopicsView, messages: MessagesView, now: number, width: number): MessageColumns => {
  const narrow = width < 100;
  const oldest = firstTime(messages.log.ring);
  const dated = oldest !== null && dayOf(oldest) !== dayOf(now);
  const most = width - leastValue;
  let time = view.messageLook.times ? (dated ? 6 : 0) + (narrow ? 8 : 12) : 0;
  let place = messages.placeCells;
  let key = Math.min(messages.keyCells, narrow ? 14 : 28);
  const over = (): number => Math.max(0, headOf([time, place, key]) - most);
  key = Math.max(Math.min(key, 6), key - over());
  if (over() > 0) time = 0;
  place = Math.max(Math.min(place, 6), place - over());
  const {wrap} = view.messageLook;
  return {width, wrap, time, dated, narrow, place, key, head: headOf([time, place, key]), sideways: messages.log.sideways};
};

/** For counting cells: colours take none. */
const plainLook = createLook(createTheme('none', 'dark', true));

/** How the messages fill the screen. */
export const messagePage = (state: State, view: TopicsView, messages: MessagesView): Page => {
  const columns = messageColumns(view, messages, state.now, state.view.size.columns);
  return {
    height: topicBodyHeight(state),
    linesOf: ({item}) => messageRowCount(item, columns, messages.log.unfolded.has(item.seq), plainLook),
  };
};
