import {execFile, spawn} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {type CleanHome, cleanHome} from '../support/clean-home.js';

const run = promisify(execFile);
const bin = fileURLToPath(new URL('../../bin', import.meta.url));
const hash = 'a'.repeat(64);
/** Says how it was started; the functions are many, so that the cache is worth something. */
const program = `/*${hash}*/${Array.from({length: 200}, (_, index) => `function f${index}(){return ${index}}`).join(';')};
console.log(JSON.stringify({argv: process.argv.slice(2), file: __filename.endsWith('stacktop.cjs'), sum: f1() + f199()}));`;

let home: CleanHome;
/** A copy of the launcher beside a bundle of the test's own. */
let place: string;
beforeEach(() => {
  home = cleanHome();
  place = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-launcher-'));
  fs.cpSync(bin, path.join(place, 'bin'), {recursive: true});
  fs.mkdirSync(path.join(place, 'dist'));
  fs.writeFileSync(path.join(place, 'dist/stacktop.cjs'), program);
});
afterEach(() => {
  home.remove();
  fs.rmSync(place, {recursive: true, force: true});
});

interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
const started = (env: Readonly<Record<string, string | undefined>> = home.env, ...args: readonly string[]): Promise<Result> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(place, 'bin/stacktop.js'), ...args], {
      env: {...env},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', chunk => {
      stdout += chunk;
    });
    child.stderr.on('data', chunk => {
      stderr += chunk;
    });
    child.once('error', reject);
    child.once('close', code => resolve({code, stdout, stderr}));
  });
const said = `${JSON.stringify({argv: ['ls'], file: true, sum: 200})}\n`;
const works = {code: 0, stdout: said, stderr: ''};
const cacheIn = (folder: string): string[] => (fs.existsSync(folder) ? fs.readdirSync(folder) : []);
const cacheFolder = (): string => path.join(home.env.XDG_CACHE_HOME ?? '', 'stacktop');

/** A script for Node that changes what it says the home is. */
const withHome = (body: string): string => {
  const file = path.join(place, 'home.cjs');
  fs.writeFileSync(file, `require('node:os').homedir = () => { ${body}; };`);
  return file;
};

