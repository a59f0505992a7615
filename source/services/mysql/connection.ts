import {environmentOf, firstOf, type Password, passwordIn, startWords, withPassword} from '../credentials.js';
import type {Invocation, ServiceTarget} from '../service.js';
import {programName} from '../words.js';

export interface Connection {
  readonly user: string;
  readonly password: Password | null;
  /** null: none is chosen. */
  readonly database: string | null;
  /** Names of the client, the likeliest first: MariaDB's images have had no `mysql` since 11. */
  readonly clients: readonly string[];
}

const isMariadb = (target: ServiceTarget): boolean =>
  /maria/i.test(target.container.image) || startWords(target).some(word => /^mariadbd/.test(programName(word)));

/** As root where its password is known (or is none), as one would by hand; else as the user that the container was given. */
export const connectionOf = (target: ServiceTarget): Connection => {
  const env = environmentOf(target);
  const both = (name: string): readonly string[] => [`MARIADB_${name}`, `MYSQL_${name}`];
  const user = firstOf(env, ...both('USER')) ?? target.profile?.user ?? null;
  const database = firstOf(env, ...both('DATABASE')) ?? target.profile?.database ?? null;
  const root = passwordIn(env, ...both('ROOT_PASSWORD'));
  const own = passwordIn(env, ...both('PASSWORD'));
  const open =
    firstOf(env, ...both('ALLOW_EMPTY_PASSWORD'), 'ALLOW_EMPTY_PASSWORD', 'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD') !== null;
  const asRoot = root !== null || open || user === null;
  return {
    user: asRoot ? 'root' : user,
    password: asRoot ? root : own,
    database,
    clients: isMariadb(target) ? ['mariadb', 'mysql'] : ['mysql', 'mariadb'],
  };
};

/** MYSQL_PWD is the one way both clients take a password that is neither argv nor a file. */
export const connected = (invocation: Invocation, {user, database, password}: Connection): Invocation =>
  withPassword(invocation, ['MYSQL_PWD'], password, [user, database ?? '', 'mysql', 'mariadb', 'root']);
