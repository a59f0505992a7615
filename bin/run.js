// Runs the bundle from V8's code cache, which saves about 30 ms of every start. The cache lives in the user's own cache folder, is only
// ever a gain (unwritable, missing or rubbish: the program starts without), and is keyed by Node's version and what the bundle was made from.
const fs = require('node:fs');
const {createRequire} = require('node:module');
const os = require('node:os');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');
const zlib = require('node:zlib');

// A screen makes many short-lived strings. V8 answers by growing the space for young objects to 16 MB and more and never gives it back;
// kept small, it costs a little more collecting and saves 30 MB of a small server's memory.
v8.setFlagsFromString('--semi-space-growth-factor=1');
// What outlives that space is mostly lines on their way to the screen: left alone, V8 lets three times what is in use pile up before it
// collects. In a flood of 50,000 lines a second this keeps 45 MB, for the same CPU.
v8.setFlagsFromString('--heap-growing-percent=25');
// That small space is collected often, a hundred times a second in a flood: threads that are woken to help, and waited for, take longer than
// the work. Without them a line of a flood costs a sixth less CPU, and the pauses are a third.
if (/^2[024]\./.test(process.versions.node)) v8.setFlagsFromString('--no-parallel-scavenge');
// Compiling hot functions again, into fast code, is worth it in a flood of lines and not for a list that changes once a second: when it
// takes ten times as many calls, the first minutes take a tenth less CPU and 3 MB less. Newer Nodes count otherwise, and say so aloud.
if (process.versions.node.startsWith('20.')) v8.setFlagsFromString('--interrupt-budget=1320000');

const file = path.join(__dirname, '../dist/stacktop.cjs');

const opening = '(function(exports,require,module,__filename,__dirname){';
const closing = '\n})';

/**
 * Room for a file that is read once: pages of its own, which go back with `resize(0)`. glibc takes the release of a large block from malloc
 * as a sign that more such come, and keeps the memory of all later ones in its heap: 5 MB for the rest of the run.
 */
const room = size => new ArrayBuffer(size, {maxByteLength: size});

/** Fills the buffer's part from `start` on with the file. Throws when the file is shorter: it is being written. */
const fill = (fd, bytes, start, size) => {
  for (let at = 0; at < size; ) {
    const read = fs.readSync(fd, bytes, start + at, size - at, at);
    if (read === 0) throw new Error('cut short');
    at += read;
  }
};

/**
 * The bundle as the body of a function, in one buffer: the text, of which V8 keeps what it is given, is then there once and outside its
 * heap, instead of once as read and once as put together. The build writes ASCII only. Null when there is no bundle.
 */
const readBundle = () => {
  let fd;
  try {
    fd = fs.openSync(file, 'r');
    const {size} = fs.fstatSync(fd);
    const pages = room(opening.length + size + closing.length);
    const bytes = Buffer.from(pages);
    bytes.latin1Write(opening, 0);
    fill(fd, bytes, opening.length, size);
    bytes.latin1Write(closing, opening.length + size);
    const source = bytes.latin1Slice();
    pages.resize(0);
    return source;
  } catch {
    return null;
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
  }
};

/** Throws where there is no home: then there is no cache either. */
const cacheFolder = () => {
  const given = process.env.XDG_CACHE_HOME;
  if (given && path.isAbsolute(given)) return path.join(given, 'stacktop');
  const home = os.homedir();
  if (!path.isAbsolute(home)) throw new Error('no home');
  return path.join(home, '.cache', 'stacktop');
};

/** Whether it is this user's, and nobody else may write to it: what is in the cache is run as the program. Windows has no such owners. */
const isOurs = ({uid, mode}) => !process.getuid || (uid === process.getuid() && (mode & 0o022) === 0);

const sumBytes = 4;

/**
 * What V8 wrote, with its sum behind it. V8 itself looks at the length only and runs what it finds: one page that a power cut left empty, and
 * every start from then on would crash.
 */
