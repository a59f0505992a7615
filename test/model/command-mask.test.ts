import {describe, expect, it} from 'vitest';
import {maskCommand, maskWords} from '../../source/model/command-mask.js';

describe('a command line is shown without its secrets', () => {
  it.each([
    ['redis-server --requirepass s3cret --port 6379', 'redis-server --requirepass •••••• --port 6379'],
    ['app --api-key=abc --verbose', 'app --api-key=•••••• --verbose'],
    ['app --password "two words" x', 'app --password •••••• x'],
    ['PGPASSWORD=x psql', 'PGPASSWORD=•••••• psql'],
    ['redis-cli -a s3cret ping', 'redis-cli -a •••••• ping'],
    ['mysqladmin ping -ps3cret', 'mysqladmin ping -p••••••'],
    ['curl https://me:pw@host/x', 'curl https://me:••••••@host/x'],
    ['java -Ddb.password=s3cret -jar app.jar', 'java -Ddb.password=•••••• -jar app.jar'],
    ['curl -u admin:s3cret http://h/x', 'curl -u admin:•••••• http://h/x'],
    ['curl -fsu admin http://h/x', 'curl -fsu admin http://h/x'],
    ['curl --user="admin:two words" http://h', 'curl --user="admin:••••••" http://h'],
    ['curl -H "Authorization: Bearer s3cret" http://h', 'curl -H "Authorization: ••••••" http://h'],
    ["curl -H 'X-Api-Key: s3cret' -H 'Accept: a/b' http://h", "curl -H 'X-Api-Key: ••••••' -H 'Accept: a/b' http://h"],
    ['mongosh -u root -p s3cret --eval "db.stats()"', 'mongosh -u root -p •••••• --eval "db.stats()"'],
    ['mongosh --host db -p --quiet', 'mongosh --host db -p --quiet'],
    ['sh -c "redis-cli -a s3cret"', 'sh -c "redis-cli -a ••••••"'],
    ['redis-cli -a $REDIS_PASSWORD ping', 'redis-cli -a $REDIS_PASSWORD ping'],
    ['sshpass -p s3cret ssh h', 'sshpass -p •••••• ssh h'],
    ['docker run -u 1000:1000 -p 80:80 x', 'docker run -u 1000:1000 -p 80:80 x'],
    ['mkdir -p /data', 'mkdir -p /data'],
    ['mysql -P 3306 --protocol=tcp', 'mysql -P 3306 --protocol=tcp'],
    ['pg_isready -U app -d shop && nc -z db 1', 'pg_isready -U app -d shop && nc -z db 1'],
    ['tar -a file', 'tar -a file'],
    ['app --token --verbose', 'app --token --verbose'],
    ['postgres -c max_connections=100', 'postgres -c max_connections=100'],
  ])('%s', (typed, shown) => {
    expect(maskCommand(typed)).toBe(shown);
  });

  it.each([
    [
      ['redis-server', '--requirepass', 's3 cret'],
      ['redis-server', '--requirepass', '••••••'],
    ],
    [
      ['app', '--secret=a b', 'x'],
      ['app', '--secret=••••••', 'x'],
    ],
    [
      ['redis-cli', '-a', 'pw', 'ping'],
      ['redis-cli', '-a', '••••••', 'ping'],
    ],
    [
      ['mysql', '-ppw'],
      ['mysql', '-p••••••'],
    ],
    [
      ['sh', '-c', 'redis-cli -a pw ping'],
      ['sh', '-c', 'redis-cli -a •••••• ping'],
    ],
    [
      ['curl', '-u', 'admin:s3 cret', '-H', 'Authorization: Bearer x', 'http://h'],
      ['curl', '-u', 'admin:••••••', '-H', 'Authorization: ••••••', 'http://h'],
    ],
    [
      ['/usr/bin/mongosh', '-p', 'pw', '-u', 'root'],
      ['/usr/bin/mongosh', '-p', '••••••', '-u', 'root'],
    ],
    [
      ['java', '-Ddb.password=a b', '-jar', 'x.jar'],
      ['java', '-Ddb.password=••••••', '-jar', 'x.jar'],
    ],
    [
      ['sh', '-c', 'redis-cli --no-auth-warning -a "$REDIS_PASSWORD" ping | grep PONG'],
      ['sh', '-c', 'redis-cli --no-auth-warning -a "$REDIS_PASSWORD" ping | grep PONG'],
    ],
    [
      ['ls', '-a', 'folder'],
      ['ls', '-a', 'folder'],
    ],
  ])('%s as words', (words, shown) => {
    expect(maskWords(words)).toEqual(shown);
  });
});
