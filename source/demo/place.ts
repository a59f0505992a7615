import fs from 'node:fs';
import type {Server} from 'node:http';
import os from 'node:os';
import path from 'node:path';

/** The demo engine has no place to listen at: a fault of the machine, told in one line. */
export class NoPlace extends Error {
  override readonly name = 'NoPlace';
}

/** A server, and how to end its connections, the hijacked ones too. */
export interface Listener {
  readonly server: Server;
  readonly cut: () => void;
}

/** Where an embedded engine listens. */
export interface Place {
  readonly host: string;
  listen(listener: Listener): Promise<void>;
  /** Stops taking connections. With `refuse` a socket's file stays, so that a client is refused instead of finding nothing. */
  leave(listener: Listener, refuse: boolean): Promise<void>;
  /** Takes away what is left on disk. */
  clear(): void;
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

const closed = ({server, cut}: Listener): Promise<void> =>
  new Promise(resolve => {
    // Not listening is what was wanted: an error says just that.
    server.close(() => resolve());
    cut();
  });

/** Bytes of a unix socket's path: sun_path of macOS, the shortest, without its end. */
const longestSocket = 103;

const prefix = 'stacktop-demo-';

/** Takes away folders of demos that were killed: their process is gone. */
const sweep = (folder: string): void => {
  try {
    for (const name of fs.readdirSync(folder)) {
      const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
      if (pid !== undefined && isGone(Number(pid))) fs.rmSync(path.join(folder, name), {recursive: true, force: true});
    }
  } catch {
    // another user's leftovers, or a folder that cannot be listed: not ours to mind
  }
};

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
};

/** A unix socket in a private folder (0700) of its own, so that two demos never meet. Throws NoPlace when the folder cannot be made. */
const socketPlace = (): Place => {
  const base = os.tmpdir();
  let folder: string;
  try {
    folder = fs.mkdtempSync(path.join(base, `${prefix}${process.pid}-`));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new NoPlace(`the demo engine cannot make a folder for its socket in ${base}: ${reason}`, {cause});
  }
  const file = path.join(folder, 'engine.sock');
  const remove = () => fs.rmSync(folder, {recursive: true, force: true});
  process.once('exit', remove);
  const sweeping = setTimeout(() => sweep(base), 2000).unref(); // the start is not to wait for it
  return {
    host: `unix://${file}`,
    listen: async ({server}) => {
      if (fs.existsSync(file)) fs.unlinkSync(file);
      // Node would cut the path, and listen at what is left of it.
      if (Buffer.byteLength(file) > longestSocket) throw new NoPlace(`the path of the demo engine's socket is too long: ${file}`);
      await listening(server, () => server.listen(file));
    },
    leave: async (listener, refuse) => {
      // Closing takes the file away; under another name it stays.
      if (refuse) fs.renameSync(file, `${file}.kept`);
      await closed(listener);
      if (refuse) fs.renameSync(`${file}.kept`, file);
    },
    clear: () => {
      clearTimeout(sweeping);
      process.off('exit', remove);
      remove();
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
    listen: async ({server}) => {
      await listening(server, () => server.listen(port, '127.0.0.1'));
      const address = server.address();
      if (typeof address === 'object' && address !== null) port = address.port;
    },
    leave: closed,
    clear: () => undefined,
  };
};

/** A unix socket, or a loopback port where there are none. Throws NoPlace when the socket's folder cannot be made. */
export const makePlace = (platform: NodeJS.Platform = process.platform): Place =>
  platform === 'win32' ? portPlace() : socketPlace();
