import {createServer, type Server, type Socket} from 'node:net';
import {createRecordsBatch, type Writer} from '@platformatic/kafka';

/** A record batch as a broker keeps it, at that offset. */
export const batchOf = (
  values: readonly string[],
  {
    offset = 0,
    compression = 'none' as const,
    timestamp = 1_700_000_000_000n,
  }: {offset?: number; compression?: 'none' | 'gzip' | 'lz4' | 'snappy'; timestamp?: bigint} = {},
): Buffer => {
  const messages = values.map((value, index) => ({
    topic: 't',
    key: Buffer.from(`k${index}`),
    value: Buffer.from(value),
    timestamp: timestamp + BigInt(index),
  }));
  const writer: Writer = createRecordsBatch(messages, {compression});
  const bytes = Buffer.from(writer.buffer);
  bytes.writeBigInt64BE(BigInt(offset), 0);
  return bytes;
};

/** A server on a loopback port that does with a connection what it is told; ended by `close`. */
export interface Peer {
  readonly address: {readonly host: string; readonly port: number};
  close(): Promise<void>;
}

export const peer = async (onConnection: (socket: Socket) => void): Promise<Peer> => {
  const sockets = new Set<Socket>();
  const server: Server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    onConnection(socket);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a port was expected');
  return {
    address: {host: '127.0.0.1', port: address.port},
    close: () =>
      new Promise(resolve => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
};

/** A port where nobody listens. */
export const deafPort = async (): Promise<Peer['address']> => {
  const {address, close} = await peer(() => {});
  await close();
  return address;
};
