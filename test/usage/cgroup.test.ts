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
    'cache 1\ninactive_file 2\nactive_file 3\ntotal_inactive_file 81395712\ntotal_active_file 21602304\ntotal_unevictable 0\nrss 1\nshmem 2\ntotal_cache 102998500\ntotal_rss 8000000\ntotal_shmem 484\n',
  [`cg/memory/docker/${id}/memory.oom_control`]: 'oom_kill_disable 0\nunder_oom 0\noom_kill 2\n',
  [`cg/memory/docker/${id}/memory.kmem.usage_in_bytes`]: '602112\n',
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
  [`${folder}/memory.stat`]:
    'anon 100\nfile 21000\ninactive_file 20000\nactive_file 1000\nkernel_stack 600\npagetables 400\nslab 3000\nsock 50\nshmem 500\n',
  [`${folder}/memory.events`]: 'low 0\nhigh 0\nmax 7\noom 5\noom_kill 3\noom_group_kill 0\n',
  [`${folder}/cpu.pressure`]:
    'some avg10=3.54 avg60=6.55 avg300=13.03 total=8352770593\nfull avg10=2.04 avg60=4.04 avg300=7.31 total=59\n',
  [`${folder}/memory.pressure`]:
    'some avg10=0.00 avg60=0.00 avg300=0.00 total=0\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n',
  [`${folder}/io.pressure`]: 'some avg10=12.00 avg60=0.02 avg300=0.00 total=1\nfull avg10=11.00 avg60=0.02 avg300=0.00 total=1\n',
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
      oomKills: {count: 2, seenAt: null},
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
      oomKills: {count: 3, seenAt: null},
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

describe('stacktop in a container with the host’s PIDs and its cgroups, and a cgroup namespace of its own', () => {
  const inside = {
    ...v2,
    'proc/self/mountinfo': '30 1 0:30 /../.. /cg rw - cgroup2 cgroup2 rw\n',
    'proc/42/cgroup': `0::/../docker-${id}.scope\n`,
    'cg/init.scope/memory.current': '1\n',
  };

  test('finds the container beside it', () => {
    const source = openCgroupSource({now: () => 0, root: fileTree(inside).root});
    expect(source?.read(target)).toMatchObject({memory: 30_000, oomKills: {count: 3}});
  });

  test('leaves one to the engine that is nowhere', () => {
    const tree = fileTree(inside);
    tree.remove(folder);
    const source = openCgroupSource({now: () => 0, root: tree.root});
    expect(source?.read(target)).toBeNull();
    expect(source?.problem(id)).toBe('other-cgroup');
  });
});

describe('looked at closely', () => {
  const closely = {...target, closely: true};

  test('v2 tells what memory is made of, and what is waited for', () => {
    const source = openCgroupSource({now: () => 0, root: fileTree(v2).root});
    expect(source?.read(closely)).toMatchObject({
      parts: {anonymous: 100, shared: 500, cache: 20_500, kernel: 4050},
      pressure: {cpu: 3.54, memory: 0, io: 12},
    });
  });

  test('a kernel that sums its own memory is believed', () => {
    const stat = 'anon 100\nfile 21000\nkernel 9000\nkernel_stack 600\nslab 3000\nsock 50\n';
    const source = openCgroupSource({now: () => 0, root: fileTree({...v2, [`${folder}/memory.stat`]: stat}).root});
    expect(source?.read(closely)?.parts).toEqual({anonymous: 100, shared: null, cache: 21_000, kernel: 9050});
  });

  test('v1 tells it with the cgroups below, its kernel memory in a file of its own; without v2 there is no pressure', () => {
    const source = openCgroupSource({now: () => 0, root: fileTree(v1).root});
    expect(source?.read(closely)).toMatchObject({
      parts: {anonymous: 8_000_000, shared: 484, cache: 102_998_016, kernel: 602_112},
      pressure: undefined,
    });
  });

  test('v1 beside a v2 hierarchy has the pressure there', () => {
    const tree = fileTree({
      ...v1,
      'proc/self/mountinfo': `${v1['proc/self/mountinfo']}41 1 0:41 / /cg/unified rw - cgroup2 cgroup2 rw\n`,
      'proc/42/cgroup': `${v1['proc/42/cgroup']}0::/docker/${id}\n`,
      [`cg/unified/docker/${id}/memory.pressure`]: 'some avg10=1.50 avg60=0.00 avg300=0.00 total=0\n',
    });
    const source = openCgroupSource({now: () => 0, root: tree.root});
    expect(source?.read(closely)?.pressure).toEqual({cpu: null, memory: 1.5, io: null});
  });

  test('what this kernel does not tell is unknown, not 0', () => {
    const tree = fileTree({...v2, [`${folder}/memory.stat`]: 'inactive_file 20000\n'});
    for (const kind of ['cpu', 'memory', 'io']) tree.remove(`${folder}/${kind}.pressure`);
    tree.remove(`${folder}/memory.events`);
    const source = openCgroupSource({now: () => 0, root: tree.root});
    expect(source?.read(closely)).toMatchObject({
      memory: 30_000,
      parts: {anonymous: null, shared: null, cache: null, kernel: null},
      pressure: undefined,
      oomKills: undefined,
    });
  });
});

