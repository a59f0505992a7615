import {type Answer, type AnswerBeginning, beginAnswer, withLines} from '../../source/state/answer.js';
import {beginCommands, type CommandEntry, type CommandsView, withCommands} from '../../source/state/commands.js';
import {initialState} from '../../source/state/initial.js';
import type {State} from '../../source/state/state.js';
import {push, resized} from '../../source/state/view-updates.js';

export const noon = Date.UTC(2026, 10, 21, 12, 0, 0);

export const entry = (name: string, line: string, over: Partial<CommandEntry> = {}): CommandEntry => ({
  name,
  line,
  endless: false,
  danger: false,
  does: 'line',
  ...over,
});

export const redisEntries: readonly CommandEntry[] = [
  entry('memory', 'INFO memory'),
  entry('clients', 'CLIENT LIST'),
  entry('watch every command', 'MONITOR', {endless: true}),
  entry('delete every key', 'FLUSHALL', {danger: true}),
];

/** An answer with these lines, ended well unless `over` says otherwise. */
export const answerWith = (
  lines: readonly string[],
  over: Partial<Answer> = {},
  beginning: Partial<AnswerBeginning> = {},
): Answer => ({
  ...withLines(
    beginAnswer({id: 1, title: 'INFO memory', again: 'INFO memory', startedAt: noon, ...beginning}),
    lines.map(text => ({text, stderr: false})),
  ),
  end: {kind: 'done', at: noon + 70, exitCode: 0, ok: true, message: '', hint: ''},
  ...over,
});

/** A state with the commands of a Redis on screen. */
export const commandsState = (
  over: Partial<CommandsView> = {},
  {columns = 120, rows = 40, readOnly = false}: {columns?: number; rows?: number; readOnly?: boolean} = {},
): State => {
  const empty = initialState({endpoint: 'test', local: true, filter: '', intervalMs: 1000, readOnly, now: noon});
  const key = 'shop/redis/1';
  const begun = beginCommands(resized({...empty, listed: true, connection: {kind: 'connected'}}, columns, rows), {
    id: 1,
    key,
    name: 'shop/redis',
    kind: 'redis',
    sign: 'redis>',
    entries: redisEntries,
    words: ['INFO', 'INFO memory', 'INFO clients', 'MONITOR'],
  });
  return withCommands(push(begun, {kind: 'commands', key}), over);
};
