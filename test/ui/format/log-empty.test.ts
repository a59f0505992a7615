import {describe, expect, test} from 'vitest';
import {lineCount} from '../../../source/state/log-count.js';
import {type LogView, type SourceState, withLines} from '../../../source/state/logs.js';
import {emptyLogLines} from '../../../source/ui/format/log-empty.js';
import {lines, logOf, logState, source} from '../../state/support-logs.js';
import {plainLook} from '../sample.js';

const viewWith = (...states: readonly SourceState[]): LogView => {
  const {logs} = logState([], {sources: states.map((state, index) => source(`s${index}`, {state}))});
  if (!logs) throw new Error('no log was opened');
  return logs;
};

describe('a log without lines says', () => {
  test.each<[string, readonly SourceState[]]>([
    ['Opening the log.', [{kind: 'opening'}]],
    ['Opening the log.', [{kind: 'open'}, {kind: 'opening'}]],
    ['Nothing has been written to this log yet.', [{kind: 'open'}]],
    ['Nothing has been written to this log yet.', [{kind: 'open'}, {kind: 'waiting'}]],
    ['No line has come yet: the container does not run, or the engine does not answer.', [{kind: 'waiting'}]],
    ['its driver keeps none', [{kind: 'failed', message: 'its driver keeps none', hint: ''}]],
    ['There is no container here any more.', []],
  ])('%s %j', (what, states) => {
    expect(emptyLogLines(viewWith(...states), 100, plainLook)[1]?.trim()).toBe(what);
  });

  test('the same where nothing but what happened is told', () => {
    const mark = {kind: 'mark', seq: 1, time: 0, tone: 'good', text: 'web started'} as const;
    const {logs} = logState([mark]);
    expect(logs && emptyLogLines(logs, 100, plainLook)[1]?.trim()).toBe('Nothing has been written to this log yet.');
    expect(lineCount(withLines(logOf([mark]), lines(3, 2)).ring)).toBe(3);
  });
});
