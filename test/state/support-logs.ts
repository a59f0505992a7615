import type {LogEntry, LogItem} from '../../source/model/log-entry.js';
import {initialState} from '../../source/state/initial.js';
import {beginLogs, type LogSource, type LogView, withLines} from '../../source/state/logs.js';
import type {State} from '../../source/state/state.js';
import {resized} from '../../source/state/view-updates.js';

const now = Date.UTC(2026, 10, 21, 14, 2, 11);

/** A line, with what matters to a test. */
export const line = (seq: number, text: string, over: Partial<LogEntry> = {}): LogEntry => ({
  kind: 'line',
  seq,
  source: 0,
  time: now + seq,
  stderr: false,
  level: null,
  continues: false,
  repeats: false,
  text,
  ...over,
});

/** Text that gets no smaller when it is deflated, always the same. */
export const noise = (length: number): string => {
  let seed = 1;
  return Array.from({length}, () => {
    seed = (seed * 48_271) % 0x7fff_ffff;
    return String.fromCharCode(33 + (seed % 94));
  }).join('');
};

/** `line 1` … `line n`. */
export const lines = (count: number, from = 1): LogEntry[] =>
  Array.from({length: count}, (_, index) => line(from + index, `line ${from + index}`));

export const source = (label: string, over: Partial<LogSource> = {}): LogSource => ({
  key: `shop/${label}/1`,
  id: `id-${label}`,
  label,
  state: {kind: 'open'},
  ...over,
});

/** A state with an open log on screen. */
export const logState = (
  items: readonly LogItem[],
  {
    sources = [source('web')],
    limit,
    columns = 120,
    rows = 26,
  }: {sources?: readonly LogSource[]; limit?: number; columns?: number; rows?: number} = {},
): State => {
  const empty = initialState({endpoint: 'test', local: true, filter: '', intervalMs: 1000, readOnly: false, now});
  const begun = beginLogs(resized({...empty, listed: true, connection: {kind: 'connected'}}, columns, rows), {
    id: 1,
    keys: [sources[0]?.key ?? ''],
    title: sources.length > 1 ? 'shop' : 'shop/web',
    sources,
    ...(limit === undefined ? {} : {limit}),
  });
  const state: State = {
    ...begun,
    view: {...begun.view, screens: [{kind: 'stacks'}, {kind: 'logs', key: sources[0]?.key ?? ''}]},
  };
  return state.logs ? {...state, logs: withLines(state.logs, items)} : state;
};

export const logOf = (items: readonly LogItem[], limit?: number): LogView => {
  const {logs} = logState(items, {limit});
  if (!logs) throw new Error('no log was opened');
  return logs;
};

/**
 * Items in short: `a` a line of source a, `a+` one that goes on, `a=` one that says again, `a!` an error, `a!+` and so on; `#` a mark.
 * Their text is the word and its number, 1 first: `a+2`.
 */
export const spelt = (words: string, from = 1): LogItem[] =>
  words
    .trim()
    .split(/\s+/)
    .map((word, index): LogItem => {
      const seq = from + index;
      if (word === '#') return {kind: 'mark', seq, time: now + seq, tone: 'info', text: `mark ${seq}`};
      return line(seq, `${word}${seq}`, {
        source: word.charCodeAt(0) - 97,
        level: word.includes('!') ? 'error' : null,
        continues: word.includes('+'),
        repeats: word.includes('='),
      });
    });
