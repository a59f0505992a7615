import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {build} from 'esbuild';
import {expect, onTestFinished, test} from 'vitest';
import {fileTree} from './file-tree.js';

/** A process that reads so many containers below `root` with so few files to be open at once, and says of how many it had figures, and how many files it keeps. */
const readWith = async (root: string, limit: number, ids: readonly string[]): Promise<unknown> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stacktop-out-of-files-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  const script = path.join(folder, 'read.mjs');
  await build({
    stdin: {
      contents: `
        import {readdirSync, readlinkSync} from 'node:fs';
        import {openCgroupSource} from './source/usage/cgroup.ts';
        const [root, ...ids] = process.argv.slice(2);
        const source = openCgroupSource({now: () => 0, root, keepOpen: 1000});
        const read = () => ids.map((id, index) => source.read({id, pid: 100 + index, visible: true, hostNetwork: false}));
        const rounds = [read(), read()];
        const open = readdirSync('/proc/self/fd').filter(name => {
          try { return readlinkSync('/proc/self/fd/' + name).startsWith(root); } catch { return false; }
        }).length;
        console.log(JSON.stringify({read: rounds.map(samples => samples.filter(sample => sample?.blockRead === 1).length), open}));
      `,
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  const child = spawn('sh', ['-c', `ulimit -n ${limit}; exec "$0" "$@"`, process.execPath, script, root, ...ids], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', data => {
    said += data;
  });
  await once(child, 'close');
  return JSON.parse(said);
};

test.runIf(process.platform === 'linux')('containers are read one file after another once no more can be kept open', async () => {
  const ids = Array.from({length: 40}, (_, index) => String(index).padStart(64, '0'));
  const tree = fileTree({
    'proc/self/mountinfo': '30 1 0:30 / /cg rw - cgroup2 cgroup2 rw\n',
    ...Object.fromEntries(
      ids.flatMap((id, index) => [
        [`proc/${100 + index}/cgroup`, `0::/docker/${id}\n`],
        [`proc/${100 + index}/net/dev`, '  eth0: 1 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0\n'],
        [`cg/docker/${id}/memory.current`, '1\n'],
        [`cg/docker/${id}/memory.stat`, 'anon 1\n'],
        [`cg/docker/${id}/cpu.stat`, 'usage_usec 1\n'],
        [`cg/docker/${id}/io.stat`, '8:0 rbytes=1 wbytes=1\n'],
        [`cg/docker/${id}/pids.current`, '1\n'],
      ]),
    ),
  });
  const {read, open} = Object(await readWith(tree.root, 100, ids));
  expect(read).toEqual([40, 40]);
  // Half of what went open before it was too much, for all else that the program opens.
  expect(open).toBeGreaterThan(20);
  expect(open).toBeLessThan(60);
});
