import {type Expression, readExpression} from '../model/expression.js';
import {type LogLevel, levelFromWord, logLevels} from '../model/log-level.js';
import {parseMoment} from '../model/moment.js';
import type {FlagName} from './flags.js';
import {type LogChoice, type Options, UsageError} from './options.js';

/** Seconds as people write them, `2` or `0.5`; in ms. */
const interval = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (text.trim() === '' || !Number.isFinite(seconds) || seconds < 0.2 || seconds > 3600) {
    throw new UsageError(`--interval ${text}: seconds between 0.2 and 3600 are wanted, as in --interval 2`);
  }
  return seconds * 1000;
};

/** Seconds; 0 is no limit. In ms. */
const timeout = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (text.trim() === '' || !Number.isFinite(seconds) || seconds < 0 || seconds > 86_400)
    throw new UsageError(`--timeout ${text}: seconds up to 86400 are wanted, or 0 for no limit, as in --timeout 60`);
  return seconds * 1000;
};

/** Megabytes; in bytes. */
const memory = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const megabytes = Number(text);
  if (text.trim() === '' || !Number.isFinite(megabytes) || megabytes < 1 || megabytes > 4096)
    throw new UsageError(`--log-memory ${text}: megabytes between 1 and 4096 are wanted, as in --log-memory 64`);
  return Math.round(megabytes * 1024 * 1024);
};

const tail = (text: string | undefined): number | 'all' => {
  if (text === undefined || text === 'all') return 'all';
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--tail ${text}: a number of lines is wanted, or all, as in --tail 100`);
  return Number(text);
};

/** `after` is what it comes after, when it says no day: `--since 23:50 --until 00:10`. */
const moment = (flag: string, text: string | undefined, now: number, after: number | null = null): number | undefined => {
  if (text === undefined) return undefined;
  const ms = parseMoment(text, now, {after});
  if (ms === null)
    throw new UsageError(
      `--${flag} ${text}: a time is wanted, as in --${flag} 10m, 2h, 14:00, "yesterday 14:00", 2026-01-31 or 2026-01-31T10:00`,
    );
  return ms;
};

const grepped = (text: string | undefined): Expression | null => {
  if (text === undefined) return null;
  const {expression, whyNot} = readExpression(text, false);
  if (!expression) throw new UsageError(`--grep: not a regular expression: ${whyNot}`);
  return expression;
};

const level = (text: string | undefined): LogLevel | null => {
  if (text === undefined) return null;
  const found = levelFromWord(text);
  if (!found) throw new UsageError(`--level ${text}: one of ${logLevels.join(', ')} is wanted, as in --level warn`);
  return found;
};

/** Bytes are printed as they are: what reads lines has no part in it. */
const refuseBesideRaw = (given: ReadonlyMap<FlagName, string>): void => {
  const other = (['json', 'grep', 'level'] as const).find(flag => given.has(flag));
  if (given.has('raw') && other !== undefined) throw new UsageError(`--raw prints bytes as they are: leave out --${other}`);
};

const logChoice = (given: ReadonlyMap<FlagName, string>, now: number): LogChoice => {
  const since = moment('since', given.get('since'), now);
  // Of a log that goes on it is a time to come.
  const until = moment('until', given.get('until'), now, since ?? (given.has('follow') ? now : null));
  if (since !== undefined && until !== undefined && until <= since) throw new UsageError('--until is not after --since');
  refuseBesideRaw(given);
  return {
    follow: given.has('follow'),
    tail: tail(given.get('tail')),
    since,
    until,
    grep: grepped(given.get('grep')),
    level: level(given.get('level')),
    timestamps: given.has('timestamps'),
    raw: given.has('raw'),
  };
};

/** What the flags say, checked. Throws UsageError. */
export const readOptions = (given: ReadonlyMap<FlagName, string>, now: number): Options => {
  const host = given.get('host');
  const context = given.get('context');
  const demo = given.has('demo');
  if (demo && (host !== undefined || context !== undefined))
    throw new UsageError(`--demo is an engine of its own: leave out ${host === undefined ? '--context' : '--host'}`);
  return {
    host,
    context,
    demo,
    readOnly: given.has('read-only'),
    intervalMs: interval(given.get('interval')),
    logBytes: memory(given.get('log-memory')),
    ascii: given.has('ascii'),
    noColour: given.has('no-color'),
    json: given.has('json'),
    all: given.has('all'),
    quiet: given.has('quiet'),
    yes: given.has('yes'),
    timeoutMs: timeout(given.get('timeout')),
    logs: logChoice(given, now),
  };
};
