import fs from 'node:fs/promises';
import path from 'node:path';
import type {Profile} from '../model/profile.js';
import {type ReadFile, readProfileFile, reasonOf} from './file.js';
import type {ProfileProblem} from './problem.js';

/** What changed in a file since it was read before. */
export interface FileNews {
  readonly file: string;
  readonly kind: 'new' | 'changed' | 'gone';
  /** As it is used now; of a file that is gone, as it was. */
  readonly profile: Profile | null;
  readonly problems: readonly ProfileProblem[];
}

export interface ShelfReading {
  /** By file name. Of a file that is broken now, as it was when it last was not. */
  readonly profiles: readonly Profile[];
  readonly problems: readonly ProfileProblem[];
  readonly news: readonly FileNews[];
}

/** A folder of profiles that is read again and again: files that did not change are not. */
export interface Shelf {
  read(): Promise<ShelfReading>;
}

/** Editors put locks and copies of a file beside it, with a dot before its name. */
const isProfileName = (name: string): boolean => /^[^.].*\.ya?ml$/.test(name);

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Every `*.yml` and `*.yaml` of a folder. A folder that is not there holds none; one that cannot be read is a problem. */
export const createShelf = (folder: string): Shelf => {
  const kept = new Map<string, ReadFile>();
  let isFirst = true;

  const readAgain = async (file: string): Promise<FileNews | null> => {
    const before = kept.get(file);
    const now = await readProfileFile(file, before?.stamp || null);
    // An editor, or `stacktop profile STACK > FILE`, empties it before it writes.
    if (!now || (now.isEmpty && !isFirst)) return null;
    const profile = now.profile ?? before?.profile ?? null;
    kept.set(file, {...now, profile});
    const same = before !== undefined && now.stamp === '' && before.stamp === ''; // it still cannot be read
    return same ? null : {file, kind: before ? 'changed' : 'new', profile, problems: now.problems};
  };

  return {
    async read() {
      let names: readonly string[] = [];
      const problems: ProfileProblem[] = [];
      try {
        names = await fs.readdir(folder);
      } catch (error) {
        if (!isMissing(error)) problems.push({file: folder, line: null, key: '', message: reasonOf(error)});
      }
      const files = names
        .filter(isProfileName)
        .sort()
        .map(name => path.join(folder, name));
      const gone = [...kept].filter(([file]) => !files.includes(file));
      for (const [file] of gone) kept.delete(file);
      const changed = await Promise.all(files.map(readAgain));
      isFirst = false;
      const all = files.flatMap(file => kept.get(file) ?? []);
      return {
        profiles: all.flatMap(one => one.profile ?? []),
        problems: [...problems, ...all.flatMap(one => one.problems)],
        news: [
          ...gone.map(([file, {profile}]): FileNews => ({file, kind: 'gone', profile, problems: []})),
          ...changed.filter(one => one !== null),
        ],
      };
    },
  };
};
