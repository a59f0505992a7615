import {countHits} from '../../state/log-find.js';
import {toError, toHit, toMarked, toMinute} from '../../state/log-jumps.js';
import {followView, moveCursor, pauseView, scrollView, toFirst} from '../../state/log-moves.js';
import {selectedRange, toNewest} from '../../state/log-selection.js';
import {notify} from '../../state/view-updates.js';
import type {Binding, KeyContext} from './binding.js';
import {changeLog} from './log-context.js';

const screens = ['logs'] as const;
const group = 'Move' as const;
const find = 'Find' as const;
const page = (height: number): number => Math.max(1, height - 1);
const half = (height: number): number => Math.max(1, height >> 1);

const up = (context: KeyContext, lines: (height: number) => number): void =>
  changeLog(context, (view, on) => scrollView(view, -lines(on.height), on));

/** Only where one stands still: a view that follows is at the end. */
const down = (context: KeyContext, lines: (height: number) => number): void =>
  changeLog(context, (view, on) => (view.place ? scrollView(view, lines(on.height), on) : view));

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
    id: 'log.scroll',
    keys: ['up', 'down'],
    screens,
    group,
    does: 'scroll; upwards, following stops',
    run: (context, key) => (key === 'up' ? up(context, () => 1) : down(context, () => 1)),
  },
  {
    id: 'log.choose',
    keys: ['k', 'j'],
    screens,
    group,
    does: 'choose the line above, the one below',
    run: (context, key) =>
      changeLog(context, (view, on) => (key === 'k' || view.place ? moveCursor(view, key === 'k' ? -1 : 1, on) : view)),
  },
  {id: 'log.page-up', keys: ['pgup', 'ctrl-b'], screens, group, does: 'a page up', run: context => up(context, page)},
  {id: 'log.page-down', keys: ['pgdn', 'ctrl-f'], screens, group, does: 'a page down', run: context => down(context, page)},
  {
    id: 'log.half',
    keys: ['ctrl-u', 'ctrl-d'],
    screens,
    group,
    does: 'half a page up, half a page down',
    run: (context, key) => (key === 'ctrl-u' ? up(context, half) : down(context, half)),
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
    run: context => changeLog(context, (view, on) => (selectedRange(view) ? toNewest(view, on) : followView(view))),
  },
  {
    id: 'log.follow',
    keys: ['space', 's'],
    screens,
    group,
    does: 'pause; again: follow',
    word: ({state}) => (state.logs?.place ? 'follow' : 'pause'),
    place: 1,
    run: context => changeLog(context, (view, on) => (view.place ? followView({...view, selection: null}) : pauseView(view, on))),
  },
  {
    id: 'log.next',
    keys: ['n'],
    screens,
    group: find,
    does: 'the next place found',
    row: {keys: ['n', 'N'], does: 'the next place found, the one before'},
    word: ({state}) => (state.logs && state.logs.search !== '' ? 'next' : ''),
    place: 2,
    run: context => search(context, 1),
  },
  {
    id: 'log.previous',
    keys: ['N'],
    screens,
    group: find,
    does: 'the place found before',
    inRow: true,
    run: context => search(context, -1),
  },
  {
    id: 'log.previous-error',
    keys: ['['],
    screens,
    group: find,
    does: 'the error before',
    row: {keys: ['[', ']'], does: 'the error before, the next one'},
    word: 'jump',
    place: 6,
    run: context => jumpError(context, -1),
  },
  {
    id: 'log.next-error',
    keys: [']'],
    screens,
    group: find,
    does: 'the next error',
    inRow: true,
    run: context => jumpError(context, 1),
  },
  {
    id: 'log.previous-minute',
    keys: ['{'],
    screens,
    group: find,
    does: 'the minute before',
    row: {keys: ['{', '}'], does: 'the minute before, the next one'},
    run: context => jumpMinute(context, -1),
  },
  {
    id: 'log.next-minute',
    keys: ['}'],
    screens,
    group: find,
    does: 'the next minute',
    inRow: true,
    run: context => jumpMinute(context, 1),
  },
  {
    id: 'log.next-mark',
    keys: ["'"],
    screens,
    group: find,
    does: 'the next marked line',
    run: context => jump(context, toMarked, 1, 'no line is marked: m marks one'),
  },
];