describe('the code cache', () => {
  test('is written at the first run and used by the next', async () => {
    expect(await started(home.env, 'ls')).toEqual(works);
    const [name = '', ...more] = cacheIn(cacheFolder());
    expect([name, more]).toEqual([`command-${process.version}-${process.arch}-${hash}.v8`, []]);
    const file = path.join(cacheFolder(), name);
    const {mtimeMs, ino, mode, size} = fs.statSync(file);
    expect([mode & 0o777, size > 1000]).toEqual([0o600, true]);
    expect(await started(home.env, 'ls')).toEqual(works);
    expect(fs.statSync(file)).toMatchObject({mtimeMs, ino});
  });

  test('of another build of the same length is not taken', async () => {
    await started(home.env, 'ls');
    const other = program.replaceAll(hash, 'b'.repeat(64)).replace('f1() +', 'f2() +');
    const {atime, mtime} = fs.statSync(path.join(place, 'dist/stacktop.cjs'));
    fs.writeFileSync(path.join(place, 'dist/stacktop.cjs'), other);
    fs.utimesSync(path.join(place, 'dist/stacktop.cjs'), atime, mtime);
    expect((await started(home.env, 'ls')).stdout).toContain('"sum":201');
    expect(cacheIn(cacheFolder())).toEqual([`command-${process.version}-${process.arch}-${'b'.repeat(64)}.v8`]);
  });

  test.each<readonly [string, () => Readonly<Record<string, string | undefined>>]>([
    [
      'that is rubbish is written anew',
      () => {
        fs.mkdirSync(cacheFolder(), {recursive: true});
        fs.writeFileSync(
          path.join(cacheFolder(), `command-${process.version}-${process.arch}-${hash}.v8`),
          'rubbish'.repeat(1000),
        );
        return home.env;
      },
    ],
    [
      'in whose place a file stands',
      () => {
        fs.mkdirSync(path.dirname(cacheFolder()), {recursive: true});
        fs.writeFileSync(cacheFolder(), '');
        return home.env;
      },
    ],
    ['in a folder that cannot be made', () => ({...home.env, XDG_CACHE_HOME: '/proc/self/nowhere'})],
    ['with a relative XDG_CACHE_HOME goes to the home', () => ({...home.env, XDG_CACHE_HOME: 'here'})],
    ['without any home', () => ({PATH: home.env.PATH, NODE_OPTIONS: `--require ${withHome("throw new Error('no home')")}`})],
    ['with a home that is nowhere', () => ({PATH: home.env.PATH, NODE_OPTIONS: `--require ${withHome("return ''")}`})],
  ])('%s: the program starts all the same', async (_, prepare) => {
    expect(await started(prepare(), 'ls')).toEqual(works);
    expect(
      fs
        .readdirSync(place)
        .filter(name => name !== 'home.cjs')
        .sort(),
    ).toEqual(['bin', 'dist']);
  });

  const cacheFile = (): string => path.join(cacheFolder(), `command-${process.version}-${process.arch}-${hash}.v8`);

  test('that was cut off is written anew', async () => {
    await started(home.env, 'ls');
    const whole = fs.statSync(cacheFile()).size;
    fs.truncateSync(cacheFile(), Math.floor(whole / 2));
    expect(await started(home.env, 'ls')).toEqual(works);
    expect(fs.statSync(cacheFile()).size).toBe(whole);
  });

  test.each([0.2, 0.4, 0.6, 0.8, 0.9])('with a hole at %d of its length is written anew', async share => {
    await started(home.env, 'ls');
    const damaged = fs.readFileSync(cacheFile());
    const from = Math.floor(damaged.length * share);
    damaged.fill(0, from, from + 64);
    fs.writeFileSync(cacheFile(), damaged);
    expect(await started(home.env, 'ls')).toEqual(works);
    expect(fs.readFileSync(cacheFile()).equals(damaged)).toBe(false);
  });

  test.skipIf(process.platform === 'win32').each<readonly [string, () => void]>([
    ['a folder that all may write to', () => fs.chmodSync(cacheFolder(), 0o777)],
    [
      'a folder that is a link',
      () => {
        fs.renameSync(cacheFolder(), `${cacheFolder()}-elsewhere`);
        fs.symlinkSync(`${cacheFolder()}-elsewhere`, cacheFolder());
      },
    ],
    // Only root can give one away: the others have the folder writable to a group.
    [
      "somebody else's folder",
      () => (process.getuid?.() === 0 ? fs.chownSync(cacheFolder(), 12_345, 12_345) : fs.chmodSync(cacheFolder(), 0o720)),
    ],
  ])('in %s is neither run nor written', async (_, change) => {
    await started(home.env, 'ls');
    fs.writeFileSync(cacheFile(), 'not ours');
    change();
    expect(await started(home.env, 'ls')).toEqual(works);
    expect(fs.readFileSync(cacheFile(), 'utf8')).toBe('not ours');
  });

  test.skipIf(process.platform === 'win32')('that all may write to is not run, and written anew', async () => {
    await started(home.env, 'ls');
    fs.chmodSync(cacheFile(), 0o666);
    expect(await started(home.env, 'ls')).toEqual(works);
    expect(fs.statSync(cacheFile()).mode & 0o777).toBe(0o600);
  });

  test.skipIf(process.getuid?.() !== 0)("that is somebody else's is neither run nor left", async () => {
    await started(home.env, 'ls');
    fs.chownSync(cacheFile(), 12_345, 12_345);
    expect(await started(home.env, 'ls')).toEqual(works);
    expect(fs.statSync(cacheFile()).uid).toBe(0);
  });

  test('is none for a bundle that does not say what it was made from', async () => {
    fs.writeFileSync(path.join(place, 'dist/stacktop.cjs'), program.slice(hash.length + 4));
    expect(await started(home.env, 'ls')).toEqual(works);
    expect(cacheIn(cacheFolder())).toEqual([]);
  });
});

describe('the launcher', () => {
  test('without a bundle says how to get one', async () => {
    fs.rmSync(path.join(place, 'dist/stacktop.cjs'));
    expect(await started()).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^stacktop: dist\/stacktop\.cjs is missing\..*npm start.*\n$/),
    });
  });

  test('lets the bundle load what lies beside it, without a word', async () => {
    fs.writeFileSync(path.join(place, 'dist/part.cjs'), "exports.word = 'fine';");
    fs.writeFileSync(path.join(place, 'dist/stacktop.cjs'), `/*${hash}*/console.log(require('./part.cjs').word);`);
    expect(await started()).toEqual({code: 0, stdout: 'fine\n', stderr: ''});
    expect(await started()).toEqual({code: 0, stdout: 'fine\n', stderr: ''}); // from the cache
  });

  test.each(['18.20.4', '20.18.9', '4.9.1'])('tells Node %s in one line that it is too old', async version => {
    const script = `Object.defineProperty(process, 'version', {value: 'v${version}'});
      Object.defineProperty(process, 'versions', {value: {node: '${version}'}});
      require(${JSON.stringify(path.join(bin, 'stacktop.js'))});`;
    const {code, stderr} = await run(process.execPath, ['-e', script]).catch(error => error);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      new RegExp(`^stacktop: needs Node 20\\.19 or newer, this is v${version.replaceAll('.', '\\.')}\\..*\n$`),
    );
  });

  test('is written so that an old Node can read it', () => {
    const source = fs.readFileSync(path.join(bin, 'stacktop.js'), 'utf8');
    expect(source.replace(/\/\/.*/g, '')).not.toMatch(/\b(?:const|let|class|import|await)\b|=>|`|\?\.|\?\?/);
  });
});
