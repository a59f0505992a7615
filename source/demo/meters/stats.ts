import {hash} from '../random.js';
import {type DemoContainer, isUp, runningFor} from '../world/container.js';
import type {World} from '../world/world.js';
import {cacheNow, hostCpus, hostMemory, memoryNow} from './memory.js';
import {totalAt} from './walk.js';

/** RFC 3339 with nanoseconds, as Go prints it. */
export const goTime = (time: number): string => {
  const nanos = String(Math.floor((time % 1) * 1e6)).padStart(6, '0');
  return new Date(Math.floor(time)).toISOString().replace('Z', `${nanos}Z`);
};

export const noTime = '0001-01-01T00:00:00Z';

/** A container's counters at one moment. CPU in nanoseconds, the rest in bytes. */
interface Counters {
  readonly time: number;
  readonly cpu: number;
  readonly system: number;
  readonly rx: number;
  readonly tx: number;
  readonly read: number;
  readonly write: number;
}

const countersAt = (world: World, container: DemoContainer, time: number): Counters => {
  const {behaviour, name} = container.spec;
  const seconds = runningFor(container, time);
  const total = (base: number, swing: number, what: string) =>
    Math.floor(Math.max(0, totalAt({base, swing, seed: `${name}/${what}`}, seconds)));
  // A start costs about two seconds of CPU on top.
  const starting = 2 * (1 - Math.exp(-seconds / 3)) * (behaviour.cpu > 0 ? 1 : 0);
  return {
    time,
    cpu: Math.floor((totalAt({base: behaviour.cpu, swing: 0.85, seed: `${name}/cpu`}, seconds) + starting) * 1e9),
    system: Math.floor((time - world.bornAt + 20 * 86_400_000) / 10) * 10_000_000 * hostCpus,
    rx: total(behaviour.rx, 0.8, 'rx'),
    tx: total(behaviour.tx, 0.8, 'tx'),
    read: Math.floor(total(behaviour.read, 0.9, 'read') / 4096) * 4096,
    write: Math.floor(total(behaviour.write, 0.9, 'write') / 4096) * 4096,
  };
};

const noThrottling = {periods: 0, throttled_periods: 0, throttled_time: 0};
const noCpu = {cpu_usage: {total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0}, throttling_data: noThrottling};

const cpuStats = (counters: Counters, cgroup: '1' | '2') => {
  const perCpu = Array.from({length: hostCpus}, (_, index) => Math.floor((counters.cpu * (index + 4)) / 60));
  return {
    cpu_usage: {
      total_usage: counters.cpu,
      ...(cgroup === '1' ? {percpu_usage: perCpu} : {}),
      usage_in_kernelmode: Math.floor(counters.cpu * 0.27),
      usage_in_usermode: Math.ceil(counters.cpu * 0.73),
    },
    system_cpu_usage: counters.system,
    online_cpus: hostCpus,
    throttling_data: noThrottling,
  };
};

/** Keys of memory.stat on each version of cgroups; on version 1 the totals of the tree come with `total_` (docker/cli counts with them). */
const memoryStats = (container: DemoContainer, time: number, cgroup: '1' | '2') => {
  const memory = memoryNow(container, time);
  const cache = cacheNow(container, time);
  const inactive = Math.floor((cache * 0.7) / 4096) * 4096;
  const active = cache - inactive;
  // Active file cache counts as used, in docker's own figure too.
  const anon = memory - active;
  const limit = container.memoryLimit || hostMemory;
  if (cgroup === '2') {
    const stats = {
      active_anon: 4096,
      active_file: active,
      anon,
      anon_thp: 0,
      file: cache,
      file_dirty: 0,
      file_mapped: Math.floor(active / 2),
      file_writeback: 0,
      inactive_anon: anon - 4096,
      inactive_file: inactive,
      kernel_stack: 16_384 * container.spec.behaviour.processes,
      pgactivate: 0,
      pgdeactivate: 0,
      pgfault: 30_000 + Math.floor(runningFor(container, time) * 7),
      pglazyfree: 0,
      pglazyfreed: 0,
      pgmajfault: 12,
      pgrefill: 0,
      pgscan: 0,
      pgsteal: 0,
      shmem: 0,
      slab: 1_400_000,
      slab_reclaimable: 1_000_000,
      slab_unreclaimable: 400_000,
      sock: 0,
      thp_collapse_alloc: 0,
      thp_fault_alloc: 0,
      unevictable: 0,
      workingset_activate: 0,
      workingset_nodereclaim: 0,
      workingset_refault: 0,
    };
    return {usage: memory + inactive, stats, limit};
  }
  const own = {
    active_anon: 4096,
    active_file: active,
    cache,
    dirty: 0,
    inactive_anon: anon - 4096,
    inactive_file: inactive,
    mapped_file: Math.floor(active / 2),
    pgfault: 30_000 + Math.floor(runningFor(container, time) * 7),
    pgmajfault: 12,
    pgpgin: 40_000,
    pgpgout: 20_000,
    rss: anon,
    rss_huge: 0,
    unevictable: 0,
    writeback: 0,
  };
  const tree = Object.fromEntries(Object.entries(own).map(([key, value]) => [`total_${key}`, value]));
  const stats = {...own, ...tree, hierarchical_memory_limit: limit, hierarchical_memsw_limit: limit * 2};
  return {usage: memory + inactive, max_usage: Math.min(limit, memory + inactive + 9_000_000), stats, limit};
};

