import {bytes} from '../../model/bytes.js';
import {spokenDuration} from '../../model/duration.js';
import type {Vital, Vitals} from '../../model/vitals.js';
import {type ServiceTarget, VitalsError, type VitalsQuestion} from '../service.js';
import {levelOf, shareText} from '../shares.js';
import {connected, connectionArgs, connectionOf} from './connection.js';

/** The first field of the answer, by which it is told from anything else on stdout. */
const mark = 'stacktop';

/** One line, of views that every role may read and that PostgreSQL has had since version 10. */
const question = `SELECT '${mark}',
 (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
 current_setting('max_connections'),
 pg_database_size(current_database()),
 (SELECT blks_hit FROM pg_stat_database WHERE datname = current_database()),
 (SELECT blks_read FROM pg_stat_database WHERE datname = current_database()),
 (SELECT extract(epoch FROM max(clock_timestamp() - query_start)) FROM pg_stat_activity
   WHERE state = 'active' AND backend_type = 'client backend' AND pid <> pg_backend_pid()),
 (SELECT extract(epoch FROM max(clock_timestamp() - xact_start)) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'),
 (SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'),
 pg_is_in_recovery(),
 CASE WHEN NOT pg_is_in_recovery() OR pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
   ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END,
 (SELECT count(*) FROM pg_stat_replication),
 CASE WHEN pg_is_in_recovery() THEN 0
   ELSE (SELECT max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)) FROM pg_stat_replication) END;
`;

/** Longer than this a query, or a transaction that nobody goes on with, is worth a warning; in seconds. */
const longQuery = 60;
const longIdle = 300;
const longLag = 30;

const numberOf = (field: string | undefined): number => (field === undefined || field === '' ? 0 : Number(field));
const spoken = (seconds: number): string => spokenDuration(seconds * 1000);

const replication = (standby: boolean, lag: number, replicas: number, behind: number): readonly Vital[] => {
  if (standby) return [{label: 'standby, behind', value: spoken(lag), level: lag >= longLag ? 'bad' : 'quiet'}];
  if (replicas === 0) return [];
  const value = `${replicas}, ${behind > 0 ? `${bytes(behind)} behind` : 'up to date'}`;
  return [{label: 'replicas', value, level: behind > 64 * 1024 ** 2 ? 'warn' : 'quiet'}];
};

const read = (stdout: string, before: Vitals | null): Vitals => {
  const line = stdout.split('\n').find(one => one.startsWith(`${mark}|`));
  const fields = line?.split('|') ?? [];
  if (fields.length !== 13) throw new VitalsError('the answer of psql is none');
  const [connections, most, size, hit, missed, query, idle, waiting] = fields.slice(1, 9).map(numberOf);
  const counters = {hit: hit ?? 0, read: missed ?? 0};
  const old = before?.counters;
  // of the time since the last answer, when enough was read in it; else since the statistics began
  const recent = old ? {hit: counters.hit - (old.hit ?? 0), read: counters.read - (old.read ?? 0)} : counters;
  const {hit: hits, read: reads} = recent.hit + recent.read >= 100 ? recent : counters;
  const facts: Vital[] = [
    {label: 'connections', value: `${connections} of ${most}`, level: levelOf(connections ?? 0, most ?? 0)},
    {label: 'database size', value: bytes(size ?? 0), level: 'quiet'},
    {label: 'cache hits', value: shareText(hits, hits + reads), level: 'quiet'},
    {label: 'longest query', value: query ? spoken(query) : 'none', level: (query ?? 0) >= longQuery ? 'warn' : 'quiet'},
  ];
  if ((idle ?? 0) > 0) {
    facts.push({label: 'idle in transaction', value: spoken(idle ?? 0), level: (idle ?? 0) >= longIdle ? 'warn' : 'quiet'});
  }
  if ((waiting ?? 0) > 0) facts.push({label: 'waiting for a lock', value: String(waiting), level: 'warn'});
  const lag = numberOf(fields[10]);
  facts.push(...replication(fields[9] === 't', lag, numberOf(fields[11]), numberOf(fields[12])));
  const troubles = [
    ...(facts[0]?.level === 'bad' ? [`${connections} of ${most} connections`] : []),
    ...(fields[9] === 't' && lag >= longLag ? [`${spoken(lag)} behind its primary`] : []),
  ];
  return {facts, troubles, counters};
};

/** Connections, size, hits, the longest query and replication in one SELECT, which the server itself ends after two seconds. */
export const postgresVitals = (target: ServiceTarget): VitalsQuestion => {
  const connection = connectionOf(target);
  const invocation = connected(
    {
      argv: ['psql', ...connectionArgs(connection), '-w', '-XAtq', '-F', '|', '-v', 'ON_ERROR_STOP=1'],
      env: ['PGOPTIONS=-c statement_timeout=2000 -c default_transaction_read_only=on', 'PGCONNECT_TIMEOUT=3'],
      secrets: [],
      input: question,
      endBy: 'INT',
      limitMs: 5000,
    },
    connection,
  );
  return {invocation, read};
};
