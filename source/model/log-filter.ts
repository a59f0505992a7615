import type {LogEntry} from './log-entry.js';
import {type LogTerm, parseTerm} from './log-term.js';
import {withoutColours} from './log-text.js';

/** Which lines are shown. */
export interface LogFilter {
  readonly passes: LogTerm;
  /** What cannot be meant as it was typed, in one line; null when all can. */
  readonly trouble: string | null;
}

const tokens = /!?(?:[\w.@/-]+(?:[<>!]?=|[<>:]))?(?:\/(?:\\.|[^/\\])+\/(?=\s|$)|"[^"]*"?)|\S+/g;

/**
 * `text`, `!text`, `"two words"`, `/regex/`, `level>=warn`, `service=`, `stream=stderr`, `status>=500` and `user=ana` of fields: all of
 * them have to hold, on one side of a `|` that stands alone. null: all lines pass. `sources` are the names that `service=` is compared
 * with, by index.
 */
export const parseLogFilter = (typed: string, sources: readonly string[]): LogFilter | null => {
  const sides: LogTerm[][] = [[]];
  let trouble: string | null = null;
  for (const [token] of typed.matchAll(tokens)) {
    if (token === '|' || token === '||') {
      sides.push([]);
      continue;
    }
    const isNot = token.startsWith('!') && token.length > 1;
    const {term, trouble: own} = parseTerm(isNot ? token.slice(1) : token, sources);
    trouble ??= own;
    if (term) sides.at(-1)?.push(isNot ? (entry, plain) => !term(entry, plain) : term);
  }
  // Nothing was typed yet on the other side of a `|`.
  const meant = sides.filter(terms => terms.length > 0);
  const [only] = meant;
  if (!only) return trouble === null ? null : {passes: () => true, trouble};
  const passes: LogTerm =
    meant.length === 1
      ? (entry, plain) => only.every(term => term(entry, plain))
      : (entry, plain) => meant.some(terms => terms.every(term => term(entry, plain)));
  return {passes, trouble};
};

export const passesFilter = (filter: LogFilter, entry: LogEntry): boolean => {
  let plain: string | null = null;
  return filter.passes(entry, () => {
    plain ??= withoutColours(entry.text);
    return plain;
  });
};
