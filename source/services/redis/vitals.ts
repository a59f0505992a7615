import {bytes} from '../../model/bytes.js';
import type {Vital, Vitals} from '../../model/vitals.js';
import {type ServiceTarget, VitalsError, type VitalsQuestion} from '../service.js';
import {levelOf, shareText} from '../shares.js';
import {authenticated, client, connectionArgs, connectionOf} from './connection.js';

const fieldsOf = (stdout: string): ReadonlyMap<string, string> =>
  new Map(
    stdout
      .split(/\r?\n/)
      .flatMap(line => (/^[a-z]\w*:/i.test(line) ? [[line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]] : [])),
  );

/** Keys of every database: `db0:keys=3,expires=1,avg_ttl=0`. */
const keysIn = (fields: ReadonlyMap<string, string>): number => {
  let keys = 0;
  for (const [name, value] of fields) if (/^db\d+$/.test(name)) keys += Number(/keys=(\d+)/.exec(value)?.[1] ?? 0);
  return keys;
};

const read = (stdout: string, before: Vitals | null): Vitals => {
  const fields = fieldsOf(stdout);
  const number = (name: string): number => Number(fields.get(name) ?? 0) || 0;
  if (!fields.has('used_memory'))
    throw new VitalsError(stdout.trim().split(/\r?\n/)[0]?.slice(0, 200) || 'the answer of redis-cli is empty');
  const used = number('used_memory');
  const most = number('maxmemory');
  const counters = {
    evicted: number('evicted_keys'),
    hits: number('keyspace_hits'),
    misses: number('keyspace_misses'),
    rejected: number('rejected_connections'),
  };
  const old = before?.counters;
  const since = (name: keyof typeof counters): number => Math.max(0, counters[name] - (old?.[name] ?? counters[name]));
  const recent = since('hits') + since('misses') >= 100;
  const hits = recent ? since('hits') : counters.hits;
  const misses = recent ? since('misses') : counters.misses;
  const clients = number('connected_clients');
  const mostClients = number('maxclients');
  const evicted = since('evicted');
  const policy = fields.get('maxmemory_policy') ?? '';
  const facts: Vital[] = [
    {
      label: 'memory',
      value: most > 0 ? `${bytes(used)} of ${bytes(most)}` : `${bytes(used)}, no limit of its own`,
      level: levelOf(used, most),
    },
    {label: 'evicted', value: `${counters.evicted}${policy === '' ? '' : `, ${policy}`}`, level: evicted > 0 ? 'bad' : 'quiet'},
    {label: 'hits', value: shareText(hits, hits + misses), level: 'quiet'},
    {
      label: 'clients',
      value: mostClients > 0 ? `${clients} of ${mostClients}` : String(clients),
      level: levelOf(clients, mostClients),
    },
    {label: 'keys', value: String(keysIn(fields)), level: 'quiet'},
  ];
  const troubles: string[] = [];
  if (facts[0]?.level === 'bad') troubles.push(`${bytes(used)} of ${bytes(most)} of its memory`);
  if (evicted > 0) troubles.push(`evicting keys: ${evicted} since the last look`);
  if (facts[3]?.level === 'bad') troubles.push(`${clients} of ${mostClients} clients`);
  const bad = (label: string, value: string): void => {
    facts.push({label, value, level: 'bad'});
    troubles.push(`${label}: ${value}`);
  };
  if (fields.get('rdb_last_bgsave_status') === 'err') bad('last snapshot', 'failed');
  if (fields.get('aof_last_write_status') === 'err') bad('append-only file', 'cannot be written');
  if (fields.get('master_link_status') === 'down') bad('link to its primary', 'down');
  return {facts, troubles, counters};
};

/** All of INFO, 5 kB in one call: several sections at once are known to Redis 7 only. */
export const redisVitals = (target: ServiceTarget): VitalsQuestion => {
  const connection = connectionOf(target);
  const run = client(connection, [...connectionArgs(connection), 'INFO'], true);
  return {invocation: authenticated({...run, env: [], secrets: [], limitMs: 5000}, connection, connection.password), read};
};
