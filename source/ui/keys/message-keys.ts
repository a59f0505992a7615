import {toggleFold, toHit} from '../../state/log-jumps.js';
import {followView, moveCursor, type Page, pauseView, scrollView, toFirst} from '../../state/log-moves.js';
import type {LogView} from '../../state/logs.js';
import {changeMessages, closeMessages} from '../../state/messages.js';
import {type MessageLook, withTopics} from '../../state/topics.js';
import {ask, notify} from '../../state/view-updates.js';
import {messagePage} from '../format/message-columns.js';
import {copiedValue, savedMessages} from '../format/message-text.js';
import type {Binding, KeyContext} from './binding.js';

const screens = ['messages'] as const;
const group = 'Topics' as const;

const change = ({update}: KeyContext, by: (log: LogView, page: Page) => LogView): void =>
  update(state => {
    const {topics} = state;
    if (!topics?.messages) return state;
    const page = messagePage(state, topics, topics.messages);
    return {...state, topics: changeMessages(topics, log => by(log, page))};
  });

const withLook = (context: KeyContext, look: Partial<MessageLook>): void =>
  context.update(state => (state.topics ? withTopics(state, {messageLook: {...state.topics.messageLook, ...look}}) : state));

const search = (context: KeyContext, direction: 1 | -1): void => {
  const log = context.state.topics?.messages?.log;
  if (!log || log.search === '') {
    context.update(state => notify(state, '/ searches first', 'warn'));
    return;
  }
  let moved = false;
  change(context, (before, page) => {
    const next = toHit(before, direction, page);
    moved = next !== before;
    return next;
  });
  if (!moved) context.update(state => notify(state, `"${log.search}" is not in the messages held here`, 'warn'));
};

const sideways = (context: KeyContext, direction: 1 | -1): void => {
  if (context.state.topics?.messageLook.wrap)
    context.update(state => notify(state, 'messages are wrapped: w unwraps them', 'warn'));
  else change(context, log => ({...log, sideways: Math.max(0, Math.min(20_000, log.sideways + direction * 20))}));
};

const isRead = ({state}: KeyContext): boolean => {
  const kind = state.topics?.messages?.reading.kind;
  return kind === 'opening' || kind === 'reading' || kind === 'waiting';
};

/** One thing at a time: the search, then reading, then the screen. */
const clearStopOrClose = (context: KeyContext): void => {
  const {state, update, actions} = context;
  if (state.topics?.messages && state.topics.messages.log.search !== '') change(context, log => ({...log, search: ''}));
  else if (isRead(context)) actions.topics.stopReading();
  else update(closeMessages);
};

const none = ({state}: KeyContext): string | null =>
  (state.topics?.messages?.log.ring.count ?? 0) > 0 ? null : 'there are no messages';
const lines = (height: number): number => Math.max(1, height - 1);

const move = (id: string, keys: readonly string[], does: string, by: (log: LogView, page: Page) => LogView): Binding => ({
  id: `messages.${id}`,
  keys,
  screens,
  group: 'Move',
  does,
  run: context => change(context, by),
});
/** Downwards only where one stands still: a view that follows is at the end. */
const down =
  (by: (page: Page) => number) =>
  (log: LogView, page: Page): LogView =>
    log.place ? scrollView(log, by(page), page) : log;

