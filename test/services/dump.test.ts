import {describe, expect, test} from 'vitest';
import {dumpOf} from '../../source/services/dump.js';
import {serviceFor} from '../../source/services/recognise.js';
import {type Setup, target} from './target.js';

const of = (kind: 'postgres' | 'mysql' | 'redis' | 'kafka', setup: Setup, database?: string) =>
  dumpOf(serviceFor(kind), target(setup), database);

describe('a dump', () => {
  test('of PostgreSQL is of the container’s own database, as its own user', () => {
    const way = of('postgres', {env: ['POSTGRES_USER=user', 'POSTGRES_DB=tka_voice', 'POSTGRES_PASSWORD=hidden']});
    expect(way).toMatchObject({database: 'tka_voice', extension: 'sql'});
    expect(way?.invocation.argv).toEqual(['pg_dump', '-w', 'tka_voice']);
    expect(way?.invocation.env).toEqual(expect.arrayContaining(['PGUSER=user']));
    expect(way?.invocation.argv.join()).not.toContain('hidden');
  });

  test('of another database, whatever its name, is one word of argv', () => {
    expect(of('postgres', {}, "it's; a name")?.invocation.argv).toEqual(['pg_dump', '-w', "it's; a name"]);
  });

  test('of MySQL is one moment of it, by either name of the tool, and its password is in no argv', () => {
    const way = of('mysql', {image: 'mysql:8', env: ['MYSQL_DATABASE=shop', 'MYSQL_ROOT_PASSWORD=hidden']});
    const args = ['-u', 'root', '--single-transaction', '--routines', '--triggers', 'shop'];
    expect(way?.invocation).toMatchObject({argv: ['mysqldump', ...args], fallbacks: [['mariadb-dump', ...args]]});
    expect(way?.invocation.env).toContain('MYSQL_PWD=hidden');
  });

  test('of Redis is all of it', () => {
    const way = of('redis', {image: 'redis:7', command: ['redis-server', '--requirepass', 'hidden']});
    expect(way).toMatchObject({database: '', extension: 'rdb'});
    expect(way?.invocation.argv).toEqual(['redis-cli', '-e', '--rdb', '-']);
    expect(way?.invocation.env).toContain('REDISCLI_AUTH=hidden');
  });

  test('is not there for what has none, nor without a database', () => {
    expect([of('kafka', {}), of('mysql', {env: ['MYSQL_ROOT_PASSWORD=hidden']})]).toEqual([null, null]);
  });
});
