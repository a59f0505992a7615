import {describe, expect, test} from 'vitest';
import {containerCgroup, parseMounts} from '../../source/usage/cgroup-paths.js';

const id = '11eb8ede1a4a29c21acfdd9c2a7bdc4765f376eada735a4f747d2154dd1c7aae';

const v1Mounts = `24 1 254:0 / / rw - ext4 /dev/vda rw
31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755
33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct
35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
38 31 0:35 / /sys/fs/cgroup/blkio rw - cgroup cgroup rw,blkio
39 31 0:36 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids
`;
const hybridMounts = `${v1Mounts}41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n`;
const v2Mounts = '30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n';

const v1Lines = `8:pids:/docker/${id}\n7:blkio:/docker/${id}\n4:memory:/docker/${id}\n2:cpu,cpuacct:/docker/${id}\n`;

describe('folders of a container', () => {
  test.each([
    ['v1', v1Mounts, v1Lines, null],
    ['v1 beside an empty v2', hybridMounts, `${v1Lines}0::/docker/${id}\n`, `/sys/fs/cgroup/unified/docker/${id}`],
    ['v1 beside a v2 that it is not in', hybridMounts, `${v1Lines}0::/\n`, null],
    ['v1 with a named hierarchy', v1Mounts, `9:name=systemd:/docker/${id}\n${v1Lines}`, null],
  ])('%s', (_, mounts, lines, unified) => {
    expect(containerCgroup(lines, id, parseMounts(mounts))).toEqual({
      memory: {version: 1, path: `/sys/fs/cgroup/memory/docker/${id}`},
      cpu: {version: 1, path: `/sys/fs/cgroup/cpu,cpuacct/docker/${id}`},
      io: {version: 1, path: `/sys/fs/cgroup/blkio/docker/${id}`},
      pids: {version: 1, path: `/sys/fs/cgroup/pids/docker/${id}`},
      unified,
    });
  });

  test.each([
    ['Docker with systemd', `0::/system.slice/docker-${id}.scope`, `/system.slice/docker-${id}.scope`],
    ['cgroupfs', `0::/docker/${id}`, `/docker/${id}`],
    ['a slice of its own', `0::/my.slice/my-batch.slice/docker-${id}.scope`, `/my.slice/my-batch.slice/docker-${id}.scope`],
    [
      'rootless Docker',
      `0::/user.slice/user-1000.slice/user@1000.service/user.slice/docker-${id}.scope`,
      `/user.slice/user-1000.slice/user@1000.service/user.slice/docker-${id}.scope`,
    ],
    [
      'rootless Podman',
      `0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${id}.scope/container`,
      `/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${id}.scope`,
    ],
    ['Docker in Docker', `0::/docker/${'f'.repeat(64)}/docker/${id}`, `/docker/${'f'.repeat(64)}/docker/${id}`],
    [
      'Kubernetes’ kubelet beside it',
      `0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-${id}.scope`,
      `/kubepods.slice/kubepods-pod1.slice/cri-containerd-${id}.scope`,
    ],
    ['a parent of its own', `0::/my/parent/${id}`, `/my/parent/${id}`],
    ['Podman', `0::/machine.slice/libpod-${id}.scope/container`, `/machine.slice/libpod-${id}.scope`],
    ['an init system or engine inside has moved on', `0::/docker/${id}/init.scope`, `/docker/${id}`],
  ])('v2: %s', (_, line, folder) => {
    const found = containerCgroup(`${line}\n`, id, parseMounts(v2Mounts));
    expect(found?.memory).toEqual({version: 2, path: `/sys/fs/cgroup${folder}`});
    expect(found?.cpu).toEqual(found?.memory);
    expect(found?.unified).toBe(found?.memory.path);
  });

  test('stacktop in a container of an engine in Docker sees the containers beside it through its own mount', () => {
    const inside = parseMounts(`30 23 0:26 /docker/${'f'.repeat(64)} /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n`);
    const found = containerCgroup(`0::/docker/${'f'.repeat(64)}/docker/${id}\n`, id, inside);
    expect(found?.memory.path).toBe(`/sys/fs/cgroup/docker/${id}`);
  });

  test.each([
    ['the PID is another process of this machine', v2Mounts, '0::/user.slice/session-1.scope\n'],
    ['we are in a cgroup namespace, and our mount shows no more', v2Mounts, `0::/../${id}\n`],
    ['it lies beside us, nobody knows where', v2Mounts.replace('0:26 /', '0:26 /../..'), `0::/../${id}\n`],
    ['it lies above what our mount shows', v2Mounts.replace('0:26 /', '0:26 /..'), `0::/../../docker/${id}\n`],
    ['its path goes up in the middle', v2Mounts, `0::/docker/../${id}\n`],
    ['our own mount shows only our own container', v2Mounts.replace('0:26 /', '0:26 /docker/ffff'), `0::/docker/${id}\n`],
    ['no cgroups are mounted', '24 1 254:0 / / rw - ext4 /dev/vda rw\n', v1Lines],
    ['the memory controller is switched off', v1Mounts.replace('rw,memory', 'rw,devices'), v1Lines],
    ['the file is empty', v1Mounts, ''],
  ])('none when %s', (_, mounts, lines) => {
    expect(containerCgroup(lines, id, parseMounts(mounts))).toBeNull();
  });

  test.each([
    ['all the way up', '/../..', `/../../system.slice/docker-${id}.scope`, [], `/sys/fs/cgroup/system.slice/docker-${id}.scope`],
    ['beside us', '/../..', `/../${id}`, ['/sys/fs/cgroup', 1, `/${id}`], `/sys/fs/cgroup/found/${id}`],
    ['below us', '/../..', `/docker/${id}`, ['/sys/fs/cgroup', 2, `/docker/${id}`], `/sys/fs/cgroup/found/docker/${id}`],
    ['a mount of part of it', '/../../docker', `/../../docker/${id}`, [], `/sys/fs/cgroup/${id}`],
  ] as const)('in a cgroup namespace of our own: %s', (_, root, line, asked, folder) => {
    const questions: unknown[] = [];
    const found = containerCgroup(`0::${line}\n`, id, parseMounts(v2Mounts.replace('0:26 /', `0:26 ${root}`)), (...question) => {
      questions.push(...question);
      return '/found';
    });
    expect(found?.memory).toEqual({version: 2, path: folder});
    expect(questions.slice(0, 3)).toEqual(asked);
  });

  test('a mount that shows part of the tree serves what is in it, one that shows all is preferred', () => {
    const part = '30 23 0:26 /docker /mnt/part rw - cgroup2 cgroup2 rw\n';
    expect(containerCgroup(`0::/docker/${id}\n`, id, parseMounts(part))?.memory.path).toBe(`/mnt/part/${id}`);
    expect(containerCgroup(`0::/docker/${id}\n`, id, parseMounts(part + v2Mounts))?.memory.path).toBe(
      `/sys/fs/cgroup/docker/${id}`,
    );
  });

  test('a mount point with a space', () => {
    const mounts = parseMounts('30 23 0:26 / /mnt/my\\040cgroups rw - cgroup2 cgroup2 rw\n');
    expect(containerCgroup(`0::/docker/${id}\n`, id, mounts)?.memory.path).toBe(`/mnt/my cgroups/docker/${id}`);
  });
});
