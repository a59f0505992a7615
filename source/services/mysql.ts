import {serviceOfKind} from './kind.js';
import {exposes, looksLike} from './looks.js';
import {mysqlCommand, mysqlConsole} from './mysql/command.js';
import {answersRows, isTool, textDanger, textReads, toolDanger, toolReads} from './mysql/lines.js';
import {mysqlVerdict} from './mysql/verdict.js';
import {mysqlVitals} from './mysql/vitals.js';
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
  verdict: mysqlVerdict,
  vitals: mysqlVitals,
});
