import {readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import {bytes} from '../model/bytes.js';
import {dump, dumpName} from '../operations/dump.js';
import {restore} from '../operations/restore.js';
import type {Transfer, TransferStep} from '../operations/transfer.js';
import {connectionOf} from '../services/postgres/connection.js';
import type {Invocation} from '../services/service.js';
import {quoteWords} from '../services/words.js';
import {type AnswerEnd, beginAnswer, withLines} from '../state/answer.js';
import {type CommandEntry, inAnswer, withCommands} from '../state/commands.js';
import {plainText} from '../terminal/sanitise.js';
import type {Desk} from './desk.js';
import type {SpokenTo} from './service-target.js';

/** What is dumped into a file, or restored from one. */
export interface TransferWish {
  readonly does: 'dump' | 'restore';
  readonly file: string;
  readonly database: string;
}

/** The services that have it: of the others the tools are a line of one's own. */
const canTransfer = ({service}: SpokenTo): boolean => service.kind === 'postgres';

/** What stands at the end of the list of commands. */
export const transferEntries = (found: SpokenTo): CommandEntry[] => {
  if (!canTransfer(found)) return [];
  const database = plainText(connectionOf(found.target).database);
  const usual = {endless: false, danger: false};
  return [
    {...usual, name: 'dump to a file', line: `pg_dump ${database} > FILE`, does: 'dump'},
    {...usual, name: 'restore from a file', line: `psql ${database} < FILE, all of it or nothing`, does: 'restore', danger: true},
  ];
};

const partsOf = ({stack, member, target}: SpokenTo): string[] => [
  ...(stack.project === null ? [] : [stack.name]),
  member.label,
  connectionOf(target).database,
];

/** A name for a new dump in the folder that stacktop was started in. */
export const newDumpName = (found: SpokenTo, now: Date): string => dumpName(partsOf(found), 'sql', now);

/** The newest dump of the service in a folder, to begin with; '' where there is none. */
export const newestDump = async (found: SpokenTo, folder: string): Promise<string> => {
  const beginning = dumpName(partsOf(found), '', new Date(0)).replace(/\d{8}-\d{6}\.$/, '');
  try {
    const names = await readdir(folder);
    return (
      names
        .filter(name => name.startsWith(beginning) && /-\d{8}-\d{6}(-\d+)?\.sql(\.gz)?$/.test(name))
        .sort()
        .at(-1) ?? ''
    );
  } catch {
    return ''; // a folder that cannot be read
  }
};

/** `FILE`, `FILE from DATABASE`, `FILE into DATABASE`; a file in the home folder may begin with `~/`. */
export const readWish = (
  does: 'dump' | 'restore',
  typed: string,
  found: SpokenTo,
  home: string | undefined,
): TransferWish | null => {
  const [, file = '', database] = /^\s*(.*?)(?:\s+(?:from|into)\s+(\S+))?\s*$/.exec(typed) ?? [];
  if (file === '') return null;
  const whole = home && file.startsWith('~/') ? path.join(home, file.slice(2)) : file;
  return {does, file: path.resolve(whole), database: database ?? connectionOf(found.target).database};
};

/** Why a file cannot be restored from; null when it can be read. */
export const unreadable = async (file: string): Promise<string | null> => {
  try {
    return (await stat(file)).isFile() ? null : `${file} is no file`;
  } catch {
    return `there is no file ${file}`;
  }
};

const invocationFor = ({does, database}: TransferWish, {service, target}: SpokenTo): Invocation | null =>
  service.command(target, quoteWords(does === 'dump' ? ['pg_dump', database] : ['psql', '-q', '-d', database]));

const progressOf = (step: Extract<TransferStep, {kind: 'progress'}>): string => {
  const rate = step.rate > 0 ? `, ${bytes(step.rate)}/s` : '';
  const {total} = step;
  return total ? `${Math.floor((100 * step.bytes) / total)} % of ${bytes(total)}${rate}` : `${bytes(step.bytes)}${rate}`;
};

export interface TransferRun {
  readonly id: number;
  readonly found: SpokenTo;
  readonly wish: TransferWish;
  readonly signal: AbortSignal;
}

/** Dumps or restores into the answer of the open screen. Never rejects with what was to be expected: how it ended stands in the answer. */
export const runTransfer = async (desk: Desk, {id, found, wish, signal}: TransferRun): Promise<void> => {
  const {store, engine} = desk;
  const {does, file, database} = wish;
  const invocation = invocationFor(wish, found);
  const words = does === 'dump' ? `dump of ${database}` : `restoring ${database}`;
  const answer = beginAnswer({id, title: plainText(words), undone: true, startedAt: Date.now()});
  store.update(state => withCommands(state, {answer, focus: 'answer', search: '', sideways: 0}));
  const tell = (lines: readonly string[], end: AnswerEnd): void =>
    store.update(state =>
      inAnswer(state, id, now => ({
        ...withLines(
          now,
          lines.map(text => ({text: plainText(text), stderr: false})),
        ),
        end,
        stopping: false,
      })),
    );
  if (!invocation) {
    tell([], {kind: 'failed', at: Date.now(), message: 'a quote is not closed', hint: ''});
    return;
  }
  const request = {id: found.target.container.id, invocation, verdict: found.service.verdict, file};
  const steps: Transfer = does === 'dump' ? dump(engine, request, signal) : restore(engine, request, signal);
  for await (const step of steps) {
    const at = Date.now();
    if (step.kind === 'progress') store.update(state => inAnswer(state, id, now => ({...now, progress: progressOf(step)})));
    else if (step.kind === 'done')
      tell([step.file, `${bytes(step.bytes)} ${does === 'dump' ? 'written' : 'restored'}`], {kind: 'finished', at});
    else if (signal.aborted) tell([step.hint], {kind: 'stopped', at, left: false});
    else tell([], {kind: 'failed', at, message: plainText(step.reason), hint: plainText(step.hint)});
  }
};
