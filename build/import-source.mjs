// Modules of the program's own source, for the scripts of build/: bundled to a file of its own and imported.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';

/** Runs `contents`, which re-exports what is wanted from `./source/…`, and gives its exports. The working folder is the package's. */
export const importSource = async contents => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'stacktop-build-'));
  try {
    const outfile = path.join(folder, 'module.mjs');
    await build({
      stdin: {contents, resolveDir: process.cwd(), loader: 'ts'},
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
      banner: {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"},
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await fs.rm(folder, {recursive: true, force: true});
  }
};
