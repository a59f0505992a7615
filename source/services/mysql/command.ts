import type {Password} from '../credentials.js';
import {withoutOption} from '../secret-words.js';
import type {Invocation, RunWish, ServiceTarget} from '../service.js';
import {splitWords} from '../words.js';
import {connected, connectionOf} from './connection.js';
import {isClient, isTool} from './lines.js';

const readOnly = (wish: RunWish): readonly string[] =>
  wish.readOnly === true ? ['--init-command=SET SESSION TRANSACTION READ ONLY'] : [];

/** Each name of the client, or of the tool that was asked for, with the same arguments. */
const named = (names: readonly string[], args: readonly string[]): Pick<Invocation, 'argv' | 'fallbacks'> => {
  const [argv = [], ...fallbacks] = names.map(name => [name, ...args]);
  return {argv, fallbacks};
};

/** SQL by the client's input: out of sight of the engine's events, and it stops at the first error. */
const statement = (target: ServiceTarget, line: string, wish: RunWish): Invocation => {
  const connection = connectionOf(target);
  const database = connection.database === null ? [] : ['-D', connection.database];
  const args = ['-u', connection.user, ...database, '--connect-timeout=5', '-A', '--table', ...readOnly(wish)];
  return connected(
    {...named(connection.clients, args), env: [], secrets: [], input: `${line}\n`, endBy: 'INT', limitMs: null},
    connection,
  );
};

/** `mysql…` and `mariadb…` are one tool with two names. */
const twins = (program: string): readonly string[] => {
  const other = program.startsWith('mysql') ? program.replace(/^mysql-?/, 'mariadb-') : program.replace(/^mariadb-?/, 'mysql');
  return [program, other.replace(/-$/, '')];
};

/** A tool by its name. User and password are added where the person gave none: their `-u` is theirs. */
const toolRun = (target: ServiceTarget, words: readonly string[], wish: RunWish): Invocation => {
  const connection = connectionOf(target);
  const [program = '', ...given] = words;
  const {words: shown, password} = withoutOption(given, [], ['--password=', '-p']);
  const args = shown.filter(word => word !== '-p' && word !== '--password'); // these would ask
  const ownUser = args.some(word => /^(-u|--user)/.test(word));
  const used: Password | null = password === null ? (ownUser ? null : connection.password) : {kind: 'value', value: password};
  const guard = isClient(program) ? readOnly(wish) : [];
  const user = ownUser ? [] : ['-u', connection.user];
  const run = named(twins(program), [...user, ...guard, ...args]);
  return connected({...run, env: [], secrets: [], endBy: 'INT', limitMs: null}, {...connection, password: used});
};

/** SQL, or one of the programs by name; null when a quote of the latter is not closed. */
export const mysqlCommand = (target: ServiceTarget, line: string, wish: RunWish): Invocation | null => {
  if (!isTool(line.split(/\s/)[0] ?? '')) return statement(target, line, wish);
  const words = splitWords(line);
  return words === null ? null : toolRun(target, words, wish);
};

export const mysqlConsole = (target: ServiceTarget): Invocation => {
  const connection = connectionOf(target);
  const args = ['-u', connection.user, ...(connection.database === null ? [] : ['-D', connection.database])];
  return connected({...named(connection.clients, args), env: [], secrets: [], limitMs: null}, connection);
};