/** Keys of a topic's messages; they are those of a log. */
export const messageKeys: readonly Binding[] = [
  {
    id: 'messages.follow',
    keys: ['space', 'p'],
    screens,
    group,
    does: 'pause; again: follow',
    word: ({state}) => (state.topics?.messages?.log.place ? 'follow' : 'pause'),
    place: 1,
    run: context => change(context, (log, page) => (log.place ? followView(log) : pauseView(log, page))),
  },
  {
    id: 'messages.search',
    keys: ['/', 'f3'],
    screens,
    group,
    does: 'search keys and values: text, or /a regular expression/',
    word: 'search',
    place: 2,
    run: ({update}) =>
      update(state => {
        const log = state.topics?.messages?.log;
        return log ? ask(state, {kind: 'message-search', typed: log.search, before: log.search, place: log.place}) : state;
      }),
  },
  {id: 'messages.next', keys: ['n'], screens, group, does: 'the next place found', run: context => search(context, 1)},
  {id: 'messages.previous', keys: ['N'], screens, group, does: 'the place found before', run: context => search(context, -1)},
  {
    id: 'messages.unfold',
    keys: ['enter'],
    screens,
    group,
    does: 'unfold the chosen message: headers and all, JSON by its keys',
    word: 'unfold',
    place: 3,
    disabled: none,
    run: context => change(context, toggleFold),
  },
  {
    id: 'messages.times',
    keys: ['t'],
    screens,
    group,
    does: 'times, or none',
    word: ({state}) => (state.topics?.messageLook.times ? 'no times' : 'times'),
    place: 5,
    run: context => withLook(context, {times: !context.state.topics?.messageLook.times}),
  },
  {
    id: 'messages.wrap',
    keys: ['w'],
    screens,
    group,
    does: 'wrap long messages, or cut them',
    word: ({state}) => (state.topics?.messageLook.wrap ? 'unwrap' : 'wrap'),
    place: 6,
    run(context) {
      withLook(context, {wrap: !context.state.topics?.messageLook.wrap});
      change(context, log => ({...log, sideways: 0}));
    },
  },
  {
    id: 'messages.copy',
    keys: ['c'],
    screens,
    group,
    does: 'copy the value of the chosen message',
    word: 'copy',
    place: 7,
    disabled: none,
    run({state, actions}) {
      const value = state.topics?.messages ? copiedValue(state.topics.messages) : null;
      if (value !== null) actions.copy('the value', value);
    },
  },
  {
    id: 'messages.save',
    keys: ['s', 'ctrl-s'],
    screens,
    group,
    does: 'save the messages held here to a file',
    word: 'save',
    place: 8,
    disabled: none,
    run({state, actions}) {
      const {topics} = state;
      if (topics?.messages) actions.saveLog(`${topics.title}-${topics.messages.topic}`, savedMessages(topics.messages));
    },
  },
  {
    id: 'messages.left',
    keys: ['left'],
    screens,
    group,
    does: 'to the left',
    run: context => sideways(context, -1),
  },
  {
    id: 'messages.right',
    keys: ['right'],
    screens,
    group,
    does: 'to the right, where messages are cut',
    run: context => sideways(context, 1),
  },
  move('up', ['up'], 'scroll up; following stops', (log, page) => scrollView(log, -1, page)),
  move(
    'down',
    ['down'],
    'scroll down',
    down(() => 1),
  ),
  move('choose-up', ['k'], 'choose the message above', (log, page) => moveCursor(log, -1, page)),
  move('choose-down', ['j'], 'choose the message below', (log, page) => (log.place ? moveCursor(log, 1, page) : log)),
  move('page-up', ['pgup', 'ctrl-b'], 'a page up', (log, page) => scrollView(log, -lines(page.height), page)),
  move(
    'page-down',
    ['pgdn', 'ctrl-f'],
    'a page down',
    down(page => lines(page.height)),
  ),
  move('half-up', ['ctrl-u'], 'half a page up', (log, page) => scrollView(log, -Math.max(1, page.height >> 1), page)),
  move(
    'half-down',
    ['ctrl-d'],
    'half a page down',
    down(page => Math.max(1, page.height >> 1)),
  ),
  move('first', ['g', 'home'], 'to the oldest message held', toFirst),
  move('last', ['G', 'end'], 'to the newest one, and follow', log => followView(log)),
  {
    id: 'messages.stop',
    keys: ['esc'],
    screens,
    group,
    does: 'clear the search; stop reading; back to the topics',
    word: context => (isRead(context) ? 'stop' : ''),
    place: 4,
    run: clearStopOrClose,
  },
];
