import {serviceOfKind} from './kind.js';
import {exposes, looksLike} from './looks.js';
import {redisCommand, redisConsole} from './redis/command.js';
import {clientLine, isClient, lineDanger, lineEndless, lineReads} from './redis/line.js';
import {redisVerdict} from './redis/verdict.js';
import {redisVitals} from './redis/vitals.js';
import type {ServiceTarget} from './service.js';
import {quoteWords, splitWords} from './words.js';

const quick = ({profile}: ServiceTarget): readonly (readonly [string, string])[] => [
  ['memory', 'INFO memory'],
  ['statistics', 'INFO stats'],
  ['keys in each database', 'INFO keyspace'],
  ['number of keys', 'DBSIZE'],
  ...(profile?.keys ?? []).map(pattern => [`keys ${pattern}`, `--scan --pattern ${quoteWords([pattern])}`] as const),
  ['clients', 'CLIENT LIST'],
  ['slow commands', 'SLOWLOG GET 20'],
  ['watch every command', 'MONITOR'],
  ['biggest keys', '--bigkeys'],
  ['memory in detail', 'MEMORY STATS'],
  ['advice about memory', 'MEMORY DOCTOR'],
  ['memory limit and policy', 'CONFIG GET maxmemory*'],
  ['replication', 'INFO replication'],
  ['persistence', 'INFO persistence'],
  ['latency', 'LATENCY DOCTOR'],
  ['delete keys of one database', 'FLUSHDB'],
  ['delete every key', 'FLUSHALL'],
];

const words: readonly string[] =
  'GET SET DEL EXISTS EXPIRE TTL TYPE KEYS SCAN DBSIZE HGETALL HGET HSET LRANGE LLEN SMEMBERS SCARD ZRANGE ZCARD XLEN XRANGE XINFO UNLINK INCR PING MONITOR ROLE TIME SUBSCRIBE PSUBSCRIBE PUBLISH FLUSHDB FLUSHALL BGSAVE LASTSAVE'
    .split(' ')
    .concat([
      'INFO',
      'INFO memory',
      'INFO stats',
      'INFO clients',
      'INFO keyspace',
      'INFO replication',
      'INFO persistence',
      'INFO server',
      'INFO commandstats',
      'CONFIG GET',
      'CONFIG SET',
      'CLIENT LIST',
      'CLIENT KILL',
      'SLOWLOG GET',
      'SLOWLOG RESET',
      'MEMORY USAGE',
      'MEMORY STATS',
      'MEMORY DOCTOR',
      'LATENCY DOCTOR',
      'LATENCY LATEST',
      'OBJECT ENCODING',
      'OBJECT FREQ',
      'OBJECT IDLETIME',
      'PUBSUB CHANNELS',
      'ACL LIST',
      'ACL WHOAMI',
      'CLUSTER INFO',
      'CLUSTER NODES',
      'SCRIPT FLUSH',
      'MODULE LIST',
      '--scan --pattern',
      '--bigkeys',
      '--memkeys',
      '--stat',
      '--latency',
      '--json',
    ]);

/** Arguments as a line, without what is added anyway; one argument with spaces is a line already. */
const lineOf = (args: readonly string[]): string => {
  const [first = '', ...rest] = args;
  const own = isClient(first) ? rest : args;
  if (own.length === 1 && /\s/.test(own[0] ?? '')) return own[0] ?? '';
  const short = own[0] === '-e' ? own.slice(1) : own;
  return short.length === 0 ? 'redis-cli' : quoteWords(short);
};

/** Redis and what speaks like it: Valkey, KeyDB, Dragonfly. */
export const redis = serviceOfKind({
  kind: 'redis',
  consoleName: 'redis-cli',
  recognises: container => looksLike(container, 'redis') || exposes(container, 6379),
  console: redisConsole,
  command: redisCommand,
  whyNot: (_, line) => (splitWords(line) === null ? 'a quote is not closed' : ''),
  lineOf,
  owns: isClient,
  quick,
  danger: lineDanger,
  reads: lineReads,
  endless: lineEndless,
  form: line => (clientLine(splitWords(line) ?? []).options.has('--json') ? 'json' : 'text'),
  words,
  verdict: redisVerdict,
  vitals: redisVitals,
});
