import {readdirSync, readlinkSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {openCgroupSource} from '../../source/usage/cgroup.js';
import {fileTree} from './file-tree.js';

const id = 'a'.repeat(64);
const target = {id, pid: 42, visible: true, hostNetwork: false};
const netDev = '  eth0: 352 4 0 0 0 0 0 0 10 7 0 0 0 0 0 0\n    lo: 9 1 0 0 0 0 0 0 9 1 0 0 0 0 0 0\n';

const v1 = {
  'proc/self/mountinfo': ['cpuacct', 'memory', 'blkio', 'pids']
    .map((name, index) => `3${index} 1 0:3${index} / /cg/${name} rw - cgroup cgroup rw,${name}\n`)
    .join(''),
  'proc/42/cgroup': `4:memory:/docker/${id}\n3:pids:/docker/${id}\n2:cpuacct:/docker/${id}\n1:blkio:/docker/${id}\n`,
  'proc/42/net/dev': netDev,
  [`cg/memory/docker/${id}/memory.usage_in_bytes`]: '111824896\n',
  [`cg/memory/docker/${id}/memory.stat`]:
    'cache 1\ninactive_file 2\nactive_file 3\ntotal_inactive_file 81395712\ntotal_active_file 21602304\ntotal_unevictable 0\n',
  [`cg/cpuacct/docker/${id}/cpuacct.usage`]: '650775479\n',
  [`cg/blkio/docker/${id}/blkio.throttle.io_service_bytes_recursive`]:
    '254:0 Read 4096\n254:0 Write 8192\n254:0 Sync 12288\n254:0 Total 12288\n8:0 Read 1\nTotal 12289\n',
  [`cg/pids/docker/${id}/pids.current`]: '4\n',
};

const folder = `cg/system.slice/docker-${id}.scope`;
const v2 = {
  'proc/self/mountinfo': '30 1 0:30 / /cg rw - cgroup2 cgroup2 rw\n',
  'proc/42/cgroup': `0::/system.slice/docker-${id}.scope\n`,
  'proc/42/net/dev': netDev,
  [`${folder}/memory.current`]: '50000\n',
  [`${folder}/memory.stat`]: 'anon 100\nfile 21000\ninactive_file 20000\nactive_file 1000\n',
  [`${folder}/cpu.stat`]: 'usage_usec 650775\nuser_usec 1\nsystem_usec 2\n',
  [`${folder}/io.stat`]: '259:0 rbytes=100 wbytes=200 rios=3 wios=4 dbytes=0 dios=0\n8:0 rbytes=1 wbytes=2 rios=1 wios=1\n',
  [`${folder}/pids.current`]: '4\n',
};

function openFilesBelow(root: string): number {
  return readdirSync('/proc/self/fd').filter(name => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`).startsWith(root);
    } catch {
      return false; // the descriptor of this very listing
    }
  }).length;
}

describe.each([
  ['kept open', 100],
  ['opened for each reading', 0],
])('files %s', (_, keepOpen) => {
  const open = (root: string) => openCgroupSource({now: () => 1234.5, root, keepOpen});

  test('cgroup v1: the figures that the engine tells', () => {
    expect(open(fileTree(v1).root)?.read(target)).toEqual({
      readAt: 1234.5,
      cpuTotal: 650_775_479,
      memory: 111_824_896 - 81_395_712,
      cache: 81_395_712 + 21_602_304,
      rx: 352,
      tx: 10,
      blockRead: 4097,
      blockWrite: 8192,
      pids: 4,
    });
  });

  test('cgroup v2: the figures that the engine tells, CPU in nanoseconds', () => {
    expect(open(fileTree(v2).root)?.read(target)).toEqual({
      readAt: 1234.5,
      cpuTotal: 650_775_000,
      memory: 30_000,
      cache: 21_000,
      rx: 352,
      tx: 10,
      blockRead: 101,
      blockWrite: 202,
      pids: 4,
    });
  });

  test('figures are of now, not of the first reading', () => {
    const tree = fileTree(v2);
    const source = open(tree.root);
    source?.read(target);
    tree.write({[`${folder}/memory.current`]: '60000\n', [`${folder}/cpu.stat`]: 'usage_usec 700000\n'});
    expect(source?.read(target)).toMatchObject({memory: 40_000, cpuTotal: 700_000_000});
  });
});

test('on the host’s network a container has no traffic of its own', () => {
  const source = openCgroupSource({now: () => 0, root: fileTree(v2).root});
  expect(source?.read({...target, hostNetwork: true})).toMatchObject({rx: null, tx: null, memory: 30_000});
});

test('without an I/O or process controller the rest is still told', () => {
  const tree = fileTree(v2);
  tree.remove(`${folder}/io.stat`);
  tree.remove(`${folder}/pids.current`);
  const source = openCgroupSource({now: () => 0, root: tree.root});
  expect(source?.read(target)).toMatchObject({memory: 30_000, blockRead: null, blockWrite: null, pids: null});
});

test.each([
  ['its PID is not known', {}, {pid: null}],
  ['its process is gone', {}, {pid: 43}],
  ['its PID is another’s by now', {'proc/42/cgroup': '0::/user.slice\n'}, {}],
])('a container is left to the engine when %s', (_, files, change) => {
  const source = openCgroupSource({now: () => 0, root: fileTree({...v2, ...files}).root});
  expect(source?.read({...target, ...change})).toBeNull();
});

test('a container that ends while it is read gives nothing, and its neighbour is still read', () => {
  const other = 'b'.repeat(64);
  const files = Object.entries(v2).map(([name, text]) => [
    name.replace(id, other).replace('proc/42', 'proc/44'),
    text.replace(id, other),
  ]);
  const tree = fileTree({...v2, ...Object.fromEntries(files)});
  const source = openCgroupSource({now: () => 0, root: tree.root, keepOpen: 0});
  expect(source?.read(target)).not.toBeNull();
  tree.remove(`${folder}/memory.stat`);
  expect(source?.read(target)).toBeNull();
  expect(source?.read({...target, id: other, pid: 44})).toMatchObject({memory: 30_000});
});

test('no machine without cgroups, or without /proc, has this source', () => {
  expect(
    openCgroupSource({now: () => 0, root: fileTree({'proc/self/mountinfo': '1 0 8:0 / / rw - ext4 /dev/sda rw\n'}).root}),
  ).toBeNull();
  expect(openCgroupSource({now: () => 0, root: fileTree({}).root})).toBeNull();
});

test.runIf(process.platform === 'linux')('files are open only for containers that are wanted, and no more than allowed', () => {
  const tree = fileTree(v2);
  const source = openCgroupSource({now: () => 0, root: tree.root, keepOpen: 1});
  source?.read(target);
  source?.read(target);
  expect(openFilesBelow(tree.root)).toBe(5);
  source?.forget(id);
  expect(openFilesBelow(tree.root)).toBe(0);
  source?.read(target);
  source?.close();
  expect(source?.read(target)).toBeNull();
  expect(openFilesBelow(tree.root)).toBe(0);
});

test('after a restart the files of the new process’s cgroup are read', () => {
  const tree = fileTree({...v2, 'proc/50/cgroup': `0::/system.slice/docker-${id}.scope/again\n`, 'proc/50/net/dev': netDev});
  const source = openCgroupSource({now: () => 0, root: tree.root});
  source?.read(target);
  tree.remove('proc/42');
  expect(source?.read(target)).toBeNull();
  expect(source?.read({...target, pid: 50})).toMatchObject({memory: 30_000});
});
