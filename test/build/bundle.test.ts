import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {build} from 'esbuild';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {inkPlugin} from '../../build/ink-plugin.mjs';
import {inputsHash} from '../../build/inputs.mjs';
import {buildKafkaChunk, kafkaOutside} from '../../build/kafka-chunk.mjs';
import {lateModules} from '../../build/late.mjs';
import {writeLicences} from '../../build/licences.mjs';
import {folderWith, removeFolders, root} from './fixture.js';

afterAll(removeFolders);

/** Bundles with the edits to Ink, into memory. */
const bundled = (contents: string, resolveDir = root) =>
  build({
    stdin: {contents, resolveDir, loader: 'js'},
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
    metafile: true,
    minify: true,
    define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"', 'import.meta.url': '""'},
    external: ['react-devtools-core'],
    plugins: [inkPlugin],
  });

describe('the edits to Ink', () => {
  test('are all made when it is bundled', async () => {
    const {outputFiles, errors} = await bundled("export {render, Text} from 'ink';");
    expect(errors).toEqual([]);
    const [{text} = {text: ''}] = outputFiles;
    const left = ['react-devtools-core', 'devtools-window-polyfill'].filter(each => text.includes(each));
    expect([text.length > 100_000, left]).toEqual([true, []]);
  });

  test('have Yoga begin with 2 MiB, and take more for what does not fit: V8 counts it against its heap, and would collect it at the start', async () => {
    const {outputFiles} = await bundled("export {default as Yoga} from 'yoga-layout'; export {render} from 'ink';");
    const text = outputFiles[0]?.text ?? '';
    const [wasm = ''] = /(?<=base64,)[\w+/]{1000,}/.exec(text) ?? [];
    const memory = Buffer.from('05070101a000808002', 'hex'); // one memory, with a limit, of 32 pages, at most 32,768
    expect(Buffer.from(wasm, 'base64').includes(memory)).toBe(true);
    const script = `
      const {Yoga} = require(process.argv[1]);
      const root = Yoga.Node.create();
      for (let index = 0; index < 20000; index++) {
        const box = Yoga.Node.create();
        box.setHeight(index % 3);
        root.insertChild(box, index);
      }
      root.calculateLayout(80, undefined);
      console.log(root.getComputedHeight(), root.getChild(19999).getComputedTop());`;
    const file = path.join(folderWith({'yoga.cjs': text}), 'yoga.cjs');
    const {stdout, stderr} = spawnSync(process.execPath, ['-e', script, file], {encoding: 'utf8'});
    expect([stdout, stderr]).toEqual(['19999 19998\n', '']);
  });

  test('fail the build when one of them was never made: Ink has moved a file', async () => {
    const failure: unknown = await bundled('console.log(1)').catch((error: unknown) => error);
    const errors = failure instanceof Error && 'errors' in failure && Array.isArray(failure.errors) ? failure.errors : [];
    const said = errors.map(
      ({text}) => String(text).replace('build/ink-plugin.mjs found nothing to edit for ', '').split(/[:,]/)[0],
    );
    expect(said.sort()).toEqual([
      'ink',
      'ink',
      'ink',
      'ink',
      'ink',
      'string-width',
      'string-width',
      'yoga-layout',
      'yoga-layout',
    ]);
  });

  test.each([
    ['yoga-layout/dist/src/index.js', 'yoga-layout has changed'],
    ['yoga-layout/dist/binaries/yoga-wasm-base64-esm.js', 'yoga-layout has changed'],
    ['ink/build/reconciler.js', 'ink has changed'],
    ['ink/build/log-update.js', 'ink has changed'],
    ['ink/build/ink.js', 'ink has changed'],
  ])('fail the build when %s has another text', async (file, said) => {
    const folder = folderWith({[`node_modules/${file}`]: 'export default 1;'});
    await expect(bundled(`import './node_modules/${file}';`, folder)).rejects.toThrow(said);
  });
});

