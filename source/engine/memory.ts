import {fileCache, type MemoryParts, memoryParts, memoryUsed} from '../model/memory.js';
import type {Line} from './call.js';
import {counter, record} from './read.js';
import {statsOnce} from './stats.js';

/** Bytes; null where the engine does not tell. */
export interface MemoryInUse {
  /** As `docker stats` prints it. */
  readonly memory: number | null;
  /** Of files, inactive and active. */
  readonly cache: number | null;
  /** Absent where the reply has no such figures (Podman). */
  readonly parts?: MemoryParts | undefined;
}

/** The memory in a reply of `/containers/{id}/stats`, of cgroup v1 or v2 and of Podman. */
export function memoryFromStats(raw: unknown): MemoryInUse {
  const reply = record(record(raw).memory_stats);
  const stats = record(reply.stats);
  const figures = {
    totalInactiveFile: counter(stats.total_inactive_file),
    totalActiveFile: counter(stats.total_active_file),
    inactiveFile: counter(stats.inactive_file),
    activeFile: counter(stats.active_file),
  };
  const usage = counter(reply.usage);
  return {
    memory: usage === null ? null : memoryUsed(usage, figures),
    cache: fileCache(figures),
    parts: reply.stats === undefined ? undefined : memoryParts(name => counter(stats[name])),
  };
}

/** Asks for it once. Engine 20.10 takes a second or two. Throws EngineError. */
export async function readMemory(engine: Line, id: string, signal: AbortSignal): Promise<MemoryInUse> {
  return memoryFromStats(await statsOnce(engine, id, signal));
}
