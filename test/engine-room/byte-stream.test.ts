import {mkdtemp, rm} from 'node:fs/promises';
import {createServer, type Server, type Socket} from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {type ByteStream, openByteStream} from '../../source/engine/byte-stream.js';

let folder: string;
let server: Server;
let controller: AbortController;
let asked: string;
let accepted: Socket[];
/** What the server does once it was asked. */
let answer: (socket: Socket) => void;

const socketPath = (): string => path.join(folder, 'engine.sock');

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'stacktop-bytes-'));
  controller = new AbortController();
  asked = '';
  accepted = [];
  server = createServer(socket => {
    accepted.push(socket);
    socket.on('error', () => {});
    socket.on('data', data => {
      asked += data.toString();
      if (asked.endsWith('\r\n\r\n')) answer(socket);
    });
  });
  await new Promise<void>(listening => server.listen(socketPath(), listening));
});

afterEach(async () => {
  controller.abort();
  for (const socket of accepted) socket.destroy();
  await new Promise(closed => server.close(closed));
  await rm(folder, {recursive: true, force: true});
});

const open = (): Promise<ByteStream> =>
  openByteStream({path: '/v1.41/logs?tail=1', host: 'docker', where: {path: socketPath()}}, controller.signal, () => {});

const read = async (stream: ByteStream): Promise<string> => {
  let text = '';
  for (let bytes = await stream.next(); bytes; bytes = await stream.next()) text += bytes.toString('latin1');
  return text;
};

const chunked = 'HTTP/1.1 200 OK\r\nContent-Type: text/x\r\nTransfer-Encoding: chunked\r\n\r\n';

/** Writes pieces one after another, each as soon as the one before was handed to the kernel. */
const writeAll = async (socket: Socket, pieces: Iterable<string>): Promise<void> => {
  for (const piece of pieces) await new Promise<void>(written => socket.write(piece, 'latin1', () => setImmediate(written)));
};

describe('a reply read where it arrives', () => {
  test.each([
    ['in chunks', `${chunked}3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`, true],
    ['of a known length', 'HTTP/1.1 200 OK\r\nContent-Type: text/x\r\nContent-Length: 5\r\n\r\nabcde', true],
    ['until the connection ends', 'HTTP/1.0 200 OK\r\ncontent-type:text/x\r\n\r\nabcde', false],
    ['announced before', `HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${chunked}5\r\nabcde\r\n0\r\n\r\n`, true],
  ])('%s is whole, byte by byte too', async (_, reply, staysOpen) => {
    for (const pieces of [[reply], [...reply]]) {
      asked = '';
      answer = socket => void writeAll(socket, pieces).then(() => (staysOpen ? undefined : socket.end()));
      const stream = await open();
      expect(stream.status).toBe(200);
      expect(stream.headers['content-type']).toBe('text/x');
      expect(await read(stream)).toBe('abcde');
      stream.destroy();
    }
    expect(asked).toMatch(/^GET \/v1\.41\/logs\?tail=1 HTTP\/1\.1\r\nHost: docker\r\n/);
  });

  test('of many megabytes comes in order, and is not read while nobody asks for more', async () => {
    const line = `${'0123456789abcdef'.repeat(64)}\n`;
    const count = 20_000;
    let sent = 0;
    answer = socket => {
      socket.write(chunked);
      const fill = (): void => {
        while (sent < count && !socket.writableNeedDrain) {
          sent += 1;
          socket.write(`${(line.length + 8).toString(16)}\r\n${String(sent).padStart(8, '0')}${line}\r\n`);
        }
        if (sent === count) socket.end('0\r\n\r\n');
      };
      socket.on('drain', fill);
      fill();
    };
    const stream = await open();
    const first = await stream.next();
    expect(first?.toString('latin1', 0, 16)).toBe('0000000101234567');
    const seen = String(first);
    for (let look = 0; look < 20; look += 1) await new Promise(resolve => setImmediate(resolve));
    expect(sent).toBeLessThan(count / 10);
    const text = seen + (await read(stream));
    expect(text.length).toBe(count * (line.length + 8));
    for (let at = 0; at < count; at += 997)
      expect(text.slice(at * (line.length + 8)).slice(0, 8)).toBe(String(at + 1).padStart(8, '0'));
  });

  test.each([
    ['in the middle of a chunk', `${chunked}5\r\nab`],
    ['before the last chunk', `${chunked}2\r\nab\r\n`],
    ['before its announced length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab'],
  ])('that is cut off %s gives what came, and says so', async (_, reply) => {
    answer = socket => socket.end(reply);
    const stream = await open();
    expect((await stream.next())?.toString()).toBe('ab');
    await expect(stream.next()).rejects.toMatchObject({code: 'ECONNRESET'});
  });

  test('of something else, or none, is refused', async () => {
    answer = socket => socket.end('SSH-2.0-OpenSSH_9.2\r\n');
    await expect(open()).rejects.toMatchObject({code: 'HPE_INVALID_CONSTANT'});
    asked = '';
    answer = socket => socket.end();
    await expect(open()).rejects.toMatchObject({code: 'ECONNRESET'});
    asked = '';
    answer = socket => socket.write(`HTTP/1.1 200 OK\r\nX: ${'y'.repeat(70_000)}`);
    await expect(open()).rejects.toMatchObject({code: 'HPE_HEADER_OVERFLOW'});
  });

  test('ends with its signal: before the head, and while it is waited for', async () => {
    answer = () => {};
    const opening = open();
    await expect.poll(() => asked).toContain('GET');
    controller.abort(new Error('enough'));
    await expect(opening).rejects.toThrow('enough');
    controller = new AbortController();
    asked = '';
    answer = socket => socket.write(chunked);
    const waiting = (await open()).next();
    controller.abort(new Error('enough again'));
    await expect(waiting).rejects.toThrow('enough again');
    await expect.poll(() => accepted.every(socket => socket.destroyed)).toBe(true);
  });
});
