import type {LogEntry} from './log-entry.js';
import {amountOf, fieldReader} from './log-field.js';
import {gravityOf, type LogLevel, levelFromWord, logLevels} from './log-level.js';
import {parsePattern, patternTrouble} from './log-pattern.js';

/** One condition of a filter. `plain` gives the line without colours. */
export type LogTerm = (entry: LogEntry, plain: () => string) => boolean;

/** A condition as it was typed, and why it cannot be what was meant; null when it can. */
export interface ParsedTerm {
  readonly term: LogTerm | null;
  readonly trouble: string | null;
}

const comparison = /^([A-Za-z_@][\w.@/-]*)(>=|<=|!=|=|>|<|:(?!\/\/))(.+)$/;

/** `w` and `warni` while they are typed. */
const levelTyped = (word: string): LogLevel | null =>
  levelFromWord(word) ?? logLevels.find(level => level.startsWith(word.toLowerCase())) ?? null;

const isLevelStart = (word: string): boolean =>
  ['warning', 'critical', 'information', 'notice'].some(one => one.startsWith(word));

const compared = (sign: string, difference: number): boolean => {
  switch (sign) {
    case '>=':
      return difference >= 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '<':
      return difference < 0;
    case '!=':
      return difference !== 0;
    default:
      return difference === 0;
  }
};

const levelTerm = (sign: string, word: string): ParsedTerm => {
  const wanted = levelTyped(word);
  if (!wanted) {
    const isHalf = isLevelStart(word.toLowerCase());
    return {term: null, trouble: isHalf ? null : `no level "${word}": ${logLevels.join(', ')}`};
  }
  const bound = gravityOf(wanted);
  return {term: ({level}) => level !== null && compared(sign, gravityOf(level) - bound), trouble: null};
};

const streamTerm = (sign: string, value: string): ParsedTerm => {
  const isErr = /^(?:std)?err/i.test(value);
  const isKnown = 'stdout'.startsWith(value) || 'stderr'.startsWith(value) || 'out'.startsWith(value) || 'err'.startsWith(value);
  return {
    term: ({stderr}) => (stderr === isErr) === (sign !== '!='),
    trouble: isKnown ? null : `no stream "${value}": stdout, stderr`,
  };
};

const sourceTerm = (sign: string, value: string, sources: readonly string[]): ParsedTerm => {
  const pattern = parsePattern(value);
  const found = sources.map(name => pattern?.test(name) ?? true);
  const isKnown = sources.length === 0 || found.some(one => one);
  return {
    term: ({source}) => (found[source] ?? false) === (sign !== '!='),
    trouble: patternTrouble(value) ?? (isKnown ? null : `nothing here is called "${value}"`),
  };
};

/** Of JSON and of `name=value` pairs: equal, a match of `/…/`, or more or less where both are numbers. */
const fieldTerm = (name: string, sign: string, value: string): ParsedTerm => {
  const read = fieldReader(name);
  if (sign === '=' || sign === '!=' || sign === ':') {
    const pattern = /^\/.+\/$/.test(value) ? parsePattern(value) : null;
    const small = value.toLowerCase();
    const amount = amountOf(value);
    const holds = (found: string): boolean =>
      pattern ? pattern.test(found) : found.toLowerCase() === small || (amount !== null && amountOf(found) === amount);
    return {
      term: (_, plain) => {
        const found = read(plain());
        return found !== null && holds(found) === (sign !== '!=');
      },
      trouble: pattern ? patternTrouble(value) : null,
    };
  }
  const bound = amountOf(value);
  if (bound === null) return {term: null, trouble: `"${value}" is no number`};
  return {
    term: (_, plain) => {
      const found = amountOf(read(plain()) ?? '');
      return found !== null && compared(sign, found - bound);
    },
    trouble: null,
  };
};

const patternTerm = (typed: string): ParsedTerm => {
  const pattern = parsePattern(typed);
  return {term: pattern && ((_, plain) => pattern.test(plain())), trouble: patternTrouble(typed)};
};

/** Reads one condition, without a `!` before it. `sources` are the names that `service=` is compared with, by index. */
export const parseTerm = (typed: string, sources: readonly string[]): ParsedTerm => {
  const [, name, sign = '', typedValue = ''] = comparison.exec(typed) ?? [];
  const value = typedValue.replace(/^"([^"]*)"?$/, '$1');
  const key = name?.toLowerCase();
  if (name === undefined) return patternTerm(typed.replace(/^"([^"]*)"?$/, '$1'));
  if (key === 'level') return levelTerm(sign, value);
  if (key === 'stream') return streamTerm(sign, value);
  if (key === 'service' || key === 'source' || key === 'container') return sourceTerm(sign, value, sources);
  // `12:30` and `error:` are words.
  return sign === ':' ? patternTerm(typed) : fieldTerm(name, sign, value);
};
