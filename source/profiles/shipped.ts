import fs from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Profile} from '../model/profile.js';
import {type LoadedProfiles, loadFolder, mergeProfiles, userFolder} from './load.js';

/** The bundle carries the shipped profiles, read and checked when it was built: parsing them costs more than drawing the first screen. */
declare const __PROFILES__: readonly Profile[] | undefined;

/** Folder of the profiles that ship with the package: beside `dist/` in the bundle, two up from here in the source. */
export const shippedFolder = async (): Promise<string> => {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const beside = path.join(here, '..', 'stacks');
  const stat = await fs.stat(path.join(beside, 'auren.yml')).catch(() => null); // not there: this is the source
  return stat ? beside : path.join(here, '..', '..', 'stacks');
};

let read: Promise<LoadedProfiles> | null = null;

/** The profiles that ship with the package: those of the bundle, else read from `stacks/`, once. */
export const shippedProfiles = (): Promise<LoadedProfiles> => {
  read ??=
    typeof __PROFILES__ === 'undefined'
      ? shippedFolder().then(loadFolder)
      : Promise.resolve({profiles: __PROFILES__, problems: []});
  return read;
};

/** The shipped ones and the user's own over them (`$XDG_CONFIG_HOME/stacktop/stacks`). Never throws: a broken file is a problem, the rest goes on. */
export const knownProfiles = async (env: Readonly<Record<string, string | undefined>>): Promise<LoadedProfiles> => {
  const own = userFolder(env);
  return mergeProfiles(await Promise.all([shippedProfiles(), ...(own === null ? [] : [loadFolder(own)])]));
};
