// What people get from `npm i -g stacktop`: packs it, installs the tarball into a folder of its own, and runs it on each Node it is made for.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {spawn} from '@lydell/node-pty';

const root = fileURLToPath(new URL('..', import.meta.url));
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-package-'));
const home = path.join(work, 'home');
fs.mkdirSync(home);
let failed = 0;

const say = line => process.stdout.write(`${line}\n`);
const fail = line => {
  failed += 1;
  say(`!!! ${line}`);
};
const expect = (holds, what) => (holds ? say(`ok  ${what}`) : fail(what));

/** Runs to the end, two minutes at most. What it gives is `{status, stdout, stderr}`. */
const run = (command, args, options = {}) =>
  spawnSync(command, args, {encoding: 'utf8', timeout: 120_000, cwd: work, ...options});
const npm = (args, options) => run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], options);
const tail = ({stdout, stderr, error}) =>
  `${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-8).join('\n');

/** The tarball's path, and the files that are in it. */
const pack = () => {
  const packed = npm(['pack', '--json', '--pack-destination', work], {cwd: root});
  if (packed.status !== 0) throw new Error(`npm pack failed:\n${tail(packed)}`);
  // The build before it may say something too: the list is the last thing.
  const [{filename, files, size, unpackedSize}] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[\n')));
  say(`${filename}: ${Math.round(size / 1024)} kB, ${Math.round(unpackedSize / 1024)} kB unpacked`);
  for (const {path: name, size: bytes} of files) say(`      ${String(bytes).padStart(9)}  ${name}`);
  return {tarball: path.join(work, filename), names: files.map(file => file.path)};
};

const wanted = [
  'LICENSE',
  'package.json',
  'readme.md',
  'bin/stacktop.js',
  'bin/run.js',
  'dist/stacktop.cjs',
  'dist/kafka.cjs',
  'dist/licences.txt',
];
const allowed =
  /^(LICENSE|package\.json|readme\.md|bin\/[\w.-]+|dist\/(stacktop|kafka)\.cjs|dist\/licences\.txt|stacks\/[\w-]+\.yml)$/;

const checkContent = names => {
  for (const name of wanted) expect(names.includes(name), `the package has ${name}`);
  expect(names.filter(name => name.startsWith('stacks/')).length >= 5, 'the package has the five profiles');
  const others = names.filter(name => !allowed.test(name));
  expect(others.length === 0, `nothing else is in it${others.length === 0 ? '' : `: ${others.join(', ')}`}`);
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const needs = Object.keys({...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.peerDependencies});
  expect(needs.length === 0, `it needs no other package${needs.length === 0 ? '' : `: ${needs.join(', ')}`}`);
  const scripts = ['preinstall', 'install', 'postinstall', 'prepare'].filter(name => manifest.scripts?.[name]);
  expect(scripts.length === 0, `nothing runs when it is installed${scripts.length === 0 ? '' : `: ${scripts.join(', ')}`}`);
  return manifest.version;
};

/** Installs the tarball as `npm i -g` does; the path of the program. */
const install = tarball => {
  const prefix = path.join(work, 'prefix');
  const installed = npm(['install', '-g', '--prefix', prefix, '--offline', tarball]);
  if (installed.status !== 0) throw new Error(`npm i -g of the tarball failed:\n${tail(installed)}`);
  const modules = fs.readdirSync(path.join(prefix, 'lib/node_modules'));
  expect(modules.join() === 'stacktop', `npm i -g installs one package: ${modules.join(', ')}`);
  return path.join(prefix, 'bin/stacktop');
};

const env = {PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8'};

const checkProgram = (node, program, version) => {
  const label = run(node, ['--version'], {env}).stdout.trim();
  const stacktop = (...args) => run(node, [program, ...args], {env});
  const told = stacktop('--version');
  expect(
    told.status === 0 && told.stdout.trim() === version,
    `node ${label}: stacktop --version is ${told.stdout.trim() || tail(told)}`,
  );
  const list = stacktop('ls', '--demo', '--json');
  let stacks = [];
  try {
    stacks = JSON.parse(list.stdout);
  } catch {
    // said below
  }
  const all = list.status === 0 && stacks.length >= 5 && stacks.every(stack => stack.containers.length > 0);
  expect(
    all,
    `node ${label}: stacktop ls --demo --json ${all ? `lists ${stacks.map(({name}) => name).join(', ')}` : `failed:\n${tail(list)}`}`,
  );
  expect(list.stderr === '', `node ${label}: without a warning${list.stderr === '' ? '' : `:\n${tail(list)}`}`);
  // Loaded only when a broker is spoken to, so that nothing above has touched it.
  const chunk = path.join(path.dirname(fs.realpathSync(program)), '../dist/kafka.cjs');
  const use = `const {Connection, compressionsAlgorithms: {snappy, lz4}} = require(${JSON.stringify(chunk)}); new Connection('x');
    for (const each of [snappy, lz4]) process.stdout.write(each.decompressSync(each.compressSync(Buffer.from('fine'))));`;
  const used = run(node, ['-e', use], {env});
  expect(
    used.stdout === 'finefine' && used.stderr === '',
    `node ${label}: the Kafka library loads by itself${used.stdout === 'finefine' ? '' : `:\n${tail(used)}`}`,
  );
};

/** The screen in a terminal until the demo's names are on it, and then quit: the exit code, null when it took too long. */
const screen = (node, program, env) =>
  new Promise(resolve => {
    const child = spawn(node, [program, '--demo'], {cols: 120, rows: 40, cwd: work, env: {...env, TERM: 'xterm-256color'}});
    const limit = setTimeout(() => child.kill('SIGKILL'), 60_000);
    let shown = '';
    let quit = false;
    child.onData(data => {
      shown += data;
      if (quit || !shown.includes('auren')) return;
      quit = true;
      child.write('q');
    });
    child.onExit(({exitCode, signal}) => {
      clearTimeout(limit);
      resolve(signal ? null : exitCode);
    });
  });

/** What is in the cache, with what tells whether it was written again. */
const cached = folder =>
  fs.existsSync(folder)
    ? fs.readdirSync(folder).map(name => {
        const {ino, mtimeMs, size} = fs.statSync(path.join(folder, name));
        return `${name} ${size} ${ino} ${mtimeMs}`;
      })
    : [];

/** The installed program keeps V8's code cache at its first start, takes it at the next, and starts where it can keep none. */
const checkCodeCache = async (node, program) => {
  const label = run(node, ['--version'], {env}).stdout.trim();
  const own = fs.mkdtempSync(path.join(work, 'cache-'));
  const warm = {...env, XDG_CACHE_HOME: own};
  const folder = path.join(own, 'stacktop');
  const first = [await screen(node, program, warm), cached(folder)];
  const second = [await screen(node, program, warm), cached(folder)];
  const [line = ''] = first[1];
  expect(
    first[0] === 0 && second[0] === 0 && /^screen-v\S+\.v8 \d{6,} /.test(line) && second[1].join() === first[1].join(),
    `node ${label}: the screen's code cache is kept and taken: ${line.split(' ', 2).join(', ') || 'none'}`,
  );
  const closed = fs.mkdtempSync(path.join(work, 'closed-'));
  fs.chmodSync(closed, 0o500);
  const places = {
    'a home that is read-only': {...env, HOME: closed},
    'no HOME': {PATH: env.PATH, LANG: env.LANG, XDG_CACHE_HOME: path.join(own, 'other')},
    'a cache folder that is not there': {...env, XDG_CACHE_HOME: '/proc/self/nowhere'},
  };
  for (const [name, where] of Object.entries(places))
    expect((await screen(node, program, where)) === 0, `node ${label}: the screen starts with ${name}`);
};

