import type {Container} from '../model/container.js';
import type {ServiceKind} from '../model/profile.js';
import {databaseOf} from './mongo/connection.js';
import {connectionOf as mysqlConnection} from './mysql/connection.js';
import {connectionOf as postgresConnection} from './postgres/connection.js';

/** Whom and what the tools of a database connect to; null for what is not told. Never a password. */
export interface Account {
  readonly user: string | null;
  readonly database: string | null;
}

/** By the container's environment, once it is inspected. */
export const accountOf = (container: Container, kind: ServiceKind): Account => {
  const target = {container, profile: null};
  if (container.inspection === null) return {user: null, database: null};
  if (kind === 'postgres') return postgresConnection(target);
  if (kind === 'mysql') return mysqlConnection(target);
  return {user: null, database: kind === 'mongo' ? databaseOf(target) : null};
};
