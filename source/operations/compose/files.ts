import nodeFs, {type FSWatcher} from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import {onAbort} from '../../engine/abort.js';

/** Whether all of them are there to be read, as files. */
export const isThere = async (files: readonly string[]): Promise<boolean> => {
  const stats = await Promise.all(files.map(file => fs.stat(file).catch(() => null))); // any reason for which it cannot be read
  return files.length > 0 && stats.every(stat => stat?.isFile() === true);
};

export interface Changed {
  readonly file: string;
  /** ms since 1970. */
  readonly changedAt: number;
}

/** The one of them that was changed last; null when none is there. */
export const newestFile = async (files: readonly string[]): Promise<Changed | null> => {
  const stats = await Promise.all(files.map(file => fs.stat(file).catch(() => null))); // not there: it was not changed
  return files.reduce<Changed | null>((newest, file, at) => {
    const changedAt = stats[at]?.mtimeMs;
    return changedAt !== undefined && changedAt > (newest?.changedAt ?? 0) ? {file, changedAt} : newest;
  }, null);
};

/** Tells files as they are now from files as they were: by their sizes, and when and as what they were written. */
export const signatureOf = async (files: readonly string[]): Promise<string> => {
  const stats = await Promise.all(files.map(file => fs.stat(file).catch(() => null))); // one that is not there is a fact too
  return files.map((file, at) => `${file} ${stats[at]?.ino} ${stats[at]?.size} ${stats[at]?.mtimeMs}`).join('\n');
};

/** Watches files by their folders: editors put a new file in the place of the old one. */
export interface FileWatch {
  /** What is watched from now on, by absolute names. */
  set(files: Iterable<string>): void;
}

/** Folders that are watched at most; what lies in others is looked at when something else is the reason. */
const mostFolders = 64;
/** A file is seldom written in one go. */
const settleMs = 150;

/** Watches until `signal`. `changed` is told names as they were given to `set`. Kernels without watches, or with too few, are left alone. */
export const watchFiles = (signal: AbortSignal, changed: (file: string) => void): FileWatch => {
  const folders = new Map<string, {readonly watcher: FSWatcher; names: ReadonlySet<string>}>();
  const settling = new Map<string, NodeJS.Timeout>();
  const drop = (folder: string): void => {
    folders.get(folder)?.watcher.close();
    folders.delete(folder);
  };
  const told = (file: string): void => {
    clearTimeout(settling.get(file));
    settling.set(
      file,
      setTimeout(() => {
        settling.delete(file);
        changed(file);
      }, settleMs).unref(),
    );
  };
  const open = (folder: string, names: ReadonlySet<string>): void => {
    const known = folders.get(folder);
    if (known) known.names = names;
    else if (folders.size < mostFolders) {
      try {
        const watcher = nodeFs.watch(folder, {persistent: false}, (_, name) => {
          if (name !== null && folders.get(folder)?.names.has(name)) told(path.join(folder, name));
        });
        watcher.on('error', () => drop(folder)); // the folder is gone
        folders.set(folder, {watcher, names});
      } catch {
        // No such folder, or no watches left: files are looked at when the stack changes.
      }
    }
  };
  onAbort(signal, () => {
    for (const folder of [...folders.keys()]) drop(folder);
    for (const timer of settling.values()) clearTimeout(timer);
  });
  return {
    set(files) {
      if (signal.aborted) return;
      const wanted = new Map<string, Set<string>>();
      for (const file of files) {
        const folder = path.dirname(file);
        wanted.set(folder, (wanted.get(folder) ?? new Set()).add(path.basename(file)));
      }
      for (const folder of [...folders.keys()]) if (!wanted.has(folder)) drop(folder);
      for (const [folder, names] of wanted) open(folder, names);
    },
  };
};
