import {hasSecret} from '../history-line.js';
import {withoutUrlPasswords} from '../secret-words.js';
import type {Invocation, RunWish, ServiceTarget} from '../service.js';
import {programName, splitWords} from '../words.js';
import {connected, connectionArgs, connectionOf} from './connection.js';
import {answersRows} from './text.js';
import {guarded, isTool} from './tools.js';

const readOnly = (wish: RunWish): readonly string[] =>
  wish.readOnly === true ? ['PGOPTIONS=-c default_transaction_read_only=on'] : [];

/** psql cancels its query on INT; on TERM it goes and leaves the query running in the server. */
const asPsql: Pick<Invocation, 'endBy' | 'limitMs'> = {endBy: 'INT', limitMs: null};

/**
 * SQL and backslash commands by psql's input: there it stays out of argv, which the engine's events show; several statements run one
 * after the other up to the first error (`-c` would make one transaction of them and take no backslash command beside SQL); and
 * ON_ERROR_STOP makes the exit code tell of it.
 */
const statement = (target: ServiceTarget, line: string, wish: RunWish): Invocation => {
  const connection = connectionOf(target);
  const csv = wish.csv === true && answersRows(line);
  return connected(
    {
      argv: [
        'psql',
        ...connectionArgs(connection),
        '-w',
        '-X',
        '-v',
        'ON_ERROR_STOP=1',
        '-P',
        'pager=off',
        ...(csv ? ['--csv'] : []),
      ],
      env: ['PAGER=', ...readOnly(wish)],
      secrets: [],
      input: `${line}\n`,
      ...(csv ? {csv} : {}),
      ...asPsql,
    },
    connection,
  );
};

/** Passwords in connection strings go to the environment. */
const concealed = (words: readonly string[]) => {
  const {words: shown, password} = withoutUrlPasswords(words, 'postgres(?:ql)?');
  let secret = password;
  const rest = shown.map(word =>
    word.replace(/(^|\s)password\s*=\s*('(?:\\.|[^'\\])*'|\S+)\s*/, (_, before: string, value: string) => {
      secret = value.replace(/^'(.*)'$/s, '$1').replace(/\\(.)/gs, '$1');
      return before;
    }),
  );
  return {words: rest, password: secret};
};

const isPsql = (words: readonly string[]): boolean => programName(words[0]) === 'psql';

/** Texts of `-c` that hold a password go to psql's input, in their order: argv is seen. */
const unseen = (words: readonly string[]): Pick<Invocation, 'argv' | 'input'> => {
  const texts: string[] = [];
  const argv: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [, joined] = /^--command=([\s\S]*)$/.exec(words[at] ?? '') ?? [];
    if (joined !== undefined) texts.push(joined);
    else if (words[at] === '-c' || words[at] === '--command') texts.push(words[++at] ?? '');
    else argv.push(words[at] ?? '');
  }
  if (!isPsql(words) || !texts.some(text => hasSecret('postgres', text))) return {argv: words};
  return {argv, input: texts.map(text => (/^\s*\\|;\s*$/.test(text) ? `${text}\n` : `${text};\n`)).join('')};
};

/** A tool by its name. User and database come by the environment, so that what the person wrote wins. */
const toolRun = (target: ServiceTarget, words: readonly string[], wish: RunWish): Invocation => {
  const connection = connectionOf(target);
  const {words: shown, password} = concealed(words);
  const env = [
    `PGUSER=${connection.user}`,
    `PGDATABASE=${connection.database}`,
    ...(connection.port === null ? [] : [`PGPORT=${connection.port}`]),
    'PAGER=',
    ...readOnly(wish),
  ];
  const invocation: Invocation = {...unseen(guarded(shown)), env, secrets: [], ...asPsql};
  return connected(invocation, password === null ? connection : {...connection, password: {kind: 'value', value: password}});
};

/** A line for PostgreSQL: SQL, backslash commands, or one of its programs by name. Null when a quote of the latter is not closed. */
export const postgresCommand = (target: ServiceTarget, line: string, wish: RunWish): Invocation | null => {
  if (!isTool(firstWord(line))) return statement(target, line, wish);
  const words = splitWords(line);
  return words === null ? null : toolRun(target, words, wish);
};

export const firstWord = (line: string): string => line.trim().split(/\s/)[0] ?? '';

export const postgresConsole = (target: ServiceTarget): Invocation => {
  const connection = connectionOf(target);
  return connected(
    {argv: ['psql', ...connectionArgs(connection)], env: [], secrets: [], endBy: 'INT', limitMs: null},
    connection,
  );
};
