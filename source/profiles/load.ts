import fs from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Profile} from '../model/profile.js';
import type {ProfileProblem} from './problem.js';
import {readProfile} from './read.js';

export interface LoadedProfiles {
  /** The shipped ones first, the user's own last; of one name only the last is kept. */
  readonly profiles: readonly Profile[];
  readonly problems: readonly ProfileProblem[];
}

/** Folder of the profiles that ship with the package: beside `dist/` in the bundle, two up from here in the source. */
export const shippedFolder = async (): Promise<string> => {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const beside = path.join(here, '..', 'stacks');
  const stat = await fs.stat(path.join(beside, 'auren.yml')).catch(() => null); // not there: this is the source
  return stat ? beside : path.join(here, '..', '..', 'stacks');
};

/** Folder of the user's own profiles: `$XDG_CONFIG_HOME/stacktop/stacks`, else `~/.config/stacktop/stacks`; null without a home. */
export const userFolder = (env: Readonly<Record<string, string | undefined>>): string | null => {
  const config = env.XDG_CONFIG_HOME;
  if (config && path.isAbsolute(config)) return path.join(config, 'stacktop', 'stacks');
  return env.HOME ? path.join(env.HOME, '.config', 'stacktop', 'stacks') : null;
};

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));

const loadFile = async (file: string): Promise<LoadedProfiles> => {
  try {
    const {profile, problems} = readProfile(file, await fs.readFile(file, 'utf8'));
    return {profiles: profile ? [profile] : [], problems};
  } catch (error) {
    return {profiles: [], problems: [{file, line: null, key: '', message: reason(error)}]};
  }
};

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Every `*.yml` and `*.yaml` of a folder, by name. A folder that is not there holds none; one that cannot be read is a problem. */
export const loadFolder = async (folder: string): Promise<LoadedProfiles> => {
  let names: readonly string[];
  try {
    names = await fs.readdir(folder);
  } catch (error) {
    const problems = isMissing(error) ? [] : [{file: folder, line: null, key: '', message: reason(error)}];
    return {profiles: [], problems};
  }
  const files = names.filter(name => /\.ya?ml$/.test(name)).sort();
  const loaded = await Promise.all(files.map(name => loadFile(path.join(folder, name))));
  return {profiles: loaded.flatMap(one => one.profiles), problems: loaded.flatMap(one => one.problems)};
};

/** Profiles of all the folders; a later one replaces an earlier one of the same name. Never throws. */
export const loadProfiles = async (folders: readonly string[]): Promise<LoadedProfiles> => {
  const loaded = await Promise.all(folders.map(loadFolder));
  const byName = new Map(loaded.flatMap(one => one.profiles).map(profile => [profile.name, profile]));
  return {profiles: [...byName.values()], problems: loaded.flatMap(one => one.problems)};
};
