import type {Usage, UsageSample} from '../model/usage.js';

/** The parts of a memory controller's statistics that the formulas use; null where the file or reply has no such line. Bytes. */
export interface MemoryStats {
  /** cgroup v1: with the cgroups below. */
  readonly totalInactiveFile: number | null;
  readonly totalActiveFile: number | null;
  /** cgroup v2, and v1 without the cgroups below. */
  readonly inactiveFile: number | null;
  readonly activeFile: number | null;
}

/**
 * Bytes in use as `docker stats` prints them: without the file cache that nobody has touched lately, which the kernel gives back first.
 * v1's `total_inactive_file` wins where it is there and below usage, then `inactive_file`, else usage as it is.
 * Source: docker/cli, cli/command/container/stats_helpers.go, calculateMemUsageUnixNoCache.
 */
export function memoryUsed(usage: number, {totalInactiveFile, inactiveFile}: MemoryStats): number {
  if (totalInactiveFile !== null && totalInactiveFile < usage) return usage - totalInactiveFile;
  if (inactiveFile !== null && inactiveFile < usage) return usage - inactiveFile;
  return usage;
}

/** Bytes of file cache charged to the container, inactive and active; null where the source has no such figures (Podman). */
export function fileCache({totalInactiveFile, totalActiveFile, inactiveFile, activeFile}: MemoryStats): number | null {
  if (totalInactiveFile !== null || totalActiveFile !== null) return (totalInactiveFile ?? 0) + (totalActiveFile ?? 0);
  if (inactiveFile !== null || activeFile !== null) return (inactiveFile ?? 0) + (activeFile ?? 0);
  return null;
}

/**
 * What to show between two samples of one source. CPU is CPU time over wall time, right on every engine: Podman's `system_cpu_usage`
 * is not the figure that Docker's own formula needs. Rates are null without an earlier sample, and when the CPU counter went back:
 * the container was restarted, and its other counters began anew as well.
 */
export function usageBetween(previous: UsageSample | null, next: UsageSample, source: string): Usage {
  const elapsedMs = previous === null ? 0 : next.readAt - previous.readAt;
  const before = previous !== null && elapsedMs > 0 && !wentBack(previous.cpuTotal, next.cpuTotal) ? previous : null;
  const rate = (of: (sample: UsageSample) => number | null, perMs: number) => {
    if (before === null) return null;
    const earlier = of(before);
    const later = of(next);
    return earlier === null || later === null || later < earlier ? null : ((later - earlier) / elapsedMs) * perMs;
  };
  return {
    readAt: next.readAt,
    // ns of CPU a ms of wall time → per cent of one CPU
    cpuPercent: rate(sample => sample.cpuTotal, 100 / 1e6),
    memory: next.memory,
    cache: next.cache,
    rxRate: rate(sample => sample.rx, 1000),
    txRate: rate(sample => sample.tx, 1000),
    readRate: rate(sample => sample.blockRead, 1000),
    writeRate: rate(sample => sample.blockWrite, 1000),
    rx: next.rx,
    tx: next.tx,
    pids: next.pids,
    source,
  };
}

function wentBack(earlier: number | null, later: number | null): boolean {
  return earlier !== null && later !== null && later < earlier;
}
