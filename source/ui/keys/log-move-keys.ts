import {countHits} from '../../state/log-find.js';
import {toError, toHit, toMarked, toMinute} from '../../state/log-jumps.js';
import {followView, moveCursor, pauseView, scrollView, toFirst} from '../../state/log-moves.js';
import {notify} from '../../state/view-updates.js';
import type {Binding, KeyContext} from './binding.js';
import {changeLog} from './log-context.js';

const screens = ['logs'] as const;
const group = 'Log' as const;
const page = (height: number): number => Math.max(1, height - 1);

/** Goes on to something of its kind, or says that there is none. */
const jump = (context: KeyContext, to: typeof toError, direction: 1 | -1, none: string): void => {
  let moved = false;
  changeLog(context, (view, on) => {
    const next = to(view, direction, on);
    moved = next !== view;
    return next;
  });
  if (!moved) context.update(state => notify(state, none, 'warn'));
};

const jumpError = (context: KeyContext, direction: 1 | -1): void =>
  jump(context, toError, direction, 'no error among the lines held here');
const jumpMinute = (context: KeyContext, direction: 1 | -1): void =>
  jump(context, toMinute, direction, 'all lines are of one minute');

const search = (context: KeyContext, direction: 1 | -1): void => {
  const {logs} = context.state;
  if (!logs || logs.search === '') {
    context.update(state => notify(state, '/ searches first', 'warn'));
    return;
  }
  const isSearched = countHits(logs, 0, {left: 0}).complete;
  const none = isSearched ? `"${logs.search}" is not in the lines held here` : 'still searching: ask again';
  jump(context, toHit, direction, none);
};

/** Moving in a log. Any move but the one to the end stops following. */
export const logMoveKeys: readonly Binding[] = [
  {
    id: 'log.scroll-up',
    keys: ['up'],
    screens,
    group,
    does: 'scroll up; following stops',
    run: context => changeLog(context, (view, on) => scrollView(view, -1, on)),
  },
  {
    id: 'log.scroll-down',
    keys: ['down'],
    screens,
    group,
    does: 'scroll down',
    run: context => changeLog(context, (view, on) => (view.place ? scrollView(view, 1, on) : view)),
  },
  {
    id: 'log.line-up',
    keys: ['k'],
    screens,
    group,
    does: 'choose the line above',
    run: context => changeLog(context, (view, on) => moveCursor(view, -1, on)),
  },
  {
    id: 'log.line-down',
    keys: ['j'],
    screens,
    group,
    does: 'choose the line below',
    run: context => changeLog(context, (view, on) => (view.place ? moveCursor(view, 1, on) : view)),
  },
  {
    id: 'log.page-up',
    keys: ['pgup', 'ctrl-b'],
    screens,
    group,
    does: 'a page up',
    run: context => changeLog(context, (view, on) => scrollView(view, -page(on.height), on)),
  },
  {
    id: 'log.page-down',
    keys: ['pgdn', 'ctrl-f'],
    screens,
    group,
    does: 'a page down',
    run: context => changeLog(context, (view, on) => (view.place ? scrollView(view, page(on.height), on) : view)),
  },
  {
    id: 'log.half-up',
    keys: ['ctrl-u'],
    screens,
    group,
    does: 'half a page up',
    run: context => changeLog(context, (view, on) => scrollView(view, -Math.max(1, on.height >> 1), on)),
  },
  {
    id: 'log.half-down',
    keys: ['ctrl-d'],
    screens,
    group,
    does: 'half a page down',
    run: context => changeLog(context, (view, on) => (view.place ? scrollView(view, Math.max(1, on.height >> 1), on) : view)),
  },
  {
    id: 'log.first',
    keys: ['g', 'home'],
    screens,
    group,
    does: 'to the oldest line held',
    run: context => changeLog(context, toFirst),
  },
  {
    id: 'log.last',
    keys: ['G', 'end'],
    screens,
    group,
    does: 'to the newest line, and follow',
    run: context => changeLog(context, followView),
  },
  {
    id: 'log.follow',
    keys: ['space', 's'],
    screens,
    group,
    does: 'pause; again: follow',
    word: ({state}) => (state.logs?.place ? 'follow' : 'pause'),
    place: 1,
    run: context => changeLog(context, (view, on) => (view.place ? followView(view) : pauseView(view, on))),
  },
  {id: 'log.next', keys: ['n'], screens, group, does: 'the next place found', run: context => search(context, 1)},
  {id: 'log.previous', keys: ['N'], screens, group, does: 'the place found before', run: context => search(context, -1)},
  {
    id: 'log.next-error',
    keys: [']'],
    screens,
    group,
    does: 'the next error',
    run: context => jumpError(context, 1),
  },
  {
    id: 'log.previous-error',
    keys: ['['],
    screens,
    group,
    does: 'the error before',
    word: 'errors back',
    place: 6,
    run: context => jumpError(context, -1),
  },
  {id: 'log.next-minute', keys: ['}'], screens, group, does: 'the next minute', run: context => jumpMinute(context, 1)},
  {id: 'log.previous-minute', keys: ['{'], screens, group, does: 'the minute before', run: context => jumpMinute(context, -1)},
  {
    id: 'log.next-mark',
    keys: ["'"],
    screens,
    group,
    does: 'the next marked line',
    run: context => jump(context, toMarked, 1, 'no line is marked: m marks one'),
  },
];
