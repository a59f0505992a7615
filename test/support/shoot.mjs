// Runs shoot.ts: `node test/support/shoot.mjs --out FILE.png …` (without --out it says how).
import fs from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = await fs.mkdtemp(path.join(root, 'node_modules/.shoot-')); // inside, so that packages are found from there
try {
  await build({
    entryPoints: [path.join(root, 'test/support/shoot.ts')],
    outfile: path.join(folder, 'shoot.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    define: {'import.meta.url': JSON.stringify(new URL('terminal.ts', import.meta.url).href)},
  });
  await import(pathToFileURL(path.join(folder, 'shoot.mjs')).href);
} finally {
  await fs.rm(folder, {recursive: true, force: true});
}
