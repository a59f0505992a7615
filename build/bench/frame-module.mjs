// The program's state and screen as one module for bench/frame.mjs, built as the program is: production React, our edits to Ink.
import path from 'node:path';
import {build} from 'esbuild';
import {inkPlugin} from '../ink-plugin.mjs';

const root = path.resolve(import.meta.dirname ?? '.', '../..');

/** Builds `frame-scene.tsx` to a file. */
export const buildFrameModule = async outfile => {
  process.chdir(root);
  await build({
    entryPoints: ['build/bench/frame-scene.tsx'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    target: 'node20',
    logLevel: 'error',
    define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"', __VERSION__: '"bench"', __PROFILES__: '[]'},
    banner: {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"},
    alias: {'react-devtools-core': path.join(root, 'build/empty.cjs')},
    plugins: [inkPlugin],
  });
};
