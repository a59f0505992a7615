import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** Something that listens where an engine is expected. */
export interface Server {
  /** For DOCKER_HOST. */
  readonly host: string;
  /** The socket's file. */
  readonly file: string;
  close(): void;
}

const onSocket = async (server: net.Server): Promise<Server> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-server-'));
  fs.chmodSync(folder, 0o755);
  const file = path.join(folder, 'engine.sock');
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(file, resolve);
  });
  return {
    host: `unix://${file}`,
    file,
    close() {
      server.close();
      fs.rmSync(folder, {recursive: true, force: true});
    },
  };
};

/** Answers every request with that. */
export const webServer = (body: string, headers: Readonly<Record<string, string>> = {}): Promise<Server> =>
  onSocket(http.createServer((_, response) => response.writeHead(200, {Connection: 'close', ...headers}).end(body)));

/** Says that to whoever connects. */
export const talker = (words: string, onConnection = (): void => {}): Promise<Server> =>
  onSocket(
    net.createServer(socket => {
      onConnection();
      socket.on('error', () => {}); // it has heard enough
      socket.end(words);
    }),
  );

/** Takes connections and says nothing. */
export const silent = (): Promise<Server> => {
  const open = new Set<net.Socket>();
  const server = net.createServer(socket => {
    open.add(socket);
    socket.on('error', () => {}); // it has given up
  });
  return onSocket(server).then(made => ({
    ...made,
    close() {
      for (const socket of open) socket.destroy();
      made.close();
    },
  }));
};

/** A web page on a port of the loopback address; resolves to `tcp://…`. */
export const webServerOnPort = async (body: string): Promise<{readonly host: string; close(): void}> => {
  const server = http.createServer((_, response) => response.writeHead(200, {Connection: 'close'}).end(body));
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return {
    host: `tcp://127.0.0.1:${address.port}`,
    close: () => {
      server.close();
    },
  };
};
