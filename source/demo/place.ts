import fs from 'node:fs';
import {mkdtemp, rename, rm, unlink} from 'node:fs/promises';
import type {Server} from 'node:http';
import os from 'node:os';
import path from 'node:path';

/** Where an embedded engine listens. */
export interface Place {
  readonly host: string;
  listen(server: Server): Promise<void>;
  /** Stops taking connections. With `refuse` a socket's file stays, so that a client is refused instead of finding nothing. */
  leave(server: Server, refuse: boolean): Promise<void>;
  /** Takes away what is left on disk. */
  clear(): Promise<void>;
}

const listening = (server: Server, listen: () => void): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => {
      server.off('error', reject);
      resolve();
    });
    listen();
  });

const closed = (server: Server): Promise<void> =>
  new Promise(resolve => {
    // Not listening is what was wanted: an error says just that.
    server.close(() => resolve());
    server.closeAllConnections();
  });

const prefix = 'stacktop-demo-';

/** Takes away folders of demos that were killed: their process is gone. */
const sweep = (folder: string): void => {
  for (const name of fs.readdirSync(folder)) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || Number(pid) === process.pid) continue;
    try {
      process.kill(Number(pid), 0);
    } catch (error) {
      const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
      if (gone) fs.rmSync(path.join(folder, name), {recursive: true, force: true});
    }
  }
};

/** A unix socket in a private folder (0700) of its own, so that two demos never meet. Throws with the reason when the folder cannot be made. */
const socketPlace = async (): Promise<Place> => {
  const base = os.tmpdir();
  let folder: string;
  try {
    folder = await mkdtemp(path.join(base, `${prefix}${process.pid}-`));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the demo engine cannot make a folder for its socket in ${base}: ${reason}`, {cause});
  }
  const file = path.join(folder, 'engine.sock');
  const remove = () => fs.rmSync(folder, {recursive: true, force: true});
  process.once('exit', remove);
  try {
    sweep(base);
  } catch {
    // another user's leftovers, or a folder that cannot be listed: not ours to mind
  }
  return {
    host: `unix://${file}`,
    listen: async server => {
      await rm(file, {force: true});
      await listening(server, () => server.listen(file));
    },
    leave: async (server, refuse) => {
      // Closing takes the file away; under another name it stays.
      if (refuse) await rename(file, `${file}.kept`);
      await closed(server);
      if (refuse) await rename(`${file}.kept`, file);
      else await unlink(file).catch(() => undefined); // closing has already done it
    },
    clear: async () => {
      process.off('exit', remove);
      await rm(folder, {recursive: true, force: true});
    },
  };
};

/** A port of the loopback address, where there are no unix sockets. */
const portPlace = (): Place => {
  let port = 0;
  return {
    get host() {
      return `tcp://127.0.0.1:${port}`;
    },
    listen: async server => {
      await listening(server, () => server.listen(port, '127.0.0.1'));
      const address = server.address();
      if (typeof address === 'object' && address !== null) port = address.port;
    },
    leave: server => closed(server),
    clear: async () => undefined,
  };
};

export const makePlace = (platform: NodeJS.Platform = process.platform): Promise<Place> =>
  platform === 'win32' ? Promise.resolve(portPlace()) : socketPlace();
