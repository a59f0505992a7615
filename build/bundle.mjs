// Builds dist/stacktop.cjs, the program in one file, and dist/kafka.cjs, which it loads when it is needed. CommonJS, so that the launcher
// can keep V8's code cache of it.
import {createHash} from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {inkPlugin} from './ink-plugin.mjs';
import {inputsHash} from './inputs.mjs';
import {buildKafkaChunk, kafkaOutside} from './kafka-chunk.mjs';
import {lateModules} from './late.mjs';
import {writeLicences} from './licences.mjs';
import {onceEach} from './once-each.mjs';
import {builtProfiles} from './profiles.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const {version} = JSON.parse(await fs.readFile('package.json', 'utf8'));
const empty = path.join(root, 'build/empty.cjs');
// Taken before the build: what changes while it runs is built by the next one.
const inputs = await inputsHash(root);

// dockerode loads these for builds, their sessions and ssh:// only; Ink's optional devtools would be hoisted to the start.
const unused = [
  'react-devtools-core',
  '@grpc/grpc-js',
  '@grpc/proto-loader',
  'protobufjs',
  'ssh2',
  'tar-fs',
  '@balena/dockerignore',
];

const settings = {
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  metafile: true,
  legalComments: 'none',
  define: {'import.meta.url': '__url', 'import.meta': '__meta'},
};
const url = "const __url=require('node:url').pathToFileURL(__filename).href,__meta={url:__url};";

const result = await build({
  ...settings,
  entryPoints: ['source/cli.tsx'],
  outfile: 'dist/stacktop.cjs',
  jsx: 'automatic',
  define: {
    ...settings.define,
    'process.env.NODE_ENV': '"production"', // development React doubles the cost of every frame
    'process.env.DEV': '"false"',
    'Intl.Segmenter': 'LateSegmenter',
    __VERSION__: JSON.stringify(version),
    __PROFILES__: JSON.stringify(await builtProfiles()),
  },
  // The launcher keys its code cache by the hash: V8 itself looks at the length of the source only.
  banner: {js: `/*${inputs}*/${url}`},
  loader: {'.node': 'empty', '.yml': 'text'},
  inject: ['build/late-segmenter.mjs'],
  plugins: [inkPlugin, kafkaOutside, lateModules],
  // docker-modem's own copy of Node's streams is for Nodes that are gone.
  alias: {...Object.fromEntries(unused.map(name => [name, empty])), 'readable-stream': 'node:stream'},
});
// esbuild leaves expressions as they are written. A single character above Latin has V8 keep the whole text in two bytes a character.
const text = await fs.readFile('dist/stacktop.cjs', 'utf8');
const escaped = onceEach(text).replace(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
await fs.writeFile('dist/stacktop.cjs', escaped);
const chunk = await buildKafkaChunk({...settings, banner: {js: url}});
await writeLicences([result.metafile, chunk.metafile], 'dist/licences.txt');
await fs.writeFile('dist/.inputs', inputs);
for (const file of ['dist/stacktop.cjs', 'dist/kafka.cjs']) {
  const bytes = await fs.readFile(file);
  const mark = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  console.error(`built ${file} ${Math.round(bytes.length / 1024)} kB ${mark}`);
}