describe('the Kafka library', () => {
  const settings = {
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
    metafile: true,
    define: {'import.meta.url': '""'},
  } as const;
  const packages = (inputs: Readonly<Record<string, unknown>>): string[] => [
    ...new Set(Object.keys(inputs).flatMap(input => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? [])),
  ];
  const outside = (contents: string) =>
    build({...settings, stdin: {contents, resolveDir: path.join(root, 'source'), loader: 'ts'}, plugins: [kafkaOutside]});

  test('is a file of its own, which the program looks for beside it when it is needed', async () => {
    const {metafile, outputFiles} = await outside("export {openKafka} from './services/kafka-client/open.ts';");
    expect(packages(metafile.inputs)).toEqual([]);
    // Not by import(): Node warns on the screen when a script from the code cache does that.
    expect(outputFiles[0]?.text).toContain('require("./kafka.cjs")');
  });

  test('fails the build when it would get into the program', async () => {
    await expect(outside("export {Admin} from '@platformatic/kafka';")).rejects.toThrow('belongs into dist/kafka.cjs');
  });

  test('has nothing in it that is not used', async () => {
    const {metafile} = await buildKafkaChunk(settings);
    const [output] = Object.values(metafile.outputs);
    const used = Object.entries(output?.inputs ?? {}).filter(([, {bytesInOutput}]) => bytesInOutput > 0);
    expect(packages(Object.fromEntries(used)).sort()).toEqual([
      '@platformatic/dynamic-buffer',
      '@platformatic/kafka',
      '@platformatic/wasm-utils',
      'fastq',
      'reusify',
      'scule',
    ]);
    expect(used.filter(([name]) => /kafka\/dist\/(clients|registries)\//.test(name))).toEqual([]);
  });
});

describe('what is loaded late', () => {
  const late = (contents: string) =>
    build({
      stdin: {contents, resolveDir: root, loader: 'js'},
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      logLevel: 'silent',
      alias: {ssh2: path.join(root, 'build/empty.cjs')},
      define: {'import.meta.url': '"file:///program.cjs"'},
      plugins: [lateModules],
    });
  const libraries = "import meow from 'meow'; import hash from 'object-hash'; import Modem from 'docker-modem';";

  test('is not there at the start, and works when it is used', async () => {
    const {outputFiles} = await late(`${libraries} import {createHash} from 'node:crypto'; import * as zlib from 'zlib';
      const has = name => process.moduleLoadList.includes('NativeModule ' + name);
      const before = [has('crypto'), has('zlib'), has('https'), has('child_process')];
      const words = [createHash('sha1').update('string:1:a').digest('hex') === hash('a'),
        zlib.gunzipSync(zlib.gzipSync('fine')).toString(), meow({pkg: {}, argv: ['one'], importMeta: {url: 'file:///program.cjs'}}).input, typeof Modem];
      console.log(JSON.stringify([before, words]));`);
    const folder = folderWith({'late.cjs': outputFiles[0]?.text ?? ''});
    const {stdout, stderr} = spawnSync(process.execPath, [path.join(folder, 'late.cjs')], {encoding: 'utf8'});
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([
      [false, false, false, false],
      [true, 'fine', ['one'], 'function'],
    ]);
  });

  test('is a library too: its code runs when something of it is first used', async () => {
    const {outputFiles} = await late(`${libraries} import {RE2JS} from 're2js';
      export const use = () => RE2JS.compile('a+').test('caat');`);
    const text = outputFiles[0]?.text ?? '';
    // Of a bundled module the code is in a function, which runs when it is required: say when that is.
    const marked = text.replace(/("node_modules\/re2js\/[^"]+"\(exports[^{]*\{)/, '$1 console.log("there");');
    expect(marked).not.toBe(text);
    const folder = folderWith({'late.cjs': marked});
    const script = "const {use} = require('./late.cjs'); console.log('started'); console.log(use());";
    const {stdout, stderr} = spawnSync(process.execPath, ['-e', script], {encoding: 'utf8', cwd: folder});
    expect([stdout.trim().split('\n'), stderr]).toEqual([['started', 'there', 'true'], '']);
  });

  test('fails the build when a library has another text', async () => {
    const failure: unknown = await late('console.log(1)').catch((error: unknown) => error);
    expect(String(failure)).toMatch(/found nothing to edit in .*meow[\s\S]*object-hash[\s\S]*docker-modem/);
  });
});

describe('licences', () => {
  test('of every package in the bundle are written down, once', async () => {
    const {metafile} = await bundled("export {render} from 'ink';");
    const folder = folderWith({});
    const here = process.cwd();
    expect(here).toBe(path.resolve(root));
    await writeLicences([metafile], path.join(folder, 'licences.txt'));
    const text = fs.readFileSync(path.join(folder, 'licences.txt'), 'utf8');
    for (const name of ['ink', 'react', 'yoga-layout', 'string-width', '@alcalzone/ansi-tokenize'])
      expect(text.match(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'gm'))).toHaveLength(1);
    expect(text).toContain('Permission is hereby granted');
  });
});

describe('what the bundle is made from', () => {
  const files = {'package.json': '{}', 'package-lock.json': '{}', 'source/a.ts': '1', 'stacks/a.yml': 'a: 1', 'build/b.mjs': ''};
  test('is the same when nothing has changed, and another when a file has, came or went', async () => {
    const hash = (more: Readonly<Record<string, string>> = {}): Promise<string> => inputsHash(folderWith({...files, ...more}));
    const first = await hash();
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await hash()).toBe(first);
    expect(await hash({'readme.md': 'not in it'})).toBe(first);
    const others = await Promise.all([
      hash({'source/a.ts': '2'}),
      hash({'source/deep/b.ts': ''}),
      hash({'stacks/a.yml': 'a: 2'}),
      hash({'package.json': '{"a":1}'}),
    ]);
    expect(new Set([first, ...others]).size).toBe(5);
  });
});

describe('getting ready', () => {
  const hashOf = (text: string): string => spawnSync('sha256sum', {input: text, encoding: 'utf8'}).stdout.split(' ')[0] ?? '';
  const lock = '{"lock": true}';
  let built: string;
  /** Says what it did in two lines, like the real one. */
  const bundle = `import fs from 'node:fs'; import {inputsHash} from './inputs.mjs';
    fs.mkdirSync('dist', {recursive: true});
    fs.appendFileSync('dist/stacktop.cjs', 'x');
    fs.writeFileSync('dist/kafka.cjs', '');
    fs.writeFileSync('dist/.inputs', await inputsHash(process.cwd()));`;
  beforeAll(() => {
    built = hashOf(lock);
  });
  const clone = (): string => {
    const folder = folderWith({
      'package.json': '{}',
      'package-lock.json': lock,
      'node_modules/.stacktop-lock': built,
      'source/a.ts': '1',
      'stacks/a.yml': '',
      'build/bundle.mjs': bundle,
    });
    for (const name of ['ready.mjs', 'inputs.mjs'])
      fs.copyFileSync(path.join(root, 'build', name), path.join(folder, 'build', name));
    return folder;
  };
  const ready = (folder: string): {status: number | null; stdout: string; stderr: string; builds: number} => {
    const script = "const {installed, built} = await import('./build/ready.mjs'); installed(); await built();";
    const {status, stdout, stderr} = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      encoding: 'utf8',
    });
    const file = path.join(folder, 'dist/stacktop.cjs');
    return {status, stdout, stderr, builds: fs.existsSync(file) ? fs.readFileSync(file, 'utf8').length : 0};
  };

  test('builds once, and does and says nothing more until something changes', () => {
    const folder = clone();
    expect(ready(folder)).toEqual({status: 0, stdout: '', stderr: 'stacktop: building …\n', builds: 1});
    expect(ready(folder)).toEqual({status: 0, stdout: '', stderr: '', builds: 1});
    fs.utimesSync(path.join(folder, 'source/a.ts'), 1, 1);
    expect(ready(folder).builds).toBe(1);
    fs.writeFileSync(path.join(folder, 'source/a.ts'), '2');
    expect(ready(folder)).toMatchObject({stderr: 'stacktop: building …\n', builds: 2});
    expect(ready(folder).stderr).toBe('');
  });

  test('builds again when the bundle is gone, or the file beside it', () => {
    const folder = clone();
    ready(folder);
    fs.rmSync(path.join(folder, 'dist/stacktop.cjs'));
    expect(ready(folder).builds).toBe(1);
    fs.rmSync(path.join(folder, 'dist/kafka.cjs'));
    expect(ready(folder).builds).toBe(2);
  });

  test('says that the build failed, after what the build said', () => {
    const folder = clone();
    fs.writeFileSync(path.join(folder, 'build/bundle.mjs'), "console.error('no such file'); process.exitCode = 1;");
    expect(ready(folder)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'stacktop: building …\nno such file\nstacktop: the build failed; the lines above say where.\n',
    });
  });
});
