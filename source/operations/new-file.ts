import {constants, type FileHandle, link, lstat, mkdir, open, rename, unlink} from 'node:fs/promises';
import path from 'node:path';

/** A file that has its name only once it is whole. Whoever opens it calls `keep` or `discard`. */
export interface NewFile {
  /** Appends all of it. */
  write(bytes: Buffer): Promise<void>;
  /** Gives it its name, safe on the disk. Never takes the place of another file: gives the path that it has. */
  keep(): Promise<string>;
  /** Leaves what there is of it under the name of a part; gives the path that it has. */
  leave(): Promise<string>;
  /** Leaves nothing behind of what was not kept. */
  discard(): Promise<void>;
}

const mostNames = 99;

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null);

/** `shop.sql`, `shop-2.sql`, `shop-3.sql` … */
const numbered = (file: string, number: number): string => {
  if (number === 1) return file;
  const {dir, name, ext} = path.parse(file);
  return path.join(dir, `${name}-${number}${ext}`);
};

/** The first of the names that `use` does not find taken. */
const freeName = async <T>(file: string, use: (name: string) => Promise<T>): Promise<T> => {
  for (let number = 1; ; number++) {
    try {
      return await use(numbered(file, number));
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || number === mostNames) throw error;
    }
  }
};

const isThere = async (file: string): Promise<boolean> => {
  try {
    await lstat(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
};

/** A second name for a file is never one that is taken; where the file system knows no second names, it is looked for first. */
const nameIt = async (part: string, name: string): Promise<string> => {
  try {
    await link(part, name);
    await unlink(part);
  } catch (error) {
    const none = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(String(codeOf(error)));
    if (!none) throw error;
    if (await isThere(name)) throw Object.assign(new Error(`${name} is there already`), {code: 'EEXIST'});
    await rename(part, name);
  }
  return name;
};

/** Begins a file that only its owner may read, beside the place it will have, as `NAME.part`. Rejects with the file system's error. */
export const newFile = async (file: string): Promise<NewFile> => {
  const {part, handle} = await freeName(`${file}.part`, async name => ({
    part: name,
    handle: await open(name, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600),
  }));
  let opened: FileHandle | null = handle;
  let kept = false;
  const close = async (): Promise<void> => {
    const was = opened;
    opened = null;
    await was?.close();
  };
  return {
    async write(bytes) {
      for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
    },
    async keep() {
      await handle.sync();
      await close();
      const name = await freeName(file, wanted => nameIt(part, wanted));
      kept = true;
      return name;
    },
    async leave() {
      await close();
      kept = true;
      return part;
    },
    async discard() {
      await close();
      if (kept) return;
      await unlink(part).catch((error: unknown) => {
        if (codeOf(error) !== 'ENOENT') throw error;
      });
    },
  };
};

/** Makes a folder that only its owner may enter; gives its path, with a number where there was something of that name. */
export const newFolder = (folder: string): Promise<string> =>
  freeName(folder, async name => {
    await mkdir(name, {mode: 0o700});
    return name;
  });
