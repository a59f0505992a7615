/** Replies of `/containers/{id}/stats` as engines send them, cut to what matters. */

export const dockerV1 = {
  read: '2026-11-21T14:03:25.120980455Z',
  preread: '0001-01-01T00:00:00Z',
  pids_stats: {current: 4},
  blkio_stats: {
    io_service_bytes_recursive: [
      {major: 254, minor: 0, op: 'Read', value: 4096},
      {major: 254, minor: 0, op: 'Write', value: 8192},
      {major: 254, minor: 0, op: 'Sync', value: 12_288},
      {major: 254, minor: 0, op: 'Total', value: 12_288},
      {major: 8, minor: 0, op: 'Read', value: 1},
    ],
  },
  cpu_stats: {
    cpu_usage: {total_usage: 650_775_479, percpu_usage: [380_647_689, 270_127_790]},
    system_cpu_usage: 1_435_140_000_000,
  },
  precpu_stats: {cpu_usage: {total_usage: 0}},
  memory_stats: {
    usage: 111_824_896,
    stats: {
      active_file: 1,
      inactive_file: 2,
      cache: 102_998_016,
      total_active_file: 21_602_304,
      total_inactive_file: 81_395_712,
      rss: 1,
      total_rss: 8_826_880,
      total_cache: 102_998_016,
    },
    limit: 25_276_502_016,
  },
  networks: {eth0: {rx_bytes: 352, tx_bytes: 10}, eth1: {rx_bytes: 1000, tx_bytes: 20}},
};

export const dockerV2 = {
  ...dockerV1,
  blkio_stats: {
    io_service_bytes_recursive: [
      {major: 259, minor: 0, op: 'read', value: 100},
      {major: 259, minor: 0, op: 'write', value: 200},
    ],
  },
  memory_stats: {
    usage: 50_000,
    stats: {
      active_file: 1000,
      inactive_file: 20_000,
      file: 21_000,
      anon: 25_000,
      shmem: 500,
      slab: 3000,
      kernel_stack: 600,
      sock: 100,
    },
    limit: 100_000,
  },
};

export const podman = {
  read: '2026-11-21T15:03:25.5+01:00',
  preread: '0001-01-01T00:00:00Z',
  pids_stats: {current: 1},
  blkio_stats: {
    io_service_bytes_recursive: [
      {op: 'Read', value: 7},
      {op: 'Write', value: 9},
      {op: 'rios', value: 100_000},
      {op: 'wios', value: 200_000},
    ],
  },
  cpu_stats: {cpu_usage: {total_usage: 1_000_000}, system_cpu_usage: 2_000_000},
  memory_stats: {usage: 4096, limit: 25_276_502_016},
  networks: {eth0: {rx_bytes: 5, tx_bytes: 6}},
};

export const dockerStopped = {
  read: '0001-01-01T00:00:00Z',
  preread: '0001-01-01T00:00:00Z',
  pids_stats: {},
  blkio_stats: {io_service_bytes_recursive: null},
  cpu_stats: {cpu_usage: {total_usage: 0}},
  memory_stats: {},
  name: '/x',
};

export const podmanStopped = {cause: 'container is stopped', message: 'container is stopped', response: 500};

/** A reply with just a time and a CPU counter: `seconds` after 2026 began, `cpuSeconds` used, `memory` bytes. */
export function reply(seconds: number, cpuSeconds: number, memory = 1000): unknown {
  const read = new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
  return {read, cpu_stats: {cpu_usage: {total_usage: cpuSeconds * 1e9}}, memory_stats: {usage: memory}};
}
