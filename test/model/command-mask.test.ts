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
      ['ls', '-a', 'folder'],
      ['ls', '-a', 'folder'],
    ],
  ])('%s as words', (words, shown) => {
    expect(maskWords(words)).toEqual(shown);
  });
});
