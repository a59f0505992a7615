import {environmentOf, firstOf} from '../credentials.js';
import type {ServiceTarget} from '../service.js';

/** Names of variables with the user and password of the first administrator: the official image's, Bitnami's. */
const accounts = [
  {user: 'MONGO_INITDB_ROOT_USERNAME', password: 'MONGO_INITDB_ROOT_PASSWORD', usual: null},
  {user: 'MONGODB_INITDB_ROOT_USERNAME', password: 'MONGODB_INITDB_ROOT_PASSWORD', usual: null},
  {user: 'MONGODB_ROOT_USER', password: 'MONGODB_ROOT_PASSWORD', usual: 'root'},
] as const;

/**
 * The first thing that mongosh evaluates, in text that is the same everywhere: it logs in with what it finds in its own environment,
 * which is the container's. The password is on no command line, and never leaves the container (a connection string with it would be
 * seen in `ps`). Null where the container was given no password.
 */
export const loginOf = (target: ServiceTarget): string | null => {
  const env = environmentOf(target);
  const text = (name: string): string => `require("fs").readFileSync(process.env.${name}_FILE, "utf8").trim()`;
  for (const {user, password, usual} of accounts) {
    const inFile = env(`${password}_FILE`) !== null;
    if (!inFile && env(password) === null) continue;
    const name =
      env(user) !== null
        ? `process.env.${user}`
        : env(`${user}_FILE`) !== null
          ? text(user)
          : usual === null
            ? null
            : `"${usual}"`;
    if (name === null) continue;
    return `db.getSiblingDB("admin").auth(${name}, ${inFile ? text(password) : `process.env.${password}`})`;
  }
  return null;
};

/** Passwords that an answer should not repeat. */
export const secretsOf = (target: ServiceTarget): readonly string[] => {
  const env = environmentOf(target);
  const password = firstOf(env, ...accounts.map(one => one.password));
  return password === null || password.length < 4 || ['root', 'admin', 'mongo', 'test', 'password'].includes(password)
    ? []
    : [password];
};

/** The database that is chosen at first; null leaves it to mongosh (`test`). */
export const databaseOf = (target: ServiceTarget): string | null =>
  firstOf(environmentOf(target), 'MONGO_INITDB_DATABASE', 'MONGODB_DATABASE') ?? target.profile?.database ?? null;
