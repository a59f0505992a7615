// The shipped profiles, read and checked at build time: parsing them at each start of the demo would cost more than its first screen.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';

/** All of `stacks/`, as the program's own loader reads them. Throws with file, line and key when one is broken. */
export const builtProfiles = async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'stacktop-build-'));
  try {
    const outfile = path.join(folder, 'load.mjs');
    const banner = {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"};
    await build({
      entryPoints: ['source/profiles/load.ts'],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      banner,
      logLevel: 'error',
    });
    const {loadFolder} = await import(pathToFileURL(outfile).href);
    const {profiles, problems} = await loadFolder('stacks');
    if (problems.length > 0) throw new Error(`stacks/: ${JSON.stringify(problems)}`);
    return profiles.map(profile => ({...profile, file: path.posix.join('stacks', path.basename(profile.file))}));
  } finally {
    await fs.rm(folder, {recursive: true, force: true});
  }
};
