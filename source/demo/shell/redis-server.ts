import {memoryNow} from '../meters/memory.js';
import {between} from '../random.js';
import {runningFor} from '../world/container.js';
import type {Io} from './program.js';
import {deleteKeys, emptyStore, keysOf, setValue, valueFor} from './redis-store.js';

/** A reply of the server, before it is dressed for a terminal or for a script. */
export type Reply =
  | {readonly kind: 'status' | 'text' | 'error' | 'bulk'; readonly text: string}
  | {readonly kind: 'integer'; readonly value: number}
  | {readonly kind: 'nil'}
  | {readonly kind: 'list'; readonly items: readonly string[]};

const status = (text: string): Reply => ({kind: 'status', text});
const error = (text: string): Reply => ({kind: 'error', text});
const list = (items: readonly string[]): Reply => ({kind: 'list', items});

/** A pattern of KEYS and SCAN. */
export const matching = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );

const maxMemoryOf = (io: Io) => {
  const {command} = io.container.spec;
  const value = command[command.indexOf('--maxmemory') + 1];
  return command.includes('--maxmemory') && value === '256mb' ? 268_435_456 : 0;
};

const human = (bytes: number) => (bytes >= 1_048_576 ? `${(bytes / 1_048_576).toFixed(2)}M` : `${(bytes / 1024).toFixed(2)}K`);

const sections = (io: Io): Readonly<Record<string, readonly string[]>> => {
  const now = io.world.now();
  const used = Math.floor(memoryNow(io.container, now) * 0.9);
  const max = maxMemoryOf(io);
  return {
    server: [
      'redis_version:7.2.4',
      'redis_mode:standalone',
      `uptime_in_seconds:${Math.floor(runningFor(io.container, now))}`,
      'tcp_port:6379',
    ],
    clients: [`connected_clients:${6 + (Math.floor(now / 9000) % 4)}`, 'blocked_clients:0', 'maxclients:10000'],
    memory: [
      `used_memory:${used}`,
      `used_memory_human:${human(used)}`,
      `used_memory_rss:${Math.floor(used * 1.1)}`,
      `used_memory_peak:${Math.floor(used * 1.2)}`,
      `used_memory_peak_human:${human(used * 1.2)}`,
      `maxmemory:${max}`,
      `maxmemory_human:${max === 0 ? '0B' : human(max)}`,
      `maxmemory_policy:${max === 0 ? 'noeviction' : 'allkeys-lru'}`,
      'mem_fragmentation_ratio:1.10',
    ],
    stats: [
      `total_commands_processed:${Math.floor(runningFor(io.container, now) * 41)}`,
      `instantaneous_ops_per_sec:${between(30, 60, 'ops', Math.floor(now / 2000))}`,
      'expired_keys:1204',
      `evicted_keys:${max === 0 ? 0 : 312}`,
      'keyspace_hits:902113',
      'keyspace_misses:20441',
    ],
    replication: ['role:master', 'connected_slaves:0'],
    keyspace: [`db0:keys=${keysOf(io).length},expires=4,avg_ttl=351200`],
  };
};

const info = (io: Io, wanted: readonly string[]): Reply => {
  const all = sections(io);
  const names =
    wanted.length === 0 || wanted.some(one => /^(all|default|everything)$/i.test(one))
      ? Object.keys(all)
      : wanted.map(one => one.toLowerCase());
  const text = names
    .filter(name => all[name])
    .map(name => [`# ${name[0]?.toUpperCase()}${name.slice(1)}`, ...(all[name] ?? [])].map(line => `${line}\r\n`).join(''))
    .join('\r\n');
  return {kind: 'bulk', text};
};

/** What the demo's server says to one command. */
export const answer = (io: Io, words: readonly string[]): Reply => {
  const [command = '', ...args] = words;
  const [first = ''] = args;
  switch (command.toUpperCase()) {
    case 'PING':
      return args.length > 0 ? {kind: 'text', text: first} : status('PONG');
    case 'ECHO':
      return {kind: 'text', text: first};
    case 'INFO':
      return info(io, args);
    case 'DBSIZE':
      return {kind: 'integer', value: keysOf(io).length};
    case 'KEYS':
      return list(keysOf(io).filter(key => matching(first).test(key)));
    case 'SCAN':
      return list(['0', ...keysOf(io)]);
    case 'TYPE':
      return status(keysOf(io).includes(first) ? 'string' : 'none');
    case 'TTL':
      return {kind: 'integer', value: keysOf(io).includes(first) ? 3600 : -2};
    case 'EXISTS':
      return {kind: 'integer', value: args.filter(key => keysOf(io).includes(key)).length};
    case 'GET': {
      const text = valueFor(io, first);
      return text === null ? {kind: 'nil'} : {kind: 'text', text};
    }
    case 'CONFIG':
      return first.toUpperCase() === 'GET'
        ? list(/^maxmemory\*?$/.test(args[1] ?? '') ? ['maxmemory', String(maxMemoryOf(io))] : [])
        : status('OK');
    case 'CLIENT':
      return {kind: 'bulk', text: 'id=7 addr=127.0.0.1:40112 name= db=0 cmd=get\n'};
    case 'SLOWLOG':
      return list([]);
    case 'LASTSAVE':
      return {kind: 'integer', value: Math.floor(io.world.now() / 1000) - 61};
    case 'SET':
      setValue(io, first, args[1] ?? '');
      return status('OK');
    case 'FLUSHALL':
    case 'FLUSHDB':
      emptyStore(io);
      return status('OK');
    case 'MEMORY':
    case 'LATENCY':
      return {kind: 'text', text: `Sam, I am a demo: there is nothing to say about its ${command.toLowerCase()}.`};
    case 'BGSAVE':
    case 'SAVE':
    case 'SELECT':
    case 'AUTH':
      return status('OK');
    case 'DEL':
    case 'UNLINK':
      return {kind: 'integer', value: deleteKeys(io, args)};
    default: {
      const rest = args.map(word => `'${word}' `).join('');
      return error(`ERR unknown command '${command}', with args beginning with: ${rest}`);
    }
  }
};
