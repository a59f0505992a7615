import {type DemoContainer, runningFor} from '../world/container.js';
import {cacheNow, hostMemory, memoryNow} from './memory.js';

/** Keys of memory.stat on each version of cgroups; on version 1 the totals of the tree come with `total_` (docker/cli counts with them). */
export const memoryStats = (container: DemoContainer, time: number, cgroup: '1' | '2') => {
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
