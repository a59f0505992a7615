import type {LogEntry} from './log-entry.js';
import {gravityOf, levelFromWord} from './log-level.js';
import {parsePattern} from './log-pattern.js';
import {withoutColours} from './log-text.js';

/** Which lines are shown. `sources` are the names that `service=` is compared with, by index. */
export interface LogFilter {
  readonly passes: (entry: LogEntry, plain: () => string) => boolean;
}

type Term = LogFilter['passes'];

const tokens = /!?\/(?:\\.|[^/\\])+\/|!?"[^"]*"?|\S+/g;
const comparison = /^level(>=|<=|=|:|>|<)([a-z]+)$/i;
const named = /^(service|source|stream)[=:](.+)$/i;

const levelTerm = (sign: string, word: string): Term | null => {
  const wanted = levelFromWord(word);
  if (!wanted) return null;
  const bound = gravityOf(wanted);
  const holds: Readonly<Record<string, (gravity: number) => boolean>> = {
    '>=': gravity => gravity >= bound,
    '<=': gravity => gravity <= bound,
    '>': gravity => gravity > bound,
    '<': gravity => gravity < bound,
  };
  const test = holds[sign] ?? (gravity => gravity === bound);
  return ({level}) => level !== null && test(gravityOf(level));
};

const namedTerm = (key: string, value: string, sources: readonly string[]): Term => {
  if (key === 'stream') return ({stderr}) => stderr === /err/i.test(value);
  const pattern = parsePattern(value);
  return ({source}) => pattern?.test(sources[source] ?? '') ?? true;
};

const termOf = (token: string, sources: readonly string[]): Term | null => {
  const level = comparison.exec(token);
  const byLevel = level ? levelTerm(level[1] ?? '', level[2] ?? '') : null;
  if (byLevel) return byLevel;
  const name = named.exec(token);
  if (name) return namedTerm((name[1] ?? '').toLowerCase(), name[2] ?? '', sources);
  const pattern = parsePattern(token.replace(/^"([^"]*)"?$/, '$1'));
  return pattern && ((_, plain) => pattern.test(plain()));
};

/** `text`, `!text`, `"two words"`, `/regex/`, `level>=warn`, `service=`, `stream=stderr`: all of them have to hold. null: all lines pass. */
export const parseLogFilter = (typed: string, sources: readonly string[]): LogFilter | null => {
  const terms: Term[] = [];
  for (const [token] of typed.matchAll(tokens)) {
    const not = token.startsWith('!') && token.length > 1;
    const term = termOf(not ? token.slice(1) : token, sources);
    if (term) terms.push(not ? (entry, plain) => !term(entry, plain) : term);
  }
  if (terms.length === 0) return null;
  return {passes: (entry, plain) => terms.every(term => term(entry, plain))};
};

export const passesFilter = (filter: LogFilter, entry: LogEntry): boolean => {
  let plain: string | null = null;
  return filter.passes(entry, () => {
    plain ??= withoutColours(entry.text);
    return plain;
  });
};
