import {mkdtemp, rm} from 'node:fs/promises';
import type {IncomingMessage} from 'node:http';
import {createServer, type Server, type Socket} from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {openBytes} from '../../source/engine/call.js';
import type {TcpEndpoint, UnixEndpoint} from '../../source/engine/endpoint.js';
import {type DialRequest, Transport} from '../../source/engine/transport.js';

let folder: string;
let server: Server;
let accepted: Socket[];
/** What the server says once it was asked. */
let answer: (socket: Socket) => void;
let plain: Transport;

const {signal} = new AbortController();
const request = {method: 'GET', path: '/containers/a/logs'} as const;
const unix = (): UnixEndpoint => {
  const socketPath = path.join(folder, 'engine.sock');
  return {kind: 'unix', socketPath, url: `unix://${socketPath}`, source: 'test'};
};

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'stacktop-open-'));
  accepted = [];
  server = createServer(socket => {
    accepted.push(socket);
    socket.on('error', () => {});
    socket.once('data', () => answer(socket));
  });
  await new Promise<void>(listening => server.listen(unix().socketPath, listening));
  plain = new Transport(unix());
});

afterEach(async () => {
  plain.close();
  for (const socket of accepted) socket.destroy();
  await new Promise(closed => server.close(closed));
  await rm(folder, {recursive: true, force: true});
});

const refusal = 'HTTP/1.1 500 Internal Server Error\r\nTransfer-Encoding: chunked\r\n\r\n';

test('a refusal is told in the engine’s own words, wherever they are split', async () => {
  const words = Buffer.from('{"message":"größer"}\n');
  const cut = words.indexOf('ö') + 1;
  const chunk = (bytes: Buffer): Buffer =>
    Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
  answer = socket => {
    socket.write(Buffer.concat([Buffer.from(refusal), chunk(words.subarray(0, cut))]));
    const rest = Buffer.concat([chunk(words.subarray(cut)), Buffer.from('0\r\n\r\n')]);
    // Two turns of the event loop: the first part is read before the rest is there.
    setImmediate(() => setImmediate(() => socket.write(rest)));
  };
  await expect(openBytes({endpoint: unix(), transport: plain}, request, signal)).rejects.toMatchObject({
    status: 500,
    message: 'größer',
  });
  await expect.poll(() => accepted.every(({destroyed}) => destroyed)).toBe(true);
});

test.each([
  ['whose words are malformed', `${refusal}no length\r\n`],
  ['that announces no length', 'HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nabc'],
])('a reply %s is an error, and leaves no connection', async (_, said) => {
  answer = socket => void socket.write(said);
  await expect(openBytes({endpoint: unix(), transport: plain}, request, signal)).rejects.toMatchObject({code: 'not-an-engine'});
  await expect.poll(() => accepted.every(({destroyed}) => destroyed)).toBe(true);
});

test('a kept connection with TLS that the engine had just closed is no error', async () => {
  const tls = {ca: null, cert: null, key: null, verify: true};
  const endpoint: TcpEndpoint = {kind: 'tcp', host: '127.0.0.1', port: 2376, tls, url: 'tcp://127.0.0.1:2376', source: 'test'};
  let dials = 0;
  class Stale extends Transport {
    override async dial(asked: DialRequest, ends: AbortSignal): Promise<IncomingMessage> {
      dials += 1;
      if (dials === 1) throw Object.assign(new Error('socket hang up'), {code: 'ECONNRESET'});
      return plain.dial(asked, ends);
    }
  }
  answer = socket => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc');
  const transport = new Stale(endpoint);
  const stream = await openBytes({endpoint, transport}, request, signal);
  expect(String(await stream.next())).toBe('abc');
  stream.destroy();
  transport.close();
});