/** Another Node from the registry, in a folder of its own; null when it cannot be had. */
const otherNode = major => {
  const folder = path.join(work, `node-${major}`);
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private": true}');
  const installed = npm(['install', `node@${major}`], {cwd: folder, timeout: 40_000});
  const node = path.join(folder, 'node_modules/node/bin/node');
  if (installed.status === 0 && run(node, ['--version']).stdout?.startsWith(`v${major}.`)) return node;
  say(
    `!!! NOT TRIED ON NODE ${major}: npm i node@${major} gave none here: ${tail(installed).split('\n').at(-1) || 'it does not run'}`,
  );
  return null;
};

try {
  const {tarball, names} = pack();
  const version = checkContent(names);
  const program = install(tarball);
  expect(run(program, ['--version'], {env}).stdout?.trim() === version, 'the command stacktop itself starts');
  checkProgram(process.execPath, program, version);
  await checkCodeCache(process.execPath, program);
  const own = Number(process.versions.node.split('.')[0]);
  for (const major of [20, 22, 24].filter(each => each !== own)) {
    const node = otherNode(major);
    if (!node) continue;
    checkProgram(node, program, version);
    await checkCodeCache(node, program);
  }
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
} finally {
  fs.rmSync(work, {recursive: true, force: true, maxRetries: 3});
}
say(failed === 0 ? 'package: fine' : `package: ${failed} broken`);
process.exitCode = failed === 0 ? 0 : 1;
