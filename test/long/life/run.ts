import {spawn} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {inkPlugin} from '../../../build/ink-plugin.mjs';
import {loadFolder} from '../../../source/profiles/load.js';
import type {Kept} from './kept.js';
import type {Life, Words} from './live.js';

export interface Told extends Words {
  readonly kept: Kept;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Bundles it as the program is bundled, and lives it in a process of its own, which can collect its garbage. Gives all that it told. */
export const runLife = async ({hours, churned, flaps, intervalS, drawn}: Life): Promise<readonly Told[]> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-long-'));
  try {
    const outfile = path.join(folder, 'life.cjs');
    const {profiles} = await loadFolder(path.join(root, 'stacks'));
    await build({
      entryPoints: [path.join(root, 'test/long/life/main.ts')],
      outfile,
      absWorkingDir: root,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      jsx: 'automatic',
      logLevel: 'error',
      define: {
        'import.meta.url': '__url',
        'import.meta': '__meta',
        'process.env.NODE_ENV': '"production"',
        'process.env.DEV': '"false"',
        __VERSION__: '"0.0.0-test"',
        __PROFILES__: JSON.stringify(profiles),
      },
      loader: {'.node': 'empty'},
      plugins: [inkPlugin],
      alias: Object.fromEntries(
        ['react-devtools-core', '@grpc/grpc-js', '@grpc/proto-loader', 'protobufjs', 'ssh2', 'tar-fs'].map(name => [
          name,
          path.join(root, 'build/empty.cjs'),
        ]),
      ),
      banner: {js: "const __url=require('node:url').pathToFileURL(__filename).href,__meta={url:__url};"},
    });
    const {child, said} = started(outfile, [...[hours, churned, flaps, intervalS].map(String), drawn ? 'drawn' : ''], folder);
    const told: Told[] = [];
    for await (const line of readline.createInterface(child.stdout)) told.push(JSON.parse(line));
    const code = child.exitCode ?? (await new Promise(resolve => child.once('exit', resolve)));
    if (code !== 0) throw new Error(`it ended with ${code} after ${told.length} of its hours: ${said()}`);
    return told;
  } finally {
    fs.rmSync(folder, {recursive: true, force: true});
  }
};

/** Its home is an empty folder: no profile of this machine's user comes into it. */
const started = (file: string, args: readonly string[], home: string) => {
  const child = spawn(process.execPath, ['--expose-gc', file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {PATH: process.env.PATH, HOME: home, TMPDIR: home, XDG_CONFIG_HOME: home, COLUMNS: '120', LINES: '40'},
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    words = (words + part).slice(-4000);
  });
  return {child, said: () => words};
};
