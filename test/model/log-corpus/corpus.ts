import type {LogLevel} from '../../../source/model/log-level.js';

/** What is shown is the line as it was written. */
export const same = Symbol('same');

/**
 * A line, its level, and what is shown of it: the message, fields, who speaks in `<>`; `again` when it says again what the line before it
 * said. `+`: it goes on the line before it.
 */
export type Sample =
  | readonly [line: string, level: LogLevel | null, shown: string | typeof same, again?: 'again']
  | readonly [line: string, goesOn: '+'];

/** Logs by what wrote them: the lines of each come one after another. */
export type Corpus = Readonly<Record<string, readonly Sample[]>>;
