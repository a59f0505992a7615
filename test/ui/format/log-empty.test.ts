import {describe, expect, test} from 'vitest';
import {lineCount} from '../../../source/state/log-count.js';
import {clearLogs, inLogs, type LogView, type SourceState, withLines, withRange} from '../../../source/state/logs.js';
import type {State} from '../../../source/state/state.js';
import {emptyLogLines} from '../../../source/ui/format/log-empty.js';
import {sourceTrouble} from '../../../source/ui/format/log-title.js';
import {lines, logOf, logState, source} from '../../state/support-logs.js';
import {plainLook} from '../sample.js';

const viewOf = ({logs}: State): LogView => {
  if (!logs) throw new Error('no log was opened');
  return logs;
};
const viewWith = (...states: readonly SourceState[]): LogView =>
  viewOf(logState([], {sources: states.map((state, index) => source(`s${index}`, {state}))}));

const stopped = {kind: 'waiting', never: false} as const;
const unstarted = {kind: 'waiting', never: true} as const;
const failed = {kind: 'failed', message: 'its driver keeps none', hint: ''} as const;

describe('a log without lines says', () => {
  test.each<[string, readonly SourceState[]]>([
    ['Opening the log.', [{kind: 'opening'}]],
    ['Opening the log.', [{kind: 'open'}, {kind: 'opening'}]],
    ['Nothing has been written to this log yet.', [{kind: 'open'}]],
    ['Nothing has been written to this log yet.', [{kind: 'open'}, stopped]],
    ['The container does not run, and nothing was written to the log.', [stopped]],
    ['None of these containers runs, and nothing was written to the log.', [stopped, unstarted]],
    ['This container was never started.', [unstarted]],
    ['None of these containers was ever started.', [unstarted, unstarted]],
    ['The engine does not answer.', [{kind: 'away'}, stopped]],
    ['The container was removed, and the log with it.', [{kind: 'gone'}]],
    ['The containers were removed, and the log with them.', [{kind: 'gone'}, {kind: 'gone'}]],
    ['its driver keeps none', [{kind: 'failed', message: 'its driver keeps none', hint: ''}]],
    ['There is no container here any more.', []],
  ])('%s %j', (what, states) => {
    expect(emptyLogLines(viewWith(...states), 100, plainLook)[1]?.trim()).toBe(what);
  });

  test('that what there was was cleared away, and how it comes back', () => {
    const cleared = clearLogs(logState(lines(3, 1), {sources: [source('web', {state: stopped})]}));
    const told = emptyLogLines(viewOf(cleared), 100, plainLook).map(text => text.trim());
    expect(told.slice(1)).toEqual([
      'The lines were cleared away.',
      'Lines appear here as they come. 0 shows the last ones again.',
    ]);
    expect(viewOf(inLogs(cleared, 1, view => withRange(view, {kind: 'tail', lines: 1000}))).cleared).toBe(false);
  });

  test('the same where nothing but what happened is told', () => {
    const mark = {kind: 'mark', seq: 1, time: 0, tone: 'good', text: 'web started'} as const;
    const {logs} = logState([mark]);
    expect(logs && emptyLogLines(logs, 100, plainLook)[1]?.trim()).toBe('Nothing has been written to this log yet.');
    expect(lineCount(withLines(logOf([mark]), lines(3, 2)).ring)).toBe(3);
  });
});

describe('the title of a log says', () => {
  test.each<[string | null, readonly SourceState[]]>([
    [null, [{kind: 'open'}]],
    [null, [{kind: 'open'}, {kind: 'opening'}]],
    ['stopped; waiting for it to run again', [stopped]],
    ['never started; waiting for that', [unstarted]],
    ['removed; waiting for a new one', [{kind: 'gone'}]],
    ['s1 stopped', [{kind: 'open'}, stopped]],
    ['s1 never started', [{kind: 'open'}, unstarted]],
    ['2 stopped', [stopped, stopped, {kind: 'open'}]],
    ['s0 removed, s1 stopped', [{kind: 'gone'}, stopped]],
    ['s0 and 1 more removed', [{kind: 'gone'}, {kind: 'gone'}, {kind: 'open'}]],
    ['the engine does not answer', [{kind: 'away'}]],
    ['the engine does not answer', [{kind: 'away'}, stopped, {kind: 'gone'}]],
    ['its driver keeps none', [failed]],
    ['no log of s1: its driver keeps none', [{kind: 'away'}, failed]],
    ['no log of s0 and 1 more: its driver keeps none', [failed, {kind: 'open'}, failed]],
  ])('%s', (words, states) => {
    expect(sourceTrouble(viewWith(...states).sources)).toBe(words);
  });
});
