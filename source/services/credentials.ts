import {isSecret} from '../model/secret-text.js';
import type {Invocation, ServiceTarget} from './service.js';

/** The container's environment: the value of a variable, null when it is missing or empty. */
export type Environment = (name: string) => string | null;

/** What the container was started with; nothing before it was inspected. */
export const environmentOf = ({container}: ServiceTarget): Environment => {
  const values = new Map(
    (container.inspection?.env ?? []).map(one => {
      const equals = one.indexOf('=');
      return equals < 0 ? ([one, ''] as const) : ([one.slice(0, equals), one.slice(equals + 1)] as const);
    }),
  );
  return name => values.get(name) || null;
};

/** Words of the container's entry point and command; none before it was inspected. */
export const startWords = ({container}: ServiceTarget): readonly string[] => [
  ...(container.inspection?.entrypoint ?? []),
  ...(container.inspection?.command ?? []),
];

/** The first of these variables that is set. */
export const firstOf = (env: Environment, ...names: readonly string[]): string | null => {
  for (const name of names) {
    const value = env(name);
    if (value !== null) return value;
  }
  return null;
};

/** A password, or the file in the container that has it. */
export type Password = {readonly kind: 'value'; readonly value: string} | {readonly kind: 'file'; readonly path: string};

/** The password in the first of these variables that is set, or in the file that `NAME_FILE` names. */
export const passwordIn = (env: Environment, ...names: readonly string[]): Password | null => {
  for (const name of names) {
    const value = env(name);
    if (value !== null) return {kind: 'value', value};
    const path = env(`${name}_FILE`);
    if (path !== null) return {kind: 'file', path};
  }
  return null;
};

/** Reads the file where it is, so that the password never leaves the container. */
const fromFile = (variables: readonly string[], path: string, argv: readonly string[]): readonly string[] => [
  'sh',
  '-c',
  `held=$(cat "$1") || exit; shift; ${variables.map(name => `export ${name}="$held"; `).join('')}exec "$@"`,
  'sh',
  path,
  ...argv,
];

/** Too short, or a word that answers are full of: hiding it would hide the answer, and tell the password. */
const isNoise = (secret: string, common: readonly string[]): boolean =>
  secret.length < 4 || common.some(word => word.toLowerCase() === secret.toLowerCase());

/**
 * A program that finds its password in these variables of its environment. `common` are words that answers are full of (user, database):
 * a password that equals one is not hidden in them.
 */
export const withPassword = (
  invocation: Invocation,
  variables: readonly string[],
  password: Password | null,
  common: readonly string[],
): Invocation => {
  if (password?.kind === 'value') {
    const {value} = password;
    return {
      ...invocation,
      env: [...invocation.env, ...variables.map(name => `${name}=${value}`)],
      secrets: isNoise(value, common) ? invocation.secrets : [...invocation.secrets, value],
    };
  }
  if (password?.kind !== 'file') return invocation;
  const wrap = (argv: readonly string[]): readonly string[] => fromFile(variables, password.path, argv);
  return {
    ...invocation,
    argv: wrap(invocation.argv),
    ...(invocation.fallbacks ? {fallbacks: invocation.fallbacks.map(wrap)} : {}),
  };
};

/**
 * Values of the container's environment that a program of it should not repeat (`env`): those whose names say so, when they are long
 * enough to be told from words of the answer, and are no name that stands elsewhere in the environment too.
 */
export const environmentSecrets = ({container}: ServiceTarget): readonly string[] => {
  const pairs = (container.inspection?.env ?? []).map(
    one => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)] as const,
  );
  const open = new Set(pairs.filter(([name, value]) => !isSecret(name, value)).map(([, value]) => value.toLowerCase()));
  return [
    ...new Set(pairs.filter(([name, value]) => value.length >= 6 && isSecret(name, value)).map(([, value]) => value)),
  ].filter(
    value => !open.has(value.toLowerCase()) && value.toLowerCase() !== container.service?.toLowerCase() && value !== 'postgres',
  );
};
