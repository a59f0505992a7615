// The shipped profiles, read and checked at build time: parsing them at each start of the demo would cost more than its first screen.
import path from 'node:path';
import {importSource} from './import-source.mjs';

/** All of `stacks/`, as the program's own loader reads them. Throws with file, line and key when one is broken. */
export const builtProfiles = async () => {
  const {loadFolder} = await importSource("export {loadFolder} from './source/profiles/load.js';");
  const {profiles, problems} = await loadFolder('stacks');
  if (problems.length > 0) throw new Error(`stacks/: ${JSON.stringify(problems)}`);
  return profiles.map(profile => ({...profile, file: path.posix.join('stacks', path.basename(profile.file))}));
};
