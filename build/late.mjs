// What is loaded or made only when it is first used, and seldom is. Loading it at every start costs the first screen some 15 ms and 5 MB.
import fs from 'node:fs/promises';
import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);

/** Node's own modules for TLS, hashes, compression, programs and questions on the command line. */
const late = ['https', 'crypto', 'zlib', 'child_process', 'readline/promises'];

/** Stands in for a library: it is there when it is first called, or something of it is first read. */
const libraries = {
  // A start without words on the command line has nothing for it to read.
  meow: "export default (...args) => require('meow').default(...args);",
  // Few logs are searched by an expression.
  re2js: "module.exports = {get RE2JS() { return require('re2js').RE2JS; }};",
};

/** A stand-in for one of Node's modules: it has the same names, and each loads the module when it is first read. */
const standIn = name => {
  const names = Object.keys(require(`node:${name}`)).filter(each => /^[A-Za-z_$][\w$]*$/.test(each));
  const getters = names.map(each => `get ${each}() { return real().${each}; }`);
  return `const real = () => process.getBuiltinModule('node:${name}');\nmodule.exports = {\n${getters.join(',\n')}\n};`;
};

/** Where libraries do at every start, or with every request, what nobody asked for: [file, its text, what it becomes]. */
const edits = [
  // A leftover of its own bundler: it makes something of a module and drops it.
  [/[\\/]meow[\\/]build[\\/]dependencies\.js$/, /^promisify\(execFile\);$/m, ''],
  // Only ever asked for sha1.
  [/[\\/]object-hash[\\/]index\.js$/, "crypto.getHashes ? crypto.getHashes().slice() : ['sha1', 'md5']", "['sha1', 'md5']"],
  // Formats each request for a debug log that is off.
  [/[\\/]docker-modem[\\/]lib[\\/]modem\.js$/, "debug('Sending: %s'", "if (debug.enabled) debug('Sending: %s'"],
];

/** In the program's bundle: Node's modules in `late` are loaded when something of them is used. Fails when a library has another text. */
export const lateModules = {
  name: 'late-modules',
  setup(build) {
    build.onResolve({filter: new RegExp(`^(node:)?(${late.join('|')})$`)}, ({path}) => ({
      path: path.replace('node:', ''),
      namespace: 'late',
    }));
    const missing = new Set();
    build.onStart(() => {
      for (const [filter] of edits) missing.add(filter);
    });
    for (const [filter, from, to] of edits) {
      build.onLoad({filter}, async ({path}) => {
        const text = await fs.readFile(path, 'utf8');
        const contents = text.replace(from, to);
        if (contents !== text) missing.delete(filter);
        return {contents, loader: 'js'};
      });
    }
    build.onEnd(({errors}) =>
      errors.length > 0
        ? null
        : {errors: [...missing].map(filter => ({text: `build/late.mjs found nothing to edit in ${filter}`}))},
    );
    build.onResolve({filter: new RegExp(`^(${Object.keys(libraries).join('|')})$`)}, ({path, namespace}) =>
      namespace === 'late-library' ? null : {path, namespace: 'late-library'},
    );
    build.onLoad({filter: /.*/, namespace: 'late-library'}, ({path}) => ({
      contents: libraries[path],
      loader: 'js',
      resolveDir: process.cwd(),
    }));
    build.onLoad({filter: /.*/, namespace: 'late'}, ({path}) => ({contents: standIn(path), loader: 'js'}));
  },
};