const blockStats = (counters: Counters, cgroup: '1' | '2') => {
  const entry = (op: string, value: number) => ({major: 259, minor: 0, op, value});
  const bytes =
    cgroup === '2'
      ? [entry('read', counters.read), entry('write', counters.write)]
      : [entry('Read', counters.read), entry('Write', counters.write), entry('Total', counters.read + counters.write)];
  const empty = cgroup === '2' ? null : [];
  return {
    io_service_bytes_recursive: bytes,
    io_serviced_recursive: empty,
    io_queue_recursive: empty,
    io_service_time_recursive: empty,
    io_wait_time_recursive: empty,
    io_merged_recursive: empty,
    io_time_recursive: empty,
    sectors_recursive: empty,
  };
};

const emptyBlockStats = {
  io_service_bytes_recursive: null,
  io_serviced_recursive: null,
  io_queue_recursive: null,
  io_service_time_recursive: null,
  io_wait_time_recursive: null,
  io_merged_recursive: null,
  io_time_recursive: null,
  sectors_recursive: null,
};

const networkStats = (container: DemoContainer, counters: Counters) => {
  const names = [...container.addresses.keys()];
  const share = (value: number) => Math.floor(value / Math.max(1, names.length));
  return Object.fromEntries(
    names.map((_, index) => [
      `eth${index}`,
      {
        rx_bytes: share(counters.rx),
        rx_packets: Math.ceil(share(counters.rx) / 700),
        rx_errors: 0,
        rx_dropped: 0,
        tx_bytes: share(counters.tx),
        tx_packets: Math.ceil(share(counters.tx) / 700),
        tx_errors: 0,
        tx_dropped: 0,
      },
    ]),
  );
};

/**
 * One answer of `/containers/{id}/stats`. `time` and `before` are ms since 1970; `before` null leaves the earlier reading empty, as
 * one-shot and a stream's first frame do. A container that does not run has zero dates and null lists, with status 200.
 */
export const statsOf = (world: World, container: DemoContainer, time: number, before: number | null): Record<string, unknown> => {
  const {cgroup} = world.options;
  const who = {name: `/${container.name}`, id: container.id};
  if (!isUp(container)) {
    return {
      read: noTime,
      preread: noTime,
      pids_stats: {},
      blkio_stats: emptyBlockStats,
      num_procs: 0,
      storage_stats: {},
      cpu_stats: noCpu,
      precpu_stats: noCpu,
      memory_stats: {},
      ...who,
    };
  }
  const counters = countersAt(world, container, time);
  const networks = networkStats(container, counters);
  const {processes} = container.spec.behaviour;
  return {
    read: goTime(time),
    preread: before === null ? noTime : goTime(before),
    pids_stats: {
      current: processes + (hash(container.spec.name, Math.floor(time / 7000)) % 2),
      ...(cgroup === '2' ? {limit: 18_952} : {}),
    },
    blkio_stats: blockStats(counters, cgroup),
    num_procs: 0,
    storage_stats: {},
    cpu_stats: cpuStats(counters, cgroup),
    precpu_stats: before === null ? noCpu : cpuStats(countersAt(world, container, before), cgroup),
    memory_stats: memoryStats(container, time, cgroup),
    ...who,
    ...(Object.keys(networks).length > 0 ? {networks} : {}),
  };
};
