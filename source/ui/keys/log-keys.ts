import {unpeeked} from '../../state/log-jumps.js';
import {chosenIn, pauseView} from '../../state/log-moves.js';
import {isWaitingForOlder, olderDone} from '../../state/log-older.js';
import {clearLogs, withLogLook, withLogs} from '../../state/logs.js';
import {ask, notify, pop, withView} from '../../state/view-updates.js';
import type {Binding, KeyContext} from './binding.js';
import {changeLog, noLines} from './log-context.js';
import {logFoldKeys} from './log-fold-keys.js';
import {logMoveKeys} from './log-move-keys.js';
import {isSelecting, logTakeKeys} from './log-take-keys.js';
import {logTimeKeys} from './log-time-keys.js';

const screens = ['logs'] as const;
const group = 'Log' as const;
const find = 'Find' as const;

const toggled = (seqs: ReadonlySet<number>, seq: number): ReadonlySet<number> => {
  const next = new Set(seqs);
  if (!next.delete(seq)) next.add(seq);
  return next;
};

/** Marks the chosen line; the view stands still from then on. */
const markChosen = (context: KeyContext): void =>
  changeLog(context, (view, page) => {
    const paused = pauseView(view, page);
    const item = chosenIn(paused);
    return item ? {...paused, marked: toggled(paused.marked, item.seq)} : view;
  });

/** What Esc does: one thing at a time, and at last it closes. */
const clearOrClose = (context: KeyContext): void => {
  const {logs, view} = context.state;
  if (view.outcome) context.update(state => withView(state, {outcome: null}));
  else if (logs && isWaitingForOlder(logs)) changeLog(context, olderDone);
  else if (context.state.logSave) context.actions.logLines.stopSaving();
  else if (isSelecting(context.state)) context.update(state => withLogs(state, {selection: null}));
  else if (logs && logs.search !== '') changeLog(context, view => ({...unpeeked(view), search: ''}));
  else if (logs && (logs.filter !== '' || logs.errorsOnly))
    context.update(state => withLogs(state, {filter: '', errorsOnly: false}));
  else {
    context.actions.closeLogs();
    context.update(pop);
  }
};

const sideways = (context: KeyContext, direction: 1 | -1): void => {
  if (context.state.logLook.wrap) context.update(state => notify(state, 'lines are wrapped: w unwraps them', 'warn'));
  else changeLog(context, view => ({...view, sideways: Math.max(0, Math.min(20_000, view.sideways + direction * 20))}));
};

/** Keys of the log. */
export const logKeys: readonly Binding[] = [
  ...logMoveKeys,
  {
    id: 'log.search',
    keys: ['/', 'f3'],
    screens,
    group: find,
    does: 'search: text, or /regex/',
    word: 'search',
    place: 2.5,
    run: ({update}) =>
      update(state => {
        const {logs} = state;
        if (!logs) return state;
        return ask(state, {kind: 'log-search', typed: logs.search, before: logs.search, place: logs.place});
      }),
  },
  {
    id: 'log.filter',
    keys: ['&'],
    screens,
    group: find,
    does: 'filter: text, !text, "two words", /regex/, level>=warn, service=, stream=stderr, fields (status>=500, user=ana), a | b',
    word: 'filter',
    place: 3,
    run: ({update}) =>
      update(state =>
        state.logs ? ask(state, {kind: 'log-filter', typed: state.logs.filter, before: state.logs.filter}) : state,
      ),
  },
  {
    id: 'log.errors-only',
    keys: ['e'],
    screens,
    group: find,
    does: 'errors only; again: all lines',
    word: ({state}) => (state.logs?.errorsOnly ? 'all lines' : 'errors'),
    place: 5,
    run: context => changeLog(context, view => ({...view, errorsOnly: !view.errorsOnly})),
  },
  ...logFoldKeys,
  {
    id: 'log.wrap',
    keys: ['w'],
    screens,
    group,
    does: 'wrap long lines, or cut them',
    word: ({state}) => (state.logLook.wrap ? 'unwrap' : 'wrap'),
    place: 8,
    run: ({update}) => update(state => withLogs(withLogLook(state, {wrap: !state.logLook.wrap}), {sideways: 0})),
  },
  {
    id: 'log.raw',
    keys: ['v'],
    screens,
    group,
    does: 'lines as they were written, each by itself',
    run: ({update}) =>
      update(state =>
        notify(
          withLogLook(state, {raw: !state.logLook.raw}),
          state.logLook.raw ? 'lines as stacktop reads them' : 'lines as the program wrote them',
          'info',
          1500,
        ),
      ),
  },
  {
    id: 'log.sideways',
    keys: ['left', 'right'],
    screens,
    group: 'Move',
    does: 'sideways, where lines are cut',
    run: (context, key) => sideways(context, key === 'left' ? -1 : 1),
  },
  ...logTimeKeys,
  {
    id: 'log.clear',
    keys: ['C'],
    screens,
    group,
    does: 'clear the screen of lines; new ones come',
    disabled: noLines,
    run: ({update}) => update(clearLogs),
  },
  {
    id: 'log.mark',
    keys: ['m'],
    screens,
    group: find,
    does: 'mark the chosen line; again: unmark it',
    disabled: noLines,
    run: markChosen,
  },
  ...logTakeKeys,
  {
    id: 'log.close',
    keys: ['esc'],
    screens,
    group,
    does: 'stop saving; drop the selection, the search, the filter; close the log',
    word: ({state}) =>
      state.logSave ? 'stop saving' : isSelecting(state) ? 'drop' : state.logs?.search || state.logs?.filter ? 'clear' : '',
    place: ({state}) => (state.logSave || isSelecting(state) ? 0.5 : 4.5),
    run: clearOrClose,
  },
];
