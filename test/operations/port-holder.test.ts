import {spawn} from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {portHolder, waitingInodes} from '../../source/operations/port-holder.js';

const never = new AbortController().signal;
const heading = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const line = (local: string, state: string, inode: number): string =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 00000000e4bd9097 100 0 0 10 0`;

test('waiting sockets of a port are found in a table of the kernel', () => {
  const table = [
    heading,
    line('00000000:1F40', '0A', 5),
    line('0100007F:1F40', '01', 6),
    line('0100007F:1F41', '0A', 7),
    '',
  ].join('\n');
  expect(waitingInodes(table, 8000, 'tcp')).toEqual(['5']);
  expect(waitingInodes([heading, line('00000000000000000000000000000000:0035', '07', 9)].join('\n'), 53, 'udp')).toEqual(['9']);
});

describe('who has a port, from the files of a kernel', () => {
  let root = '';
  const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(root, file)), {recursive: true});
    fs.writeFileSync(path.join(root, file), text);
  };
  const process = (pid: number, name: string, ...links: readonly string[]): void => {
    write(`proc/${pid}/comm`, `${name}\n`);
    fs.mkdirSync(path.join(root, `proc/${pid}/fd`), {recursive: true});
    for (const [number, target] of links.entries()) fs.symlinkSync(target, path.join(root, `proc/${pid}/fd/${number}`));
  };
  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-proc-'));
    write('proc/net/tcp', [heading, line('00000000:1F40', '0A', 501)].join('\n'));
  });
  afterEach(() => fs.rmSync(root, {recursive: true, force: true}));

  test('is the process that has its socket open', async () => {
    process(7, 'sleep', '/dev/null', 'socket:[500]');
    process(4121, 'node', '/dev/null', 'socket:[501]');
    expect(await portHolder(8000, 'tcp', never, root)).toEqual({kind: 'process', pid: 4121, program: 'node'});
  });
  test('also when only IPv6 knows of it', async () => {
    write('proc/net/tcp6', [heading, line('00000000000000000000000000000000:1F90', '0A', 502)].join('\n'));
    process(8, 'java', 'socket:[502]');
    expect(await portHolder(8080, 'tcp', never, root)).toEqual({kind: 'process', pid: 8, program: 'java'});
  });
  test('cannot be told where its files may not be seen', async () => {
    process(7, 'sleep', 'socket:[500]');
    expect(await portHolder(8000, 'tcp', never, root)).toEqual({kind: 'hidden'});
  });
  test('is nobody', async () => {
    expect(await portHolder(8001, 'tcp', never, root)).toEqual({kind: 'free'});
  });
  test('is not known where the kernel has no such files', async () => {
    expect(await portHolder(53, 'udp', never, root)).toBeNull();
  });
  test('is looked for no longer than it is wanted', async () => {
    process(7, 'sleep', 'socket:[500]');
    await expect(portHolder(8000, 'tcp', AbortSignal.abort(new Error('over')), root)).rejects.toThrow('over');
  });
});

describe.runIf(process.platform === 'linux')('who has a port of this host', () => {
  const listening = (server: net.Server): Promise<number> =>
    new Promise(resolve => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });

  test('is this process, for TCP and for UDP', async () => {
    const server = net.createServer();
    const socket = dgram.createSocket('udp4');
    try {
      expect(await portHolder(await listening(server), 'tcp', never)).toMatchObject({kind: 'process', pid: process.pid});
      const port = await new Promise<number>(resolve => socket.bind(0, '127.0.0.1', () => resolve(socket.address().port)));
      expect(await portHolder(port, 'udp', never)).toMatchObject({kind: 'process', pid: process.pid});
    } finally {
      server.close();
      socket.close();
    }
  });

  test('is another program, by its name', async () => {
    const program = "require('net').createServer().listen(0, function () { console.log(this.address().port) })";
    const child = spawn(process.execPath, ['-e', program], {stdio: ['ignore', 'pipe', 'inherit']});
    try {
      const port = await new Promise<number>(resolve => child.stdout.once('data', data => resolve(Number(String(data)))));
      expect(await portHolder(port, 'tcp', never)).toEqual({kind: 'process', pid: child.pid, program: 'node'});
    } finally {
      child.kill();
    }
  });
});
