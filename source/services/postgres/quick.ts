import type {ServiceTarget} from '../service.js';

const active = `SELECT pid, usename AS role, datname AS database, application_name AS application, now() - query_start AS since, wait_event_type AS waits_for, left(query, 120) AS query FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() ORDER BY query_start`;
const blocked = `SELECT a.pid, a.usename AS role, now() - a.query_start AS since, pg_blocking_pids(a.pid) AS blocked_by, left(a.query, 120) AS query FROM pg_stat_activity a WHERE cardinality(pg_blocking_pids(a.pid)) > 0 ORDER BY a.query_start`;
const locks = `SELECT l.pid, a.usename AS role, l.locktype AS what, coalesce(l.relation::regclass::text, '') AS relation, l.mode, l.granted, left(a.query, 80) AS query FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.pid <> pg_backend_pid() ORDER BY l.granted, l.pid`;
const tables = `SELECT schemaname AS schema, relname AS "table", n_live_tup AS rows_about, pg_size_pretty(pg_table_size(relid)) AS data, pg_size_pretty(pg_indexes_size(relid)) AS indexes, coalesce(last_autovacuum, last_vacuum)::timestamp(0) AS vacuumed FROM pg_stat_user_tables ORDER BY pg_total_relation_size(relid) DESC`;
const unused = `SELECT schemaname AS schema, relname AS "table", indexrelname AS index, pg_size_pretty(pg_relation_size(indexrelid)) AS size, idx_scan AS scans FROM pg_stat_user_indexes JOIN pg_index USING (indexrelid) WHERE idx_scan < 10 AND NOT indisunique ORDER BY pg_relation_size(indexrelid) DESC`;
const hits = `SELECT datname AS database, blks_hit AS from_cache, blks_read AS from_disk, round(100.0 * blks_hit / nullif(blks_hit + blks_read, 0), 1) AS hit_percent, deadlocks, temp_files FROM pg_stat_database WHERE datname IS NOT NULL ORDER BY blks_hit + blks_read DESC`;
const settings = `SELECT name, setting, unit, source FROM pg_settings WHERE source NOT IN ('default', 'override', 'client') ORDER BY name`;

const plainName = /^[a-z_][a-z0-9_]*$/;
const quoted = (name: string): string =>
  name
    .split('.')
    .map(part => (plainName.test(part) ? part : `"${part.replaceAll('"', '""')}"`))
    .join('.');

/** What people ask a PostgreSQL most often, and the rows of the tables that the profile names. */
export const postgresQuick = ({profile}: ServiceTarget): readonly (readonly [name: string, line: string])[] => [
  [
    'sizes of the databases',
    'SELECT datname AS database, pg_size_pretty(pg_database_size(datname)) AS size FROM pg_database WHERE datallowconn ORDER BY pg_database_size(datname) DESC',
  ],
  ['tables: rows and sizes', tables],
  ...(profile?.tables ?? []).map(table => [`rows of ${table}`, `SELECT count(*) FROM ${quoted(table)}`] as const),
  ['active queries', active],
  ['blocked queries', blocked],
  ['locks', locks],
  [
    'connections by state',
    'SELECT coalesce(state, backend_type) AS state, usename AS role, datname AS database, count(*), max(now() - state_change) AS longest FROM pg_stat_activity GROUP BY 1, 2, 3 ORDER BY 4 DESC',
  ],
  [
    'longest transactions',
    'SELECT pid, usename AS role, now() - xact_start AS open_for, state, left(query, 120) AS query FROM pg_stat_activity WHERE xact_start IS NOT NULL AND pid <> pg_backend_pid() ORDER BY xact_start LIMIT 20',
  ],
  ['indexes that are not used', unused],
  ['cache hits', hits],
  [
    'replication',
    'SELECT application_name AS replica, client_addr AS address, state, sync_state, pg_size_pretty(pg_wal_lsn_diff(sent_lsn, replay_lsn)) AS behind, replay_lag FROM pg_stat_replication',
  ],
  ['settings that were changed', settings],
  ['extensions', '\\dx'],
  ['roles', '\\du'],
  ['is it ready?', 'pg_isready'],
];

/** Beginnings of lines, for completion. */
export const postgresWords: readonly string[] = [
  'SELECT',
  'SELECT count(*) FROM',
  'SHOW',
  'SHOW ALL',
  'EXPLAIN',
  'EXPLAIN (ANALYZE, BUFFERS)',
  'INSERT INTO',
  'UPDATE',
  'DELETE FROM',
  'CREATE TABLE',
  'CREATE INDEX CONCURRENTLY',
  'ALTER TABLE',
  'DROP TABLE',
  'TRUNCATE',
  'VACUUM',
  'VACUUM (ANALYZE)',
  'ANALYZE',
  'REINDEX',
  'TABLE',
  'WITH',
  '\\d',
  '\\dt',
  '\\dt+',
  '\\d+',
  '\\di+',
  '\\df',
  '\\dn',
  '\\du',
  '\\dv',
  '\\dx',
  '\\l',
  '\\l+',
  '\\conninfo',
  '\\sf',
  '\\sv',
  '\\x',
  '\\timing',
  'pg_isready',
  'pg_dump',
  'pg_dump --schema-only',
  'psql -c',
];
