import {countHits} from '../../state/log-find.js';
import {toError, toHit, toMarked, toMinute} from '../../state/log-jumps.js';
import {chosenIn, followView, moveCursor, type Page, pauseView, scrollView, toFirst} from '../../state/log-moves.js';
import {movedUp, wantOlder} from '../../state/log-older.js';
import {selectedRange, toNewest} from '../../state/log-selection.js';
import type {LogView} from '../../state/logs.js';
import {notify} from '../../state/view-updates.js';
import type {Binding, KeyContext} from './binding.js';
import {changeLog} from './log-context.js';

const screens = ['logs'] as const;
const group = 'Move' as const;
const find = 'Find' as const;

const one = (): number => 1;
const page = ({height}: Page): number => Math.max(1, height - 1);
const half = ({height}: Page): number => Math.max(1, height >> 1);

/** Only where one stands still: a view that follows is at the end. */
const down = (context: KeyContext, by: (on: Page) => number, move: typeof scrollView): void =>
  changeLog(context, (view, on) => (view.place ? move(view, by(on), on) : view));

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
/** Moves up by some lines of the screen; at the oldest line older ones are loaded. */
const up = (context: KeyContext, by: (on: Page) => number, move: typeof scrollView): void =>
  changeLog(context, (view, on) => movedUp(view, move(view, -by(on), on), by(on)));

/** To the oldest line that is held; from there to the oldest of those that are loaded then. */
const first = (view: LogView, on: Page): LogView => {
  const next = toFirst(view, on);
  const isThere = view.place?.top === next.place?.top && view.place?.cursor === next.place?.cursor;
  return isThere ? movedUp(view, next, Number.POSITIVE_INFINITY) : next;
};

/** To a line of another minute than the chosen one's. Before the first one that is held older lines are loaded. */
const jumpMinute = (context: KeyContext, direction: 1 | -1): void => {
  let moved = false;
  changeLog(context, (view, on) => {
    const chosen = chosenIn(view);
    if (!chosen) return view;
    const next = toMinute(view, direction, on);
    // Where there is none in that direction, the search has gone on at the other end.
    moved = next !== view && ((next.place?.cursor ?? 0) - chosen.seq) * direction > 0;
    if (moved) return next;
    return direction === -1 ? wantOlder(pauseView(view, on), 0) : view;
  });
  if (moved) return;
  const more = direction === -1 && context.state.logs?.older.kind !== 'none';
  const none = more
    ? 'no minute before among the lines held here: reading older ones'
    : `no minute ${direction === 1 ? 'after' : 'before'} this one`;
  context.update(state => notify(state, none, 'warn'));
};

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
    does: 'scroll; upwards, following stops, and at the oldest line older ones are loaded',
    run: (context, key) => (key === 'up' ? up : down)(context, one, scrollView),
  },
  {
    id: 'log.choose',
    keys: ['k', 'j'],
    screens,
    group,
    does: 'choose the line above, the one below',
    run: (context, key) => (key === 'k' ? up : down)(context, one, moveCursor),
  },
  {id: 'log.page-up', keys: ['pgup', 'ctrl-b'], screens, group, does: 'a page up', run: context => up(context, page, scrollView)},
  {
    id: 'log.page-down',
    keys: ['pgdn', 'ctrl-f'],
    screens,
    group,
    does: 'a page down',
    run: context => down(context, page, scrollView),
  },
  {
    id: 'log.half',
    keys: ['ctrl-u', 'ctrl-d'],
    screens,
    group,
    does: 'half a page up, half a page down',
    run: (context, key) => (key === 'ctrl-u' ? up : down)(context, half, scrollView),
  },
  {
    id: 'log.first',
    keys: ['g', 'home'],
    screens,
    group,
    does: 'to the oldest line held; again: load older ones',
    run: context => changeLog(context, first),
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
