import {memoryNow} from '../meters/memory.js';
import {between, chance, hex, pick} from '../random.js';
import {runningFor} from '../world/container.js';
import {type History, readPiped, readTyped} from './line-editor.js';
import {type Io, interrupted, type Program} from './program.js';

/** A reply of the server, before it is dressed for a terminal or for a script. */
type Reply =
  | {readonly kind: 'status' | 'text' | 'error' | 'bulk'; readonly text: string}
  | {readonly kind: 'integer'; readonly value: number}
  | {readonly kind: 'nil'}
  | {readonly kind: 'list'; readonly items: readonly string[]};

const status = (text: string): Reply => ({kind: 'status', text});
const error = (text: string): Reply => ({kind: 'error', text});
const list = (items: readonly string[]): Reply => ({kind: 'list', items});

/** Keys by the patterns of AUREN's profile. */
const keysOf = (io: Io): readonly string[] =>
  ['agent', 'session', 'cache', 'checkpoint'].flatMap(kind =>
    Array.from(
      {length: between(3, 9, io.container.spec.name, kind)},
      (_, index) => `${kind}:${hex(6, io.container.spec.name, kind, index)}`,
    ),
  );

const matching = (pattern: string): RegExp =>
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

const answer = (io: Io, words: readonly string[]): Reply => {
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
    case 'GET':
      return keysOf(io).includes(first) ? {kind: 'text', text: `{"demo":true,"key":"${first}"}`} : {kind: 'nil'};
    case 'CONFIG':
      return first.toUpperCase() === 'GET'
        ? list(args[1] === 'maxmemory' ? ['maxmemory', String(maxMemoryOf(io))] : [])
        : status('OK');
    case 'CLIENT':
      return {kind: 'bulk', text: 'id=7 addr=127.0.0.1:40112 name= db=0 cmd=get\n'};
    case 'SLOWLOG':
      return list([]);
    case 'LASTSAVE':
      return {kind: 'integer', value: Math.floor(io.world.now() / 1000) - 61};
    case 'SET':
    case 'FLUSHALL':
    case 'FLUSHDB':
    case 'BGSAVE':
    case 'SAVE':
    case 'SELECT':
    case 'AUTH':
      return status('OK');
    case 'DEL':
    case 'UNLINK':
      return {kind: 'integer', value: 0};
    default: {
      const rest = args.map(word => `'${word}' `).join('');
      return error(`ERR unknown command '${command}', with args beginning with: ${rest}`);
    }
  }
};

/** Dressed in a terminal, raw for a script: `(integer) 5` against `5`. */
const text = (reply: Reply, tty: boolean): string => {
  switch (reply.kind) {
    case 'integer':
      return `${tty ? '(integer) ' : ''}${reply.value}\n`;
    case 'nil':
      return tty ? '(nil)\n' : '\n';
    case 'error':
      return tty ? `(error) ${reply.text}\n` : `${reply.text}\n\n`;
    case 'list':
      if (!tty) return reply.items.map(item => `${item}\n`).join('') || '\n';
      return reply.items.length === 0
        ? '(empty array)\n'
        : reply.items.map((item, index) => `${index + 1}) "${item}"\n`).join('');
    case 'text':
      return tty ? `"${reply.text.replaceAll('"', '\\"')}"\n` : `${reply.text}\n`;
    default:
      return reply.text.endsWith('\n') ? reply.text : `${reply.text}\n`;
  }
};

const monitor = async (io: Io): Promise<number> => {
  io.out('OK\n');
  for (let turn = 0; ; turn += 1) {
    if (await interrupted(io, 150 + chance('monitor', turn) * 700)) return io.ended.aborted ? 143 : 130;
    const stamp = (io.world.now() / 1000).toFixed(6);
    const key = pick(keysOf(io), 'monitor', turn);
    io.out(`${stamp} [0 127.0.0.1:40112] "${pick(['get', 'set', 'expire', 'hgetall'], 'verb', turn)}" "${key}"\n`);
  }
};

const splitWords = (line: string): readonly string[] =>
  (line.match(/"(?:\\.|[^"])*"|'[^']*'|\S+/g) ?? []).map(word => word.replace(/^(['"])(.*)\1$/s, '$2'));

const interactive = async (io: Io): Promise<number> => {
  const history: History = [];
  io.out('redis-cli of the demo engine of stacktop: a few real answers, no server\n');
  for (;;) {
    const typed = await readTyped(io, '127.0.0.1:6379> ', history);
    if (typed.kind !== 'line') return 0;
    const words = splitWords(typed.text);
    if (/^(quit|exit)$/i.test(words[0] ?? '')) return 0;
    if (/^monitor$/i.test(words[0] ?? '')) await monitor(io);
    else if (words.length > 0) io.out(text(answer(io, words), true));
  }
};

const piped = async (io: Io): Promise<number> => {
  for (let line = await readPiped(io); line !== null; line = await readPiped(io)) {
    const words = splitWords(line);
    if (words.length > 0) io.out(text(answer(io, words), false));
  }
  return 0;
};

const withValue = ['-h', '-p', '-a', '-n', '-u', '--user', '--pass', '-i', '-r'];

const redisCli: Program = async (io, argv) => {
  let index = 1;
  let strict = false;
  const options = new Map<string, string>();
  while (argv[index]?.startsWith('-')) {
    const word = argv[index] ?? '';
    if (word === '-e') strict = true;
    const takes = withValue.includes(word) || word === '--pattern';
    options.set(word, takes ? (argv[index + 1] ?? '') : '');
    index += takes ? 2 : 1;
  }
  if (io.container.checkFails || (options.has('-p') && options.get('-p') !== '6379')) {
    io.err(
      `Could not connect to Redis at ${options.get('-h') ?? '127.0.0.1'}:${options.get('-p') ?? 6379}: Connection refused\n`,
    );
    return 1;
  }
  if (io.env.has('REDISCLI_AUTH')) {
    io.err(
      'AUTH failed: ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?\n',
    );
  }
  if (options.has('--version') || options.has('-v')) io.out('redis-cli 7.2.4\n');
  else if (options.has('--scan')) {
    const pattern = matching(options.get('--pattern') ?? '*');
    for (const key of keysOf(io)) if (pattern.test(key)) io.out(`${key}\n`);
  } else {
    const words = argv.slice(index);
    if (words.length === 0) return io.tty ? interactive(io) : piped(io);
    if (/^monitor$/i.test(words[0] ?? '')) return monitor(io);
    const reply = answer(io, words);
    if (reply.kind === 'error' && strict) {
      io.err(`${reply.text}\n`);
      return 1;
    }
    io.out(text(reply, io.tty));
  }
  return 0;
};

export const redisPrograms: Readonly<Record<string, Program>> = {'redis-cli': redisCli, 'redis-server': () => 0};
