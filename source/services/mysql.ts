import type {Vital, Vitals} from '../model/vitals.js';
import {serviceOfKind} from './kind.js';
import {exposes, looksLike} from './looks.js';
import {mysqlCommand, mysqlConsole} from './mysql/command.js';
import {connected, connectionOf} from './mysql/connection.js';
import {answersRows, isTool, textDanger, textReads, toolDanger, toolReads} from './mysql/lines.js';
import {type Ending, type ServiceTarget, type Verdict, VitalsError, type VitalsQuestion} from './service.js';
import {levelOf, shareText} from './shares.js';
import {exitedWith, failed, fine, lastLine, lineWith, neverRan} from './verdict.js';
import {quoteWords, splitWords} from './words.js';

const quick: readonly (readonly [string, string])[] = [
  [
    'sizes of the databases',
    'SELECT table_schema AS db, round(sum(data_length + index_length) / 1048576, 1) AS mib, count(*) AS tables FROM information_schema.tables GROUP BY table_schema ORDER BY 2 DESC',
  ],
  [
    'tables: rows and sizes',
    'SELECT table_schema AS db, table_name, table_rows AS rows_about, round((data_length + index_length) / 1048576, 1) AS mib FROM information_schema.tables WHERE table_schema = database() ORDER BY 4 DESC',
  ],
  ['what runs now', 'SHOW FULL PROCESSLIST'],
  [
    'open transactions',
    'SELECT trx_id, trx_state, trx_started, trx_mysql_thread_id AS thread, left(trx_query, 80) AS query FROM information_schema.innodb_trx ORDER BY trx_started',
  ],
  ['connections', "SHOW GLOBAL STATUS LIKE 'Threads_%'"],
  ['InnoDB', 'SHOW ENGINE INNODB STATUS'],
  ['replication', 'SHOW REPLICA STATUS'],
  ['settings', 'SHOW GLOBAL VARIABLES WHERE length(Value) < 60'],
  ['databases', 'SHOW DATABASES'],
  ['tables', 'SHOW TABLES'],
];

const words: readonly string[] = [
  'SELECT',
  'SHOW DATABASES',
  'SHOW TABLES',
  'SHOW FULL PROCESSLIST',
  'SHOW CREATE TABLE',
  'SHOW INDEX FROM',
  'SHOW GLOBAL STATUS',
  'SHOW GLOBAL VARIABLES LIKE',
  'DESCRIBE',
  'EXPLAIN',
  'USE',
  'INSERT INTO',
  'UPDATE',
  'DELETE FROM',
  'ALTER TABLE',
  'DROP TABLE',
  'TRUNCATE TABLE',
  'mysqladmin status',
  'mysqladmin ping',
  'mysqldump',
];

const hints: readonly (readonly [RegExp, string])[] = [
  [/^ERROR 1045/, "the password in the environment of the container is not, or no longer, the server's"],
  [/^ERROR 1049/, 'SHOW DATABASES lists what there is'],
  [/^ERROR (2002|2003|2013)/, 'it may be starting: try again in a few seconds'],
  [/^ERROR 1040/, 'every connection is taken'],
  [/^ERROR 1792/, 'stacktop was started with --read-only'],
];

const verdict = (ending: Ending): Verdict => {
  const {exitCode, stdout, stderr} = ending;
  if (exitCode === 0) return fine;
  const never = neverRan(ending, 'MySQL');
  if (never) return never;
  if (exitCode === 130 || exitCode === 143) return failed('it was stopped');
  const line =
    lineWith(stderr, /^((?:ERROR \d+|(?:mysql|mariadb)[\w-]*: (?:\[ERROR\] |Error:? |Got error:? |connect to server)).*)/) ??
    lastLine(stderr);
  if (line === '') return exitCode === null ? fine : exitedWith(exitCode ?? 1);
  // the first line may be about the password of an older way to give one
  if (exitCode === null && !/^ERROR/.test(line)) return fine;
  const message = line || lastLine(stdout);
  return failed(message.replace(/ at line \d+(?=:)/, ''), hints.find(([pattern]) => pattern.test(message))?.[1] ?? '');
};

const names = [
  'Threads_connected',
  'Threads_running',
  'Slow_queries',
  'Innodb_buffer_pool_reads',
  'Innodb_buffer_pool_read_requests',
];
const question = `SHOW GLOBAL STATUS WHERE Variable_name IN (${names.map(name => `'${name}'`).join(', ')});\nSHOW GLOBAL VARIABLES LIKE 'max_connections';\n`;

const read = (stdout: string, before: Vitals | null): Vitals => {
  const values = new Map(stdout.split('\n').map(line => [line.split('\t')[0] ?? '', Number(line.split('\t')[1])]));
  const number = (name: string): number => values.get(name) || 0;
  if (!values.has('Threads_connected')) throw new VitalsError('the answer of the client is none');
  const connections = number('Threads_connected');
  const most = number('max_connections');
  const slow = number('Slow_queries');
  const asked = number('Innodb_buffer_pool_read_requests');
  const slower = before ? slow - (before.counters.slow ?? slow) : 0;
  const facts: readonly Vital[] = [
    {label: 'connections', value: `${connections} of ${most}`, level: levelOf(connections, most)},
    {label: 'running', value: String(number('Threads_running')), level: 'quiet'},
    {label: 'cache hits', value: shareText(asked - number('Innodb_buffer_pool_reads'), asked), level: 'quiet'},
    {label: 'slow queries', value: String(slow), level: slower > 0 ? 'warn' : 'quiet'},
  ];
  return {
    facts,
    troubles: levelOf(connections, most) === 'bad' ? [`${connections} of ${most} connections`] : [],
    counters: {slow},
  };
};

const vitals = (target: ServiceTarget): VitalsQuestion => {
  const connection = connectionOf(target);
  const [argv = [], ...fallbacks] = connection.clients.map(name => [
    name,
    '-u',
    connection.user,
    '--connect-timeout=3',
    '-A',
    '-N',
    '-B',
  ]);
  return {invocation: connected({argv, fallbacks, env: [], secrets: [], input: question, limitMs: 5000}, connection), read};
};

const first = (line: string): string => line.split(/\s/)[0] ?? '';
const toolWords = (line: string): readonly string[] | null => (isTool(first(line)) ? splitWords(line) : null);

/** MySQL, MariaDB and Percona. */
export const mysql = serviceOfKind({
  kind: 'mysql',
  consoleName: 'mysql',
  recognises: container => looksLike(container, 'mysql') || exposes(container, 3306),
  console: mysqlConsole,
  command: mysqlCommand,
  whyNot: (_, line) => (isTool(first(line)) && splitWords(line) === null ? 'a quote is not closed' : ''),
  lineOf: args => {
    const [only = ''] = args;
    if (isTool(only)) return quoteWords(args);
    return args.length === 1 && /\s/.test(only) && !only.startsWith('-') ? only : quoteWords(['mysql', ...args]);
  },
  owns: isTool,
  quick: () => quick,
  danger: line => {
    const given = toolWords(line);
    return given ? toolDanger(given) : textDanger(line);
  },
  reads: line => {
    if (!isTool(first(line))) return textReads(line);
    const given = toolWords(line);
    return given !== null && toolReads(given);
  },
  endless: () => false,
  form: line =>
    /^(mysql|mariadb)-?dump/.test(line) || /^show create/i.test(line) ? 'sql' : answersRows(line) ? 'table' : 'text',
  words,
  verdict,
  vitals,
});
