import {hasSecret} from '../history-line.js';
import {given, readOptions} from '../options.js';
import type {Invocation, ServiceTarget} from '../service.js';
import {splitWords} from '../words.js';
import {databaseOf, loginOf, secretsOf} from './connection.js';
import {firstWord, isShell, isTool, rules} from './tools.js';

const base = (target: ServiceTarget): Pick<Invocation, 'env' | 'secrets' | 'endBy'> => ({
  env: [],
  secrets: secretsOf(target),
  endBy: 'INT',
});
const login = (target: ServiceTarget): readonly string[] => {
  const text = loginOf(target);
  return text === null ? [] : ['--eval', text];
};
const database = (target: ServiceTarget): readonly string[] => {
  const name = databaseOf(target);
  return name === null ? [] : [name];
};

export const mongoConsole = (target: ServiceTarget): Invocation => {
  const logged = login(target);
  const shell = [...logged, ...(logged.length > 0 ? ['--shell'] : []), ...database(target)];
  return {
    argv: ['mongosh', '--quiet', ...shell],
    fallbacks: [['mongo', '--quiet', ...database(target)]],
    limitMs: null,
    ...base(target),
  };
};

/** A line as JavaScript. One with a secret goes by the input, which mongosh reads as a file: argv is seen in `ps`. */
const scriptRun = (target: ServiceTarget, line: string): Invocation => {
  const hide = hasSecret('mongo', line);
  const asFile = ['--eval', 'load("/dev/stdin")'];
  const args = ['--quiet', ...database(target)];
  const text = hide ? asFile : ['--eval', line];
  return {
    argv: ['mongosh', ...args, ...login(target), ...text],
    fallbacks: [['mongo', ...args, ...text]],
    ...(hide ? {input: `${line}\n`} : {}),
    ...base(target),
  };
};

/** mongosh with the person's arguments after the login; other tools as they are, which ask for nothing where there is no password. */
const toolRun = (target: ServiceTarget, words: readonly string[]): Invocation => {
  const [program = '', ...rest] = words;
  if (!isShell(program)) return {argv: words, ...base(target)};
  const own = given(readOptions(rest, rules), 'u', 'username', 'nodb') || rest.some(word => word.includes('://'));
  return {argv: [program, ...(own ? [] : login(target)), ...rest], ...base(target)};
};

/** JavaScript, or one of the programs by name; null when a quote of the latter is not closed. */
export const mongoCommand = (target: ServiceTarget, line: string): Invocation | null => {
  if (!isTool(firstWord(line))) return scriptRun(target, line);
  const words = splitWords(line);
  return words === null ? null : toolRun(target, words);
};
