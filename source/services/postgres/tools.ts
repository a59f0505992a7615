import {given, type OptionRules, readOptions, valuesOf} from '../options.js';
import {programName} from '../words.js';
import {textDanger, textReads} from './text.js';

const psql: OptionRules = {
  letters: 'cdfFhLopPRTUv',
  names: new Set(
    'command dbname file field-separator host log-file output port pset record-separator table-attr username set variable'.split(
      ' ',
    ),
  ),
};
const others: OptionRules = {
  letters: 'dfFhjpUnNtTSEZlLIOx',
  names: new Set('dbname file format host port username schema table jobs maintenance-db timeout'.split(' ')),
};

/** Tools that can be told never to ask for a password. */
const silent = new Set(
  'psql pg_dump pg_dumpall pg_restore createdb dropdb createuser dropuser vacuumdb reindexdb clusterdb pg_basebackup'.split(' '),
);
const tools = new Set([
  ...silent,
  ...'pg_isready pg_controldata pg_config pgbench pg_ctl pg_resetwal initdb pg_waldump'.split(' '),
]);

/** Whether the word is the name of a program of PostgreSQL: SQL begins with none of these. */
export const isTool = (word: string | undefined): boolean => tools.has(programName(word));

/** Whether these arguments make a tool ask for a password, which would hang without a terminal. */
export const asks = (words: readonly string[]): boolean => {
  const options = readOptions(words.slice(1), programName(words[0]) === 'psql' ? psql : others);
  return (
    given(options, 'W', 'password') ||
    (programName(words[0]) === 'createuser' && given(options, 'P', 'pwprompt', 'interactive')) ||
    valuesOf(options, 'c', 'command').some(text => text.includes('\\password'))
  );
};

/** The tool with what keeps it from asking, and psql with what keeps it honest; both before the person's own words, which win. */
export const guarded = (words: readonly string[]): readonly string[] => {
  const [program = '', ...args] = words;
  const name = programName(program);
  const honest = name === 'psql' ? ['-X', '-v', 'ON_ERROR_STOP=1', '-P', 'pager=off'] : [];
  return [program, ...(silent.has(name) ? ['-w'] : []), ...honest, ...args];
};

const dangers: Readonly<Record<string, string>> = {
  dropdb: 'drops a database',
  dropuser: 'drops a role',
  pg_resetwal: 'throws the write-ahead log away',
  initdb: 'makes a new cluster',
  clusterdb: 'locks tables while it rewrites them',
  reindexdb: 'locks tables while it rewrites their indexes',
};

const psqlDanger = (args: readonly string[]): string | null => {
  const options = readOptions(args, psql);
  if (given(options, 'f', 'file') && !valuesOf(options, 'f', 'file').includes('-')) return 'runs a file that is not seen here';
  if (valuesOf(options, 'o', 'output', 'L', 'log-file').some(file => /^\s*\|/.test(file)))
    return 'runs a shell command that is not checked';
  // variables could stand for any SQL
  for (const text of [...valuesOf(options, 'c', 'command'), ...valuesOf(options, 'v', 'set', 'variable')]) {
    const found = textDanger(text.replace(/^\w+=/, ''));
    if (found !== null) return found;
  }
  return null;
};

/** What a tool of PostgreSQL would lose, in words; null when nothing. */
export const toolDanger = (words: readonly string[]): string | null => {
  const [program, ...args] = words;
  const name = programName(program);
  if (name === 'psql') return psqlDanger(args);
  const options = readOptions(args, others);
  if (given(options, 'help', 'version', '?', 'V')) return null;
  if (name === 'pg_restore') return given(options, 'd', 'dbname') ? 'restores over a database' : null;
  if (name === 'pgbench') return given(options, 'i', 'initialize') ? 'drops and makes the tables of pgbench' : null;
  if (name === 'pg_ctl')
    return options.plain.some(word => /^(stop|restart|promote|kill)$/.test(word)) ? 'stops the server' : null;
  if (name === 'vacuumdb') return /(^|\s)(-\w*f|--full)/.test(args.join(' ')) ? 'locks tables while it rewrites them' : null;
  const target = options.plain.at(-1);
  const found = dangers[name] ?? null;
  return name === 'dropdb' && target !== undefined ? `drops database ${target}` : found;
};

const harmlessVariables = /^(ON_ERROR_STOP|VERBOSITY|FETCH_COUNT|ECHO|QUIET|SHOW_CONTEXT)=\w*$/;
const readingOptions = new Set(
  'c command d dbname h host p port U username A no-align t tuples-only x expanded X no-psqlrc q quiet H html csv w no-password b e E n F field-separator R record-separator P pset 1 single-transaction v set variable z 0 T l list V version ? help'.split(
    ' ',
  ),
);

const psqlReads = (args: readonly string[]): boolean => {
  const options = readOptions(args, psql);
  if ([...options.values.keys()].some(key => !readingOptions.has(key))) return false;
  // a connection string can carry options of the server, and switch the guard off
  if ([...options.plain, ...valuesOf(options, 'd', 'dbname')].some(word => /[=:?]/.test(word))) return false;
  if (valuesOf(options, 'v', 'set', 'variable').some(one => !harmlessVariables.test(one))) return false;
  const texts = valuesOf(options, 'c', 'command');
  return given(options, 'l', 'list', 'V', 'version', '?', 'help') || (texts.length > 0 && texts.every(textReads));
};

/** Whether a tool of PostgreSQL is known to only read. */
export const toolReads = (words: readonly string[]): boolean => {
  const [program, ...args] = words;
  const name = programName(program);
  if (name === 'psql') return psqlReads(args);
  if (name === 'pg_isready' || name === 'pg_controldata' || name === 'pg_config') return true;
  const options = readOptions(args, others);
  if (name === 'pg_dump' || name === 'pg_dumpall') return !given(options, 'f', 'file');
  return name === 'pg_restore' && given(options, 'l', 'list') && !given(options, 'f', 'file', 'd', 'dbname');
};
