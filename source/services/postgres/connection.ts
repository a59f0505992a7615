import {environmentOf, firstOf, type Password, passwordIn, startWords, withPassword} from '../credentials.js';
import type {Invocation, ServiceTarget} from '../service.js';

export interface Connection {
  readonly user: string;
  readonly database: string;
  /** null when it is the usual one. */
  readonly port: string | null;
  readonly password: Password | null;
}

/** `-p 5433`, `-c port=5433` or `--port=5433` of the server's own command. */
const portIn = (words: readonly string[]): string | null => {
  const text = words.join(' ');
  return /(?:^|\s)(?:-p\s*|--port[=\s]|(?:-c\s*|--)port=)(\d{1,5})(?=\s|$)/.exec(text)?.[1] ?? null;
};

/**
 * How the images are set up: inside, socket and localhost are trusted and no password is needed. Bitnami's ask for it everywhere, and so
 * do clusters that were made with an authentication method of their own.
 */
const asksForPassword = (target: ServiceTarget): boolean => {
  const env = environmentOf(target);
  const bitnami = firstOf(env, 'POSTGRESQL_PASSWORD', 'POSTGRESQL_PASSWORD_FILE', 'BITNAMI_APP_NAME', 'POSTGRESQL_VOLUME_DIR');
  if (bitnami !== null) return true;
  return (
    /(^|\s)(-A|--auth)/.test(env('POSTGRES_INITDB_ARGS') ?? '') || startWords(target).some(word => word.includes('hba_file'))
  );
};

/**
 * Whom and what one connects to: as the container was set up, else as the profile says, else as the images' documentation has it (user
 * `postgres`, a database of the user's name).
 */
export const connectionOf = (target: ServiceTarget): Connection => {
  const env = environmentOf(target);
  const {profile} = target;
  const user = firstOf(env, 'POSTGRES_USER', 'POSTGRESQL_USERNAME', 'POSTGRESQL_USER', 'PGUSER') ?? profile?.user ?? 'postgres';
  const database =
    firstOf(env, 'POSTGRES_DB', 'POSTGRESQL_DATABASE', 'POSTGRES_DATABASE', 'PGDATABASE') ?? profile?.database ?? user;
  const port = portIn(startWords(target)) ?? firstOf(env, 'POSTGRESQL_PORT_NUMBER', 'PGPORT');
  return {
    user,
    database,
    port: port === '5432' ? null : port,
    password: asksForPassword(target) ? passwordIn(env, 'POSTGRESQL_PASSWORD', 'POSTGRES_PASSWORD') : null,
  };
};

export const connectionArgs = ({user, database, port}: Connection): readonly string[] => [
  '-U',
  user,
  '-d',
  database,
  ...(port === null ? [] : ['-p', port]),
];

/** Tells the server who asks, and gives the password where one is asked for. */
export const connected = (invocation: Invocation, {user, database, password}: Connection): Invocation =>
  withPassword({...invocation, env: ['PGAPPNAME=stacktop', ...invocation.env]}, ['PGPASSWORD'], password, [
    user,
    database,
    'postgres',
  ]);
