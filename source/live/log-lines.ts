import {bytes} from '../model/bytes.js';
import {fileProblem} from '../operations/dump.js';
import {newFile} from '../operations/new-file.js';
import {type LogOf, type SaveCount, type SaveEnd, saveLogBytes} from '../operations/save-log-bytes.js';
import type {LogLineActions, LogSave, SaveWish} from '../state/log-save.js';
import {logTargets} from '../state/log-targets.js';
import type {State} from '../state/state.js';
import {notify} from '../state/view-updates.js';
import {plainText} from '../terminal/sanitise.js';
import {childOf, type Desk} from './desk.js';
import {fileMeant, writeChunks} from './log-chunks.js';
import {readIn} from './log-programs.js';

/** The footer is told so often how far it is. */
const tickMs = 250;

/** The containers of the open log, also those that are gone: their logs are asked for, and it is told that there are none. */
const logsOf = (state: State): LogOf[] => {
  const {logs} = state;
  if (!logs) return [];
  const targets = new Map(logTargets(state, logs.keys).map(target => [target.id, target] as const));
  return logs.sources.map(({id, label}) => ({id, label, tty: targets.get(id)?.tty ?? false}));
};

const counted = (count: number, one: string): string =>
  `${String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')} ${one}${count === 1 ? '' : 's'}`;

const sizeOf = (count: SaveCount): string => `${counted(count.lines, 'line')}, ${bytes(count.bytes)}`;

interface Said {
  readonly text: string;
  readonly kind: 'info' | 'warn' | 'bad';
}

const saidOf = (end: SaveEnd, count: SaveCount, of: number): Said => {
  switch (end.kind) {
    case 'saved': {
      const files = of === 1 ? '' : end.files === of ? `${of} logs, ` : `${end.files} of ${of} logs, `;
      const saved = `saved to ${end.path} (${files}${sizeOf(count)})`;
      return end.refused.length === 0
        ? {text: saved, kind: 'info'}
        : {text: `saved to ${end.path} (${files}${sizeOf(count)}); ${end.refused.join('; ')}`, kind: 'warn'};
    }
    case 'stopped': {
      const left = end.left === null ? 'nothing of it is left' : `${counted(end.files, 'whole log')} in ${end.left}`;
      return {text: `saving was stopped: ${left}`, kind: 'warn'};
    }
    default: {
      const left = end.left === null ? '' : `; ${counted(end.files, 'whole log')} in ${end.left}`;
      return {text: `not saved: ${end.reason}${left}`, kind: 'bad'};
    }
  }
};

/** The lines that are shown, into a new file. */
const saveShown = async (
  lines: NonNullable<SaveWish['lines']>,
  file: string,
  count: SaveCount,
  signal: AbortSignal,
): Promise<SaveEnd> => {
  try {
    const target = await newFile(file);
    try {
      const {lost} = await writeChunks(lines, target.write, count, signal);
      if (signal.aborted) return {kind: 'stopped', left: null, files: 0};
      const refused = lost === 0 ? [] : [`${counted(lost, 'older line')} let go before they could be written`];
      return {kind: 'saved', path: await target.keep(), files: 1, refused};
    } finally {
      await target.discard();
    }
  } catch (error) {
    return {kind: 'failed', reason: fileProblem(error, file) ?? String(error), left: null, files: 0};
  }
};

/** What can be done with the lines of a log: saved, or handed to a program. A log that is being saved is in `state.logSave`. */
export const createLogLineActions = (desk: Desk): LogLineActions => {
  const {store, engine, env} = desk;
  let saving: AbortController | null = null;
  const say = ({text, kind}: Said): void => store.update(state => notify(state, plainText(text), kind, 8000));
  const told = (change: Partial<LogSave>): void =>
    store.update(state => (state.logSave ? {...state, logSave: {...state.logSave, ...change}} : state));

  const save = async ({title, typed, name, lines}: SaveWish, logs: readonly LogOf[], signal: AbortSignal): Promise<void> => {
    const file = await fileMeant(typed, name, env.HOME, process.cwd());
    if (file === null) return say({text: 'not saved: a file was not named', kind: 'warn'});
    const count: SaveCount = {bytes: 0, lines: 0, at: 0};
    const part = (): string =>
      logs.length < 2 || lines ? '' : `${logs[count.at]?.label ?? ''}, ${count.at + 1} of ${logs.length}`;
    const beginning = {title, how: lines ? 'shown' : 'raw', startedAt: Date.now(), stopping: false} as const;
    store.update(state => ({...state, logSave: {...beginning, part: part(), bytes: 0, lines: 0}}));
    const ticks = setInterval(() => told({bytes: count.bytes, lines: count.lines, part: part()}), tickMs);
    try {
      const end = lines ? await saveShown(lines, file, count, signal) : await saveLogBytes(engine, logs, file, count, signal);
      say(saidOf(end, count, lines ? 1 : logs.length));
    } finally {
      clearInterval(ticks);
      store.update(state => ({...state, logSave: null}));
    }
  };

  return {
    save(wish) {
      if (saving) return say({text: 'a log is still being saved: Esc in a log stops it', kind: 'warn'});
      const controller = childOf(desk.signal);
      saving = controller;
      desk.start(
        save(wish, logsOf(store.get()), controller.signal).finally(() => {
          saving = null;
          controller.abort();
        }),
      );
    },
    stopSaving() {
      told({stopping: true});
      saving?.abort();
    },
    read: (reader, wish) => readIn(desk, reader, wish),
  };
};
