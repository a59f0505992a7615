import {serviceOfKind} from './kind.js';
import {exposes, looksLike} from './looks.js';
import {firstWord, postgresCommand, postgresConsole} from './postgres/command.js';
import {postgresQuick, postgresWords} from './postgres/quick.js';
import {answersSql, isEndless, textDanger, textReads, wantsTerminal} from './postgres/text.js';
import {asks, isTool, toolDanger, toolReads} from './postgres/tools.js';
import {postgresVerdict} from './postgres/verdict.js';
import {postgresVitals} from './postgres/vitals.js';
import type {AnswerForm, ServiceTarget} from './service.js';
import {programName, quoteWords, splitWords} from './words.js';

const words = (line: string): readonly string[] | null => (isTool(firstWord(line)) ? splitWords(line) : null);

const whyNot = (_: ServiceTarget, line: string): string => {
  if (!isTool(firstWord(line))) {
    const wants = wantsTerminal(line);
    return wants === null ? '' : `${wants} wants a terminal: use the console`;
  }
  const given = splitWords(line);
  if (given === null) return 'a quote is not closed';
  return asks(given) ? 'a password can only be asked for in a terminal: use the console' : '';
};

/** `select 1` in one word is SQL, as no database is called so. */
const lineOf = (args: readonly string[]): string => {
  const [first = ''] = args;
  if (isTool(first)) return quoteWords(args);
  const isText = args.length === 1 && !first.startsWith('-') && (first.startsWith('\\') || /\s|;/.test(first.trim()));
  return isText && !/[=:]\/\/|^\w+=/.test(first) ? first : quoteWords(['psql', ...args]);
};

const form = (line: string): AnswerForm => {
  if (/^pg_dump/.test(programName(firstWord(line))) || answersSql(line)) return 'sql';
  return 'table';
};

/** PostgreSQL and what is built on it: TimescaleDB, PostGIS, pgvector. */
export const postgres = serviceOfKind({
  kind: 'postgres',
  consoleName: 'psql',
  recognises: container => looksLike(container, 'postgres') || exposes(container, 5432),
  console: postgresConsole,
  command: postgresCommand,
  whyNot,
  lineOf,
  owns: isTool,
  quick: postgresQuick,
  danger: line => {
    const given = words(line);
    return given ? toolDanger(given) : textDanger(line);
  },
  reads: line => {
    if (!isTool(firstWord(line))) return textReads(line);
    const given = words(line);
    return given !== null && toolReads(given);
  },
  endless: line => isEndless(line),
  form,
  words: postgresWords,
  verdict: postgresVerdict,
  vitals: postgresVitals,
});
