import {connectionOf as mysqlConnection} from './mysql/connection.js';
import {connectionOf as postgresConnection} from './postgres/connection.js';
import type {Invocation, Service, ServiceTarget} from './service.js';
import {quoteWords} from './words.js';

/** How a service's data are written out. */
export interface DumpWay {
  /** Writes the dump to its output. */
  readonly invocation: Invocation;
  /** What is dumped, for the file's name; '' when it is all there is. */
  readonly database: string;
  /** Of the file's name. */
  readonly extension: 'sql' | 'rdb';
}

/** The line and what it dumps; null for a kind that has no such tool, and where no database is known. */
const lineOf = (kind: Service['kind'], target: ServiceTarget, database: string | undefined): readonly [string, string] | null => {
  if (kind === 'postgres') {
    const name = database ?? postgresConnection(target).database;
    return [quoteWords(['pg_dump', name]), name];
  }
  if (kind === 'mysql') {
    const name = database ?? mysqlConnection(target).database;
    return name === null ? null : [quoteWords(['mysqldump', '--single-transaction', '--routines', '--triggers', name]), name];
  }
  return kind === 'redis' ? ['--rdb -', ''] : null;
};

/** A dump of a database, without one of that which the container was made for; of Redis all keys. Null where there is none. */
export const dumpOf = (service: Service, target: ServiceTarget, database?: string): DumpWay | null => {
  const found = lineOf(service.kind, target, database);
  const invocation = found && service.command(target, found[0]);
  return found && invocation ? {invocation, database: found[1], extension: service.kind === 'redis' ? 'rdb' : 'sql'} : null;
};
