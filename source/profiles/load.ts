import fs from 'node:fs/promises';
import path from 'node:path';
import type {Profile} from '../model/profile.js';
import type {ProfileProblem} from './problem.js';

export interface LoadedProfiles {
  readonly profiles: readonly Profile[];
  readonly problems: readonly ProfileProblem[];
}

/** Folder of the user's own profiles: `$XDG_CONFIG_HOME/stacktop/stacks`, else `~/.config/stacktop/stacks`; null without a home. */
export const userFolder = (env: Readonly<Record<string, string | undefined>>): string | null => {
  const config = env.XDG_CONFIG_HOME;
  if (config && path.isAbsolute(config)) return path.join(config, 'stacktop', 'stacks');
  return env.HOME ? path.join(env.HOME, '.config', 'stacktop', 'stacks') : null;
};

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));

const loadFile = async (file: string): Promise<LoadedProfiles> => {
  try {
    // Loaded when there is something to read: the YAML and schema libraries are not free.
    const {readProfile} = await import('./read.js');
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

/** All of them together, the later over the earlier: of one name only the last is kept. */
export const mergeProfiles = (loaded: readonly LoadedProfiles[]): LoadedProfiles => {
  const byName = new Map(loaded.flatMap(one => one.profiles).map(profile => [profile.name, profile]));
  return {profiles: [...byName.values()], problems: loaded.flatMap(one => one.problems)};
};
