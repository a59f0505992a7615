import type {Password} from '../credentials.js';
import {hasSecret} from '../history-line.js';
import type {Invocation, ServiceTarget} from '../service.js';
import {splitWords} from '../words.js';
import {authenticated, client, connectionArgs, connectionOf} from './connection.js';
import {clientLine} from './line.js';

const elsewhere = ['-h', '-u', '-s'];
const localhost = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** A word as redis-cli's own reader takes it from its input: in double quotes, with the control characters spelt. */
const spelt = (word: string): string =>
  `"${word.replace(/[\\"]/g, '\\$&').replace(/[\x00-\x1f\x7f]/g, char => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`;

interface Concealed {
  readonly options: readonly string[];
  readonly password: string | null;
}

/** Passwords of `-a`, `--pass` and of a URL go to the environment; the user of a URL becomes `--user`, as `user@` alone would be read as a password. */
const concealed = (words: readonly string[]): Concealed => {
  const options: string[] = [];
  let password: string | null = null;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const value = words[index + 1] ?? '';
    const url = word === '-u' ? /^(\w+:\/\/)(?:([^:@/]*):)?([^@/]+)@(.*)$/s.exec(value) : null;
    if (word === '-a' || word === '--pass') {
      password = value;
      index += 1;
    } else if (url) {
      const [, scheme = '', user, secret = '', rest = ''] = url;
      password = decodeURIComponent(secret.replace(/%(?![\da-f]{2})/gi, '%25'));
      options.push(...(user ? ['--user', user] : []), '-u', `${scheme}${rest}`);
      index += 1;
    } else if (word !== '-e') options.push(word); // it is added where the client knows it
  }
  return {options, password};
};

/** A line for redis-cli, with or without its name. Null when a quote is not closed. */
export const redisCommand = (target: ServiceTarget, line: string): Invocation | null => {
  const words = splitWords(line);
  if (words === null) return null;
  const connection = connectionOf(target);
  const {options: given, optionWords, command} = clientLine(words);
  const {options, password} = concealed(optionWords);
  const away = elsewhere.some(option => given.has(option) && !localhost.test(given.get(option) ?? ''));
  const own: Password | null = away ? null : connection.password; // it is not for other servers
  const used: Password | null = password === null ? own : {kind: 'value', value: password};
  const where = away || given.has('-p') ? [] : connectionArgs(connection);
  // A password among the words of the command itself would be seen in argv: redis-cli reads the command from its input then.
  const hide = command.length > 0 && !optionWords.includes('--cluster') && hasSecret('redis', command.map(spelt).join(' '));
  const run = hide
    ? {...client(connection, [...where, ...options], true), input: `${command.map(spelt).join(' ')}\n`}
    : client(connection, [...where, ...options, ...command], true);
  return authenticated({...run, env: [], secrets: [], endBy: 'INT'}, connection, used);
};

export const redisConsole = (target: ServiceTarget): Invocation => {
  const connection = connectionOf(target);
  const run = client(connection, connectionArgs(connection), false);
  return authenticated({...run, env: [], secrets: [], limitMs: null}, connection, connection.password);
};
