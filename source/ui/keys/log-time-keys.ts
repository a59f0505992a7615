import {logRanges} from '../../model/log-range.js';
import {type LogTimes, withLogLook, withRange} from '../../state/logs.js';
import {ask, notify} from '../../state/view-updates.js';
import type {Binding} from './binding.js';
import {changeLog} from './log-context.js';

const screens = ['logs'] as const;
const group = 'Log' as const;

const nextTimes: Readonly<Record<LogTimes, LogTimes>> = {local: 'utc', utc: 'relative', relative: 'off', off: 'local'};
const timesInWords: Readonly<Record<LogTimes, string>> = {
  local: 'times of this machine',
  utc: 'times in UTC',
  relative: 'how long ago',
  off: 'no times',
};

const rangesInHelp = {
  keys: logRanges.map((_, index) => String(index)),
  does: 'the last 1000 lines; all; those of the last 1, 5, 15, 30, 60 minutes',
};

/** Keys of the log that are about time. */
export const logTimeKeys: readonly Binding[] = [
  {
    id: 'log.times',
    keys: ['t'],
    screens,
    group,
    does: 'times: local, UTC, how long ago, none',
    word: 'times',
    place: 7,
    run: ({update}) =>
      update(state => {
        const times = nextTimes[state.logLook.times];
        return notify(withLogLook(state, {times}), timesInWords[times], 'info', 1500);
      }),
  },
  {
    id: 'log.range',
    keys: ['T'],
    screens,
    group,
    does: 'show a time: 15m, 14:00, yesterday 14:00, 14:00-14:30',
    word: 'range',
    place: 12,
    run: ({update}) => update(state => (state.logs ? ask(state, {kind: 'log-range', typed: ''}) : state)),
  },
  ...logRanges.map(
    ({range, does}, index): Binding => ({
      id: `log.range-${index}`,
      keys: [String(index)],
      screens,
      group,
      does: `show ${does}`,
      ...(index === 0 ? {row: rangesInHelp} : {inRow: true}),
      run(context) {
        changeLog(context, view => withRange(view, range));
        context.update(state => notify(state, does, 'info', 1500));
      },
    }),
  ),
];