describe('processes killed for their memory', () => {
  const events = (count: number) => ({[`${folder}/memory.events`]: `oom 9\noom_kill ${count}\noom_group_kill 0\n`});

  test('are counted seldom where nobody looks closely, at once where somebody does, with the time they were seen', () => {
    let now = 100_000;
    const tree = fileTree({...v2, ...events(1)});
    const source = openCgroupSource({now: () => now, root: tree.root});
    expect(source?.read(target)?.oomKills).toEqual({count: 1, seenAt: null});
    tree.write(events(2));
    now = 114_000;
    expect(source?.read(target)?.oomKills).toEqual({count: 1, seenAt: null});
    now = 115_000;
    expect(source?.read(target)?.oomKills).toEqual({count: 2, seenAt: 115_000});
    tree.write(events(4));
    now = 116_000;
    expect(source?.read({...target, closely: true})?.oomKills).toEqual({count: 4, seenAt: 116_000});
    now = 140_000;
    expect(source?.read(target)?.oomKills).toEqual({count: 4, seenAt: 116_000});
  });

  test('begin anew with the cgroup', () => {
    const tree = fileTree({...v2, ...events(5), 'proc/50/cgroup': v2['proc/42/cgroup'], 'proc/50/net/dev': netDev});
    const source = openCgroupSource({now: () => 0, root: tree.root});
    expect(source?.read(target)?.oomKills?.count).toBe(5);
    tree.write(events(0));
    expect(source?.read({...target, pid: 50})?.oomKills).toEqual({count: 0, seenAt: null});
  });
});

test.each([
  ['its PID is not known', {}, {pid: null}, 'no-process'],
  ['its process is gone, or in another PID namespace', {}, {pid: 43}, 'no-process'],
  ['its PID is another’s by now', {'proc/42/cgroup': '0::/user.slice\n'}, {}, 'other-cgroup'],
  ['we are in a container of our own', {'proc/42/cgroup': `0::/../docker-${id}.scope\n`}, {}, 'other-cgroup'],
  ['its folder is not there', {'proc/42/cgroup': `0::/elsewhere/docker-${id}.scope\n`}, {}, 'unreadable'],
])('a container is left to the engine when %s, and why is told', (_, files, change, problem) => {
  const source = openCgroupSource({now: () => 0, root: fileTree({...v2, ...files}).root});
  expect(source?.read({...target, ...change})).toBeNull();
  expect(source?.problem(id)).toBe(problem);
  source?.forget(id);
  expect(source?.problem(id)).toBeNull();
});

describe('a PID that is another’s while its cgroup’s name lives on', () => {
  const setUp = () => {
    let now = 0;
    const tree = fileTree(v2);
    const source = openCgroupSource({now: () => now, root: tree.root, keepOpen: 0});
    const at = (time: number) => {
      now = time;
      return source?.read(target) ?? null;
    };
    expect(at(0)).not.toBeNull();
    tree.write({'proc/42/cgroup': '0::/user.slice\n', 'proc/42/net/dev': netDev.replace('352', '999999')});
    return {tree, source, at};
  };

  test('is noticed when the counters begin anew', () => {
    const {tree, source, at} = setUp();
    tree.write({[`${folder}/cpu.stat`]: 'usage_usec 10\n'});
    expect(at(1000)).toBeNull();
    expect(source?.problem(id)).toBe('other-cgroup');
  });

  test('is noticed after a while in any case', () => {
    const {at} = setUp();
    expect(at(14_000)).not.toBeNull();
    expect(at(15_000)).toBeNull();
  });
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
