import path from 'node:path';
import vm from 'node:vm';
import {build} from 'esbuild';
import {afterAll, describe, expect, test} from 'vitest';
import {onceEach} from '../../build/once-each.mjs';
import {folderWith, removeFolders} from './fixture.js';

afterAll(removeFolders);

const importing = "import * as shared from './shared.cjs';\nimport fallback, {name} from './shared.cjs';\n";
const modules = {
  'shared.cjs': "module.exports = {name: 'shared'};",
  'babel.cjs': "exports.__esModule = true; exports.default = 'by default';",
  'one.mjs': `${importing}import asNode from './babel.cjs';\nexport const one = {shared, fallback, name, asNode: asNode.default};`,
  'other.mjs': `${importing}export const other = {shared, fallback, name};`,
  'as-babel.js': "import asBabel from './babel.cjs';\nexport {asBabel};",
  'entry.js': "export * from './one.mjs';\nexport * from './other.mjs';\nexport * from './as-babel.js';",
};

const bundled = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const entry = path.join(folderWith(files), 'entry.js');
  const {outputFiles} = await build({entryPoints: [entry], bundle: true, write: false, minify: true, platform: 'node'});
  return outputFiles[0]?.text ?? '';
};

const run = (text: string): unknown => {
  const module = {exports: {}};
  vm.runInThisContext(`(function(module,exports,require){${text}\n})`)(module, module.exports, null);
  return module.exports;
};

describe('the namespaces of modules that are required', () => {
  test('are made once for all importers, and once for each way of importing', async () => {
    const shared = {name: 'shared'};
    const text = onceEach(await bundled(modules));
    const made = run(text);
    expect(made).toMatchObject({
      one: {shared, fallback: shared, name: 'shared', asNode: 'by default'},
      other: {shared, fallback: shared, name: 'shared'},
      asBabel: 'by default',
    });
    expect(run(`${text};module.exports={same:module.exports.one.shared===module.exports.other.shared}`)).toEqual({same: true});
  });

  test('fail the build when esbuild makes them in another way', async () => {
    expect(() => onceEach('console.log(1)')).toThrow('0 times');
    const text = await bundled(modules);
    expect(() => onceEach(text + text)).toThrow('2 times');
  });
});
