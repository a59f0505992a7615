import {chance, pick} from '../random.js';
import {type History, readPiped, readTyped} from './line-editor.js';
import {type Io, interrupted, type Program} from './program.js';
import {answer, matching, type Reply} from './redis-server.js';
import {keysOf} from './redis-store.js';

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
    const keys = keysOf(io);
    const key = pick(keys.length > 0 ? keys : ['cache:first'], 'monitor', turn);
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
  } else if (options.has('--bigkeys')) {
    io.out(`\n# Scanning the entire keyspace to find biggest keys as well as\n# average sizes per key type.\n\n`);
    io.out(`-------- summary -------\n\nSampled ${keysOf(io).length} keys in the keyspace!\n`);
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
