import {hash} from '../random.js';
import {type DemoContainer, isUp, runningFor} from '../world/container.js';
import type {World} from '../world/world.js';
import {hostCpus} from './memory.js';
import {memoryStats} from './memory-stats.js';
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
