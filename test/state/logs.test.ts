import {describe, expect, test} from 'vitest';
import type {ContainerEvent} from '../../source/model/engine-info.js';
import {logEvent} from '../../source/state/log-events.js';
import {beginLogs, endLogs, inLogs, withLines, withRange} from '../../source/state/logs.js';
import {lines, logOf, logState, source} from './support-logs.js';

const event = (action: string, exitCode: number | null = null, id = 'id-web'): ContainerEvent => ({
  action,
  id,
  name: 'web',
  time: 5,
  exitCode,
  attributes: {},
});

describe('an open log', () => {
  test('what comes late for a log that was closed changes nothing', () => {
    const state = logState(lines(3));
    const other = beginLogs(state, {id: 2, keys: ['k'], title: 't', sources: []});
    expect(inLogs(other, 1, view => withLines(view, lines(5, 4)))).toBe(other);
    expect(endLogs(other, 1)).toBe(other);
    expect(endLogs(other, 2).logs).toBeNull();
  });

  test('another range begins anew; from the start it does not follow', () => {
    const view = withRange(logOf(lines(100)), {kind: 'head'});
    expect(view.ring.count).toBe(0);
    expect(view.place).toEqual({top: 0, cursor: 0});
    expect(withRange(view, {kind: 'last', ms: 60_000}).place).toBeNull();
  });

  test.each([
    ['die', 137, 'web died: 137, killed (SIGKILL)', 'bad'],
    ['die', 0, 'web ended (0)', 'warn'],
    ['start', null, 'web started', 'good'],
    ['health_status: unhealthy', null, 'web unhealthy', 'bad'],
    ['health_status: healthy', null, 'web healthy', 'good'],
  ] as const)('%s %s is told as "%s"', (action, exitCode, text, tone) => {
    const state = logEvent(logState([]), event(action, exitCode));
    expect(state.logs?.events).toEqual([{text, tone, time: 5}]);
  });

  test('events of other containers, and those that say nothing, are left out', () => {
    const state = logState([], {sources: [source('web')]});
    expect(logEvent(state, event('start', null, 'id-other'))).toBe(state);
    expect(logEvent(state, event('exec_start'))).toBe(state);
  });
});
