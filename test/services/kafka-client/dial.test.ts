import {once} from 'node:events';
import {afterEach, describe, expect, test} from 'vitest';
import {dial} from '../../../source/services/kafka-client/dial.js';
import {KafkaError} from '../../../source/services/kafka-client/errors.js';
import * as library from '../../../source/services/kafka-client/library.js';
import {openKafka} from '../../../source/services/kafka-client/open.js';
import {deafPort, type Peer, peer} from './support.js';

const peers: Peer[] = [];
afterEach(async () => {
  await Promise.all(peers.splice(0).map(each => each.close()));
});
const serve = async (onConnection: Parameters<typeof peer>[0]): Promise<Peer['address']> => {
  const made = await peer(onConnection);
  peers.push(made);
  return made.address;
};

/** Answers which versions it speaks, and nothing else. `newest` is of all of them. */
const greets =
  (newest: number): Parameters<typeof peer>[0] =>
  socket => {
    socket.on('data', request => {
      const keys = [1, 2, 3, 18];
      const reply = Buffer.alloc(4 + 4 + 2 + 1 + keys.length * 7 + 4 + 1);
      reply.writeInt32BE(reply.length - 4, 0);
      request.copy(reply, 4, 8, 12); // the correlation
      reply[10] = keys.length + 1;
      for (const [index, key] of keys.entries()) {
        reply.writeInt16BE(key, 11 + index * 7);
        reply.writeInt16BE(newest, 15 + index * 7);
      }
      socket.write(reply);
    });
  };

const never = new AbortController().signal;
const failureOf = async (...addresses: readonly Peer['address'][]): Promise<string> => {
  const error: unknown = await dial(library, addresses, never).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(KafkaError);
  return error instanceof Error ? error.message.replaceAll(/:\d{4,5}/g, ':port') : '';
};

describe('a broker that is not there', () => {
  test('is told by every address and what happened there', async () => {
    const breaks = await serve(socket => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    const silent = await serve(() => {});
    const said = await failureOf(await deafPort(), breaks, silent, {host: 'nowhere.invalid', port: 9092});
    for (const part of ['127.0.0.1:port: refused', '127.0.0.1:port: connection broken', 'nowhere.invalid:port: no such host'])
      expect(said).toContain(part);
    expect(said).toContain('127.0.0.1:port took the connection but gave no answer within 3 s');
    expect(said).toMatch(/^no broker answers: /);
  });

  test('may be somebody else: a web server, or one that wants TLS', async () => {
    const web = await serve(socket => {
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    });
    const tls = await serve(socket => {
      socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 80])));
    });
    expect(await failureOf(web, tls)).toBe(
      'no broker answers: 127.0.0.1:port: connection broken; 127.0.0.1:port: connection broken',
    );
  });

  test('may be too old', async () => {
    expect(await failureOf(await serve(greets(4)))).toBe('no broker answers: 127.0.0.1:port is older than Kafka 2.7');
  });

  test('may send an answer that never ends: it is not kept', async () => {
    const flood = await serve(socket => {
      socket.on('error', () => {});
      socket.once('data', request => {
        const head = Buffer.alloc(8);
        head.writeInt32BE(2_000_000_000, 0);
        request.copy(head, 4, 8, 12);
        socket.write(head);
        const piece = Buffer.alloc(1 << 20);
        const more = () => socket.destroyed || socket.write(piece, more);
        more();
      });
    });
    const before = process.memoryUsage().arrayBuffers;
    expect(await failureOf(flood)).toMatch(/connection broken$/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200 << 20);
  });
});

describe('the first address that answers', () => {
  test('is taken, though one before it swallows everything', async () => {
    const silent = await serve(() => {});
    const good = await serve(greets(13));
    const link = await dial(library, [silent, good], never);
    expect(link.address).toEqual(good);
    link.close();
  });

  test('is the only one that keeps a connection', async () => {
    let open = 0;
    const slow = await serve(socket => {
      open += 1;
      socket.resume().on('close', () => {
        open -= 1;
      });
    });
    const link = await dial(library, [slow, await serve(greets(13))], never);
    await expect.poll(() => open).toBe(0);
    link.close();
  });
});

describe('an aborted signal', () => {
  test('ends connecting at once, with its reason', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const controller = new AbortController();
    const silent = await serve(socket => {
      closed = once(socket.resume(), 'close');
      controller.abort(new Error('left'));
    });
    await expect(dial(library, [silent], controller.signal)).rejects.toThrow('left');
    await closed;
  });

  test('ends a question but not the connection; closing ends both', async () => {
    const good = await serve(greets(13));
    const kafka = await openKafka({addresses: [good], problem: null, resolve: () => []}, never);
    const controller = new AbortController();
    const asking = kafka.overview(controller.signal);
    controller.abort(new Error('left'));
    await expect(asking).rejects.toThrow('left');
    kafka.close();
    await expect(kafka.overview(never)).rejects.toThrow('closed');
  });

  test('is not waited for when there is no way to the broker', async () => {
    const route = {addresses: [], problem: 'it publishes no port', resolve: () => []};
    await expect(openKafka(route, never)).rejects.toThrow('it publishes no port');
  });
});
