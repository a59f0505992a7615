import {existsSync, readdirSync} from 'node:fs';
import type {FindBelow} from './cgroup-paths.js';

/** Folders looked into for one answer: beside a container lie dozens of others, not thousands. */
const MOST_FOLDERS = 2000;

/** Looks through the folders below a mount point; where something was found is where the next is looked for first. */
export function findingBelow(): FindBelow {
  const found = new Map<string, string>();
  return (point, levels, folder) => {
    const place = `${levels} ${point}`;
    const last = found.get(place);
    if (last !== undefined && existsSync(point + last + folder)) return last;
    let left = MOST_FOLDERS;
    const search = (between: string, deeper: number): string | null => {
      if (deeper === 0) return existsSync(point + between + folder) ? between : null;
      for (const name of foldersIn(point + between)) {
        if (--left < 0) return null;
        const at = search(`${between}/${name}`, deeper - 1);
        if (at !== null) return at;
      }
      return null;
    };
    const at = search('', levels);
    if (at !== null) found.set(place, at);
    return at;
  };
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, {withFileTypes: true})
      .filter(entry => entry.isDirectory())
      .map(({name}) => name);
  } catch {
    return []; // gone meanwhile, or not to be read
  }
}
