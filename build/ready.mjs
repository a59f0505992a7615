// Installs and builds when needed, and only then: `npm start` and `npm test` on a fresh clone need nothing else.
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {inputsHash} from './inputs.mjs';

const here = fileURLToPath(new URL('..', import.meta.url));
const read = (root, file) => {
  try {
    return fs.readFileSync(path.join(root, file), 'utf8');
  } catch {
    return ''; // absent counts as changed
  }
};

const run = (root, command, args, failed) => {
  // What npm and the build say belongs on stderr: stdout is the program's.
  const {status, error} = spawnSync(command, args, {cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32'});
  if (error || status !== 0) {
    console.error(`stacktop: ${failed}${error ? ` (${error.message})` : ''}`);
    process.exit(1);
  }
};

/** Makes node_modules fit package-lock.json. */
export const installed = (root = here) => {
  const wanted = createHash('sha256').update(read(root, 'package-lock.json')).digest('hex');
  if (read(root, 'node_modules/.stacktop-lock') === wanted) return;
  console.error('stacktop: installing packages (once) …');
  run(
    root,
    'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    'npm ci failed; the lines above say why. It needs the npm registry once.',
  );
  fs.writeFileSync(path.join(root, 'node_modules/.stacktop-lock'), wanted);
};

/** Makes dist/ fit the sources. */
export const built = async (root = here) => {
  const isThere = ['dist/stacktop.cjs', 'dist/kafka.cjs'].every(file => fs.existsSync(path.join(root, file)));
  if (isThere && read(root, 'dist/.inputs') === (await inputsHash(root))) return;
  console.error('stacktop: building …');
  run(root, process.execPath, ['build/bundle.mjs'], 'the build failed; the lines above say where.');
};
