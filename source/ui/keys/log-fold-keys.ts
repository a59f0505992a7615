import {toggleFold} from '../../state/log-jumps.js';
import {chosenRow} from '../../state/log-moves.js';
import {withLogLook} from '../../state/logs.js';
import type {State} from '../../state/state.js';
import {notify} from '../../state/view-updates.js';
import type {Binding} from './binding.js';
import {changeLog, noLines} from './log-context.js';

const screens = ['logs'] as const;
const group = 'Log' as const;

/** Whether the chosen line shows more than its one row, or stands below the one that does. */
const isChosenOpen = ({logs}: State): boolean => {
  const row = logs && chosenRow(logs);
  return row ? row.unfolded || row.below || row.fold?.open === true : false;
};

/** Keys that fold and unfold what belongs together in a log. */
export const logFoldKeys: readonly Binding[] = [
  {
    id: 'log.unfold',
    keys: ['enter'],
    screens,
    group,
    does: 'unfold the chosen line: whole, a trace with its lines, repeats each, JSON by its keys; again: fold it',
    word: ({state}) => (isChosenOpen(state) ? 'fold' : 'unfold'),
    place: 9,
    disabled: noLines,
    run: context => changeLog(context, toggleFold),
  },
  {
    id: 'log.unfold-all',
    keys: ['f'],
    screens,
    group,
    does: 'unfold all stack traces and repeats, or fold them all',
    word: ({state}) => (state.logLook.raw ? '' : state.logLook.unfolded ? 'fold all' : 'unfold all'),
    place: 12,
    disabled: ({state}) => (state.logLook.raw ? 'each line stands by itself: v groups them' : null),
    run: ({update}) =>
      update(state => {
        const unfolded = !state.logLook.unfolded;
        const said = unfolded ? 'traces and repeats with all their lines' : 'traces and repeats in one line each';
        return notify(withLogLook(state, {unfolded}), said, 'info', 1500);
      }),
  },
];
