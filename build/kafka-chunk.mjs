// dist/kafka.cjs: the Kafka client library in a file of its own, loaded when a broker is first spoken to. The program's bundle refers to it.
import path from 'node:path';
import {build} from 'esbuild';

const entry = path.resolve('source/services/kafka-client/library.ts');

/** What the library brings along and never needs here: validation and log lines of its big clients. */
const stubs = {
  'ajv/dist/2020.js': 'export class Ajv2020 { addKeyword() { return this; } }',
  debug: 'export default () => () => {};',
};

/** Its WebAssembly (snappy, lz4) costs 40 ms and 8 MB: loaded with the first message that needs it, from text instead of a file beside it. */
const lazyWasm = `
const wasm = () => require('@platformatic/wasm-utils/bundled');
export const snappyDecompress = data => wasm().snappyDecompress(data);
export const lz4Decompress = data => wasm().lz4Decompress(data);
export const snappyCompress = data => wasm().snappyCompress(data);
export const lz4Compress = data => wasm().lz4Compress(data);
export const crc32c = data => wasm().crc32c(data);
`;

const slim = {
  name: 'kafka-slim',
  setup(build) {
    const missing = new Set(['@platformatic/wasm-utils', ...Object.keys(stubs)]);
    build.onResolve({filter: /^[^./]/}, ({path: name}) => {
      if (!missing.has(name) && name !== '@platformatic/wasm-utils' && !(name in stubs)) return null;
      missing.delete(name);
      return {path: name, namespace: 'kafka-slim', sideEffects: false};
    });
    build.onLoad({filter: /.*/, namespace: 'kafka-slim'}, ({path: name}) => ({
      contents: stubs[name] ?? lazyWasm,
      resolveDir: path.resolve('node_modules/@platformatic/kafka/dist'),
    }));
    // The library does not say that its modules can be left out when nothing of them is used.
    build.onResolve({filter: /.*/}, async ({path: name, importer, resolveDir, kind, pluginData}) => {
      if (pluginData === slim || !/node_modules[\\/]@platformatic[\\/]|kafka-client/.test(importer)) return null;
      const found = await build.resolve(name, {importer, resolveDir, kind, pluginData: slim});
      return found.errors.length > 0 || !found.path.includes('@platformatic') ? null : {...found, sideEffects: false};
    });
    build.onEnd(({errors}) =>
      errors.length > 0
        ? null
        : {errors: [...missing].map(name => ({text: `build/kafka-chunk.mjs: nothing imports ${name} any more`}))},
    );
  },
};

/** Builds the chunk with the settings of the program's bundle; resolves to esbuild's result. */
export const buildKafkaChunk = settings =>
  build({
    ...settings,
    entryPoints: [entry],
    outfile: 'dist/kafka.cjs',
    plugins: [slim],
  });

/** In the program's bundle: the chunk stays outside, and is looked for beside it. Fails the build when the library got in all the same. */
export const kafkaOutside = {
  name: 'kafka-outside',
  setup(build) {
    // By require: Node warns on the screen when a script from the code cache imports.
    build.initialOptions.supported = {...build.initialOptions.supported, 'dynamic-import': false};
    build.onResolve({filter: /\/library\.js$/}, ({path: name, importer}) =>
      path.resolve(path.dirname(importer), name) === entry.replace(/\.ts$/, '.js') ? {path: './kafka.cjs', external: true} : null,
    );
    build.onLoad({filter: /[\\/]@platformatic[\\/]kafka[\\/]/}, () => ({
      errors: [{text: 'the Kafka library belongs into dist/kafka.cjs: only kafka-client/library.ts imports it'}],
    }));
  },
};