const withSum = bytes => {
  const sum = Buffer.alloc(sumBytes);
  sum.writeUInt32LE(zlib.crc32(bytes));
  return Buffer.concat([bytes, sum]);
};

/** Throws when it is not what was written. */
const checked = bytes => {
  const content = bytes.subarray(0, -sumBytes);
  if (bytes.length <= sumBytes || zlib.crc32(content) !== bytes.readUInt32LE(content.length)) throw new Error('damaged');
  return content;
};

/** The cache, for a script that is made of it at once: its room is to be given back. Throws when there is none, it is damaged, or may be somebody else's. */
const readCache = cache => {
  const folder = fs.lstatSync(path.dirname(cache));
  if (!folder.isDirectory() || !isOurs(folder)) throw new Error('the folder of somebody else');
  const fd = fs.openSync(cache, 'r');
  try {
    const stat = fs.fstatSync(fd);
    if (!isOurs(stat)) throw new Error('the file of somebody else');
    const bytes = Buffer.from(room(stat.size));
    fill(fd, bytes, 0, stat.size);
    return checked(bytes);
  } finally {
    fs.closeSync(fd);
  }
};

/** Not `recursive`: on file systems that say ENOENT to every new folder (/proc, automounts), Node tries that for ever. */
const makeFolder = folder => {
  for (const each of [path.dirname(folder), folder]) {
    try {
      fs.mkdirSync(each, {mode: 0o700});
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
};

/** The screen and the commands for scripts compile different functions: each has a cache of its own. */
const kind = () =>
  process.stdout.isTTY && process.stdin.isTTY && !/^[a-z]+$/.test(process.argv[2] ?? '') ? 'screen' : 'command';

/** The hash that the build writes at the bundle's beginning; without one there is no cache. */
const identity = source => /^\/\*([0-9a-f]{64})\*\//.exec(source.slice(opening.length, opening.length + 68))?.[1];

const start = source => {
  const id = identity(source);
  let cache = null;
  let cachedData;
  try {
    if (id) cache = path.join(cacheFolder(), `${kind()}-${process.version}-${process.arch}-${id}.v8`);
    if (cache) cachedData = readCache(cache);
  } catch {
    // first start, or a folder that cannot be read or trusted
  }
  const script = new vm.Script(source, {
    filename: file,
    cachedData,
    importModuleDynamically: vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  cachedData?.buffer.resize(0);
  if (cache && (!cachedData || script.cachedDataRejected)) save(script, cache);
  const main = {exports: {}};
  // What the bundle loads later lies beside it, not beside this file.
  script.runInThisContext()(main.exports, createRequire(file), main, file, path.dirname(file));
};

/**
 * Writes the cache after some seconds of running, or at the end of a shorter run: then it holds the lazily compiled functions too, which
 * is most of the gain. Renamed into place, so never half a file.
 */
const save = (script, cache) => {
  const write = () => {
    clearTimeout(timer);
    process.off('exit', write);
    try {
      const folder = path.dirname(cache);
      makeFolder(folder);
      const made = fs.lstatSync(folder);
      if (!made.isDirectory() || !isOurs(made)) return;
      const same = `${kind()}-`;
      for (const old of fs.readdirSync(folder)) if (old.startsWith(same)) fs.rmSync(path.join(folder, old), {force: true});
      const half = `${cache}.${process.pid}`;
      fs.writeFileSync(half, withSum(script.createCachedData()), {mode: 0o600});
      fs.renameSync(half, cache);
    } catch {
      // the cache is only ever a gain
    }
  };
  const timer = setTimeout(write, 3000).unref();
  process.on('exit', write);
};

const source = readBundle();
if (source === null) {
  console.error('stacktop: dist/stacktop.cjs is missing. In a clone, run `npm start` once; it builds it.');
  process.exitCode = 2;
} else {
  start(source);
}
