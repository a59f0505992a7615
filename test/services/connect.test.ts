import {describe, expect, test} from 'vitest';
import {connectWays, isHost} from '../../source/services/connect.js';

const way = (program: string) => {
  const found = connectWays('postgres', 5432).find(({argv}) => argv[0] === program);
  if (!found) throw new Error(`no way by ${program}`);
  return found;
};

describe('what a program leaves behind is read as', () => {
  // As written by the programs of Debian 12, Alpine's busybox, BusyBox 1.35 of Debian, netcat-traditional, and runc.
  test.each<[program: string, exitCode: number | null, stdout: string, stderr: string, kind: string]>([
    ['bash', 0, 'known\nopen 1795293211.258635 1795293211.261682\n', '', 'open'],
    ['bash', 0, 'known\nopen  \n', '', 'open'],
    ['bash', 1, 'known\n', 'x: connect: Connection refused\nx: line 8: /dev/tcp/postgres/5433: Connection refused\n', 'refused'],
    ['bash', 1, 'known\n', 'x: connect: No route to host\n', 'unreachable'],
    ['bash', 1, '', 'bad address\n', 'no-name'],
    ['bash', 1, '', 'x: postgres: Temporary failure in name resolution\nx: /dev/tcp/postgres/1: Invalid argument\n', 'no-name'],
    ['bash', 1, 'known\n', 'x: line 8: /dev/tcp/postgres/5432: No such file or directory\n', 'unfit'],
    ['bash', 126, 'OCI runtime exec failed: exec failed: "bash": executable file not found in $PATH\r\n', '', 'unfit'],
    ['bash', 127, '', '', 'unfit'],
    ['nc', 0, '', 'Connection to postgres (172.18.0.2) 5432 port [tcp/postgresql] succeeded!\n', 'open'],
    ['nc', 0, '', '', 'open'],
    ['nc', 1, '', 'nc: connect to postgres (172.18.0.2) port 5433 (tcp) failed: Connection refused\n', 'refused'],
    ['nc', 1, '', 'nc: 172.18.0.2 (172.18.0.2:5433): Connection refused\n', 'refused'],
    ['nc', 1, '', 'nc: 10.0.0.1 (10.0.0.1:80): Operation timed out\n', 'timeout'],
    ['nc', 1, '', 'nc: 10.0.0.1 (10.0.0.1:80): Host is unreachable\n', 'unreachable'],
    ['nc', 1, '', "nc: bad address 'postgres'\n", 'no-name'],
    ['nc', 1, '', 'nc: getaddrinfo for host "postgres" port 5432: Name or service not known\n', 'no-name'],
    ['nc', 1, '', 'postgres: forward host lookup failed: Unknown host\n', 'no-name'],
    ['nc', 1, '', "nc: invalid option -- 'z'\nBusyBox v1.35.0\n\nUsage: nc [OPTIONS] HOST PORT\n", 'unfit'],
    ['nc', 1, '', '', 'unfit'],
    ['python3', 0, 'open 1795293211.415810 1795293211.418848\n', '', 'open'],
    ['python3', 1, '', '[Errno 111] Connection refused\n', 'refused'],
    ['python3', 1, '', 'timed out\n', 'timeout'],
    ['python3', 1, '', '[Errno -2] Name or service not known\n', 'no-name'],
    ['perl', 0, 'open\n', '', 'open'],
    ['perl', 111, '', 'IO::Socket::INET: connect: Connection refused\n', 'refused'],
    ['perl', 110, '', 'IO::Socket::INET: connect: timeout\n', 'timeout'],
    ['perl', 22, '', "IO::Socket::INET: Bad hostname 'postgres'\n", 'no-name'],
    ['perl', 2, '', "Can't locate IO/Socket/INET.pm in @INC\n", 'unfit'],
    ['curl', 28, '\n0.000759\n', 'curl: (28) Time-out\n', 'open'],
    ['curl', 28, '\n0.000000\n', 'curl: (28) Connection timed out\n', 'timeout'],
    [
      'curl',
      7,
      '\n0.000000\n',
      "curl: (7) Failed to connect to postgres port 5433 after 0 ms: Couldn't connect to server\n",
      'refused',
    ],
    ['curl', 7, '\n0.000000\n', 'curl: (7) Failed to connect to 10.0.0.1: No route to host\n', 'unreachable'],
    ['curl', 6, '\n0.000000\n', 'curl: (6) Could not resolve host: postgres\n', 'no-name'],
    ['curl', 1, '\n0.000000\n', 'curl: (1) Protocol "telnet" not supported\n', 'unfit'],
    ['curl', null, '', '', 'unfit'],
  ])('%s, exit %s, %j %j: %s', (program, exitCode, stdout, stderr, kind) => {
    expect(way(program).read({exitCode, stdout, stderr}).kind).toBe(kind);
  });

  test('ms where the program measures', () => {
    const read = (program: string, stdout: string) => way(program).read({exitCode: 0, stdout, stderr: ''});
    expect(read('bash', 'known\nopen 10.250000 10.253000\n')).toEqual({kind: 'open', ms: expect.closeTo(3, 3)});
    expect(read('bash', 'known\nopen  \n')).toEqual({kind: 'open', ms: null});
    expect(read('curl', '\n0.002500\n')).toEqual({kind: 'open', ms: 2.5});
    expect(read('nc', '')).toEqual({kind: 'open', ms: null});
  });
});

test('host and port are words of their own, and in no script', () => {
  for (const {argv} of connectWays('some.host', 7654)) {
    expect(argv.filter(word => word.includes('\n')).join()).not.toMatch(/some\.host|7654/);
    expect(argv.join(' ')).toMatch(/some\.host.*7654/);
  }
  expect(connectWays('fe80::1', 80).at(-1)?.argv.at(-1)).toBe('telnet://[fe80::1]:80');
});

test.each([
  ['postgres', true],
  ['my_db-1.internal', true],
  ['10.0.0.1', true],
  ['fe80::1', true],
  ['-e', false],
  ['', false],
  ['a b', false],
  ['a\nb', false],
  ['$(reboot)', false],
  ['a/b', false],
  ['x'.repeat(300), false],
])('%j as a host: %s', (host, expected) => {
  expect(isHost(host)).toBe(expected);
});
