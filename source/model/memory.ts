/** The parts of a memory controller's statistics that the formulas use; null where the file or reply has no such line. Bytes. */
export interface MemoryStats {
  /** cgroup v1: with the cgroups below. */
  readonly totalInactiveFile: number | null;
  readonly totalActiveFile: number | null;
  /** cgroup v2, and v1 without the cgroups below. */
  readonly inactiveFile: number | null;
  readonly activeFile: number | null;
}

/** What a container's memory is made of, as far as its source tells: bytes, null where it does not. */
export interface MemoryParts {
  /** What programs took for themselves: it cannot be given back, only swapped. */
  readonly anonymous: number | null;
  /** Shared memory and tmpfs, which kernels count among the files: no more to be given back than what programs took. */
  readonly shared: number | null;
  /** Of files on disk: given back when memory is short. */
  readonly cache: number | null;
  /** What the kernel holds for it: slab, stacks, page tables, sockets. */
  readonly kernel: number | null;
}

/** Kinds of kernel memory that v2 lists one by one; `kernel` sums them since Linux 5.18. */
const kernelKinds = ['kernel_stack', 'pagetables', 'percpu', 'vmalloc', 'slab'];

/**
 * The parts by the names of `memory.stat`, which engines pass on. v1 with the cgroups below (`total_…`), where it has these lines. v1's
 * kernel memory has a file of its own. Source: kernel Documentation/admin-guide/cgroup-v2.rst, cgroup-v1/memory.rst.
 */
export function memoryParts(figure: (name: string) => number | null): MemoryParts {
  const files = figure('file') ?? figure('total_cache') ?? figure('cache');
  const shared = figure('total_shmem') ?? figure('shmem');
  const kinds = kernelKinds.map(figure).filter(value => value !== null);
  const kernel = figure('kernel') ?? (kinds.length === 0 ? null : kinds.reduce((sum, value) => sum + value, 0));
  return {
    anonymous: figure('anon') ?? figure('total_rss') ?? figure('rss'),
    shared,
    cache: files === null ? null : Math.max(0, files - (shared ?? 0)),
    kernel: kernel === null ? null : kernel + (figure('sock') ?? 0),
  };
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
