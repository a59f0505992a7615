import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type {StoryEngine} from './story-engine.js';

/** A socket between stacktop and its engine that a story can cut: to stacktop the engine is gone, to everybody else it is there. */
export interface EngineProxy {
  /** For DOCKER_HOST. */
  readonly host: string;
  /** Connections that are open now. */
  connections(): number;
  /** Streams of events that are open now. */
  eventStreams(): number;
  /** Keeps requests that begin so from the engine until it is let go. */
  hold(request: RegExp): Held;
  /** Ends all connections; from now on they are refused. */
  cut(): Promise<void>;
  /** Takes connections again. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

export interface Held {
  /** Whether one is waiting. */
  waits(): boolean;
  letGo(): void;
}

const listening = (server: net.Server, file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(file, resolve);
  });

export const openProxy = async (engine: StoryEngine): Promise<EngineProxy> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-proxy-'));
  const file = path.join(folder, 'engine.sock');
  const open = new Map<net.Socket, {events: boolean}>();
  let holding: RegExp | null = null;
  let letGo: (() => void)[] = [];
  const server = net.createServer(client => {
    const upstream = net.connect(engine.host.slice('unix://'.length));
    const state = {events: false};
    open.set(client, state);
    client.on('data', (bytes: Buffer) => {
      const text = bytes.toString('latin1');
      if (/^GET (\/v[\d.]+)?\/events/.test(text)) state.events = true;
      const pass = (): void => {
        if (upstream.write(bytes)) client.resume();
        else upstream.once('drain', () => client.resume());
      };
      client.pause();
      if (holding?.test(text)) letGo.push(pass);
      else pass();
    });
    client.on('end', () => upstream.end());
    const end = (): void => {
      open.delete(client);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
    upstream.pipe(client);
  });
  const hangUp = (): Promise<void> =>
    new Promise(resolve => {
      server.close(() => resolve());
      for (const client of open.keys()) client.destroy();
    });
  await listening(server, file);
  return {
    host: `unix://${file}`,
    connections: () => open.size,
    eventStreams: () => [...open.values()].filter(({events}) => events).length,
    hold: request => {
      holding = request;
      return {
        waits: () => letGo.length > 0,
        letGo: () => {
          holding = null;
          for (const go of letGo) go();
          letGo = [];
        },
      };
    },
    cut: hangUp,
    restore: () => listening(server, file),
    close: async () => {
      await hangUp();
      fs.rmSync(folder, {recursive: true, force: true});
    },
  };
};
