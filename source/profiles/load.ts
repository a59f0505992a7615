import path from 'node:path';
import type {Profile} from '../model/profile.js';
import type {ProfileProblem} from './problem.js';
import {createShelf} from './shelf.js';

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

/** Every `*.yml` and `*.yaml` of a folder, by name. A folder that is not there holds none; one that cannot be read is a problem. */
export const loadFolder = async (folder: string): Promise<LoadedProfiles> => {
  const {profiles, problems} = await createShelf(folder).read();
  return {profiles, problems};
};

const problemOf = (profile: Profile, key: string, message: string): ProfileProblem => ({
  file: profile.file,
  line: null,
  key,
  message,
});

/** Two files of one folder with the same name: the later one is meant, and the other has no effect at all. */
const namesakes = (profiles: readonly Profile[]): readonly ProfileProblem[] =>
  profiles.flatMap((profile, at) => {
    const later = profiles.findLast(({name}) => name === profile.name);
    return later === undefined || profiles.indexOf(later) === at
      ? []
      : [
          problemOf(
            later,
            'name',
            `${profile.name} is the name of ${profile.file} too, which is not used; give one another name`,
          ),
        ];
  });

/** Projects that several profiles name: the last one has them. */
const claims = (profiles: readonly Profile[]): readonly ProfileProblem[] =>
  profiles.flatMap((profile, at) =>
    [...new Set(profile.projects)].flatMap(project => {
      const winner = profiles.findLast(({projects}) => projects.includes(project));
      return winner === undefined || winner === profile || profiles.indexOf(winner) <= at
        ? []
        : [problemOf(winner, 'projects', `${project} is claimed by ${profile.file} too; it goes by this file, the later one`)];
    }),
  );

/**
 * All of them together, the later over the earlier: of one name only the last is kept, and it stands where the last stood. What several
 * files say about the same is told.
 */
export const mergeProfiles = (loaded: readonly LoadedProfiles[]): LoadedProfiles => {
  const byName = new Map<string, Profile>();
  for (const profile of loaded.flatMap(one => one.profiles)) {
    byName.delete(profile.name);
    byName.set(profile.name, profile);
  }
  const profiles = [...byName.values()];
  const own = loaded.flatMap(one => [...one.problems, ...namesakes(one.profiles)]);
  return {profiles, problems: [...own, ...claims(profiles)]};
};
