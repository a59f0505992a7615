import {once} from 'node:events';
import net from 'node:net';
import {Worker} from 'node:worker_threads';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {limited, onLate} from '../../source/engine/abort.js';

/** Answers in a thread of its own, so that it does while this one stands still. */
const answering = `
  const {parentPort} = require('node:worker_threads');
  const server = require('node:net').createServer(socket => socket.on('data', data => socket.write(data)).on('error', () => {}));
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

const standStill = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};

describe('a program that stood still itself', () => {
  let worker: Worker;
  let socket: net.Socket;

  beforeEach(async () => {
    worker = new Worker(answering, {eval: true});
    const [port] = await once(worker, 'message');
    socket = net.connect({host: '127.0.0.1', port: Number(port)});
    await once(socket, 'connect');
  });

  afterEach(async () => {
    socket.destroy();
    await worker.terminate();
  });

  test('does not call late what was there in time', async () => {
    const limit = limited(new AbortController().signal, 200);
    socket.once('data', limit.end);
    socket.write('?');
    standStill(1000);
    await once(socket, 'data');
    await new Promise(resolve => setImmediate(resolve));
    expect([limit.expired(), limit.signal.aborted]).toEqual([false, false]);
  });
});

test('what does not come is late, and what is taken back is not', async () => {
  const told: string[] = [];
  const inTime = onLate(1, () => told.push('taken back'));
  await new Promise<void>(resolve => {
    onLate(1, () => {
      told.push('late');
      resolve();
    });
    inTime();
  });
  await new Promise(resolve => setImmediate(resolve));
  expect(told).toEqual(['late']);
});

test('a limit that is aborted has not expired, and one of no time has none', () => {
  const controller = new AbortController();
  const limit = limited(controller.signal, 60_000);
  const none = limited(controller.signal, 0);
  controller.abort(new Error('left'));
  expect([limit.signal.reason.message, limit.expired(), none.expired()]).toEqual(['left', false, false]);
  limit.end();
  none.end();
});
