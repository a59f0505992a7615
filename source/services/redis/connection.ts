import {environmentOf, firstOf, type Password, passwordIn, startWords, withPassword} from '../credentials.js';
import type {Invocation, ServiceTarget} from '../service.js';
import {programName, splitWords} from '../words.js';

export interface Connection {
  /** null when it is 6379. */
  readonly port: string | null;
  readonly tls: boolean;
  readonly cluster: boolean;
  readonly password: Password | null;
  /** What the client may be called in this image, the likeliest first. */
  readonly clients: readonly string[];
}

/** The server's arguments, those within `sh -c '…'` and in variables of the images too. */
const serverWords = (target: ServiceTarget): readonly string[] => {
  const env = environmentOf(target);
  const extra = ['REDIS_ARGS', 'REDIS_EXTRA_FLAGS', 'VALKEY_EXTRA_FLAGS', 'VALKEY_ARGS', 'KEYDB_EXTRA_FLAGS'].map(
    name => env(name) ?? '',
  );
  const words = startWords(target).flatMap(word => (/\s--?\w/.test(word) ? (splitWords(word) ?? word.split(/\s+/)) : [word]));
  return [...words, ...extra.flatMap(text => splitWords(text) ?? text.split(/\s+/))];
};

const after = (words: readonly string[], option: string): string | null => {
  const at = words.lastIndexOf(option);
  return (at < 0 ? null : words[at + 1]) || null;
};

const passwordOf = (target: ServiceTarget, words: readonly string[]): Password | null => {
  const env = environmentOf(target);
  const told = after(words, '--requirepass');
  const file = /--requirepass\s+"?\$\(cat\s+([^)\s"]+)\)/.exec(startWords(target).join(' '))?.[1];
  if (file !== undefined) return {kind: 'file', path: file};
  const variable = /^\$\{?(\w+)(?::?[-?][^}]*)?\}?$/.exec(told ?? '')?.[1];
  if (told !== null && variable === undefined) return {kind: 'value', value: told};
  const named = variable === undefined ? null : passwordIn(env, variable);
  return named ?? passwordIn(env, 'REDIS_PASSWORD', 'VALKEY_PASSWORD', 'KEYDB_PASSWORD', 'REDISCLI_AUTH', 'DFLY_requirepass');
};

const clientsOf = (target: ServiceTarget): readonly string[] => {
  const {image} = target.container;
  const server =
    startWords(target)
      .map(programName)
      .find(name => /-server$/.test(name)) ?? '';
  const own =
    /valkey/.test(image) || server === 'valkey-server'
      ? 'valkey-cli'
      : /keydb/.test(image) || server === 'keydb-server'
        ? 'keydb-cli'
        : 'redis-cli';
  return [...new Set([own, 'redis-cli', 'valkey-cli', 'keydb-cli'])];
};

/** Where the server listens and what it asks for, as its command and environment tell. */
export const connectionOf = (target: ServiceTarget): Connection => {
  const env = environmentOf(target);
  const words = serverWords(target);
  const plainPort = after(words, '--port') ?? firstOf(env, 'REDIS_PORT_NUMBER', 'VALKEY_PORT_NUMBER');
  const tlsPort = after(words, '--tls-port');
  const tls = tlsPort !== null && plainPort === '0';
  const port = tls ? tlsPort : plainPort;
  const usable = port !== null && /^\d{1,5}$/.test(port) && port !== '6379' ? port : null;
  return {
    port: usable,
    tls,
    cluster: after(words, '--cluster-enabled') === 'yes' || env('REDIS_NODES') !== null || env('VALKEY_NODES') !== null,
    password: passwordOf(target, words),
    clients: clientsOf(target),
  };
};

export const connectionArgs = ({port, tls, cluster}: Connection): readonly string[] => [
  ...(port === null ? [] : ['-p', port]),
  ...(tls ? ['--tls', '--insecure'] : []),
  ...(cluster ? ['-c'] : []),
];

/**
 * The client with these arguments, under each name it may have: with `-e`, as only with it the exit code tells of an error, and without
 * where it is older than Redis 7 (KeyDB's always is). `honest` is false where `-e` makes no difference.
 */
export const client = (
  {clients}: Connection,
  args: readonly string[],
  honest: boolean,
): Pick<Invocation, 'argv' | 'fallbacks'> => {
  const [argv = [], ...fallbacks] = clients.flatMap(name => {
    if (!honest || name === 'keydb-cli') return [[name, ...args]];
    return name === 'redis-cli'
      ? [
          [name, '-e', ...args],
          [name, ...args],
        ]
      : [[name, '-e', ...args]];
  });
  return {argv, fallbacks};
};

/** Both names of the variable: valkey-cli has its own since version 9, and takes the old one before. */
export const passwordVariables = (name: string | undefined): readonly string[] =>
  name === 'valkey-cli' ? ['REDISCLI_AUTH', 'VALKEYCLI_AUTH'] : ['REDISCLI_AUTH'];

export const authenticated = (invocation: Invocation, connection: Connection, password: Password | null): Invocation =>
  withPassword(invocation, passwordVariables(connection.clients[0]), password, ['redis', 'default']);
