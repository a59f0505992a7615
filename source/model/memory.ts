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
