import type {MemoryParts} from './memory.js';

/** Processes that the kernel killed in a container for want of memory. The container runs on when they were not its first. */
export interface OomKills {
  /** Since the container's start. */
  readonly count: number;
  /** When it was seen to rise last, ms since 1970; null: not while we watched. */
  readonly seenAt: number | null;
}

/** In how much of the last ten seconds something in the container waited for want of it (PSI, `some avg10`): per cent, null where the kernel does not tell. */
export interface Pressure {
  readonly cpu: number | null;
  readonly memory: number | null;
  readonly io: number | null;
}

/** Why a container is not read from the kernel's files. */
export type WithoutFiles =
  /** The engine is on another machine, or it is the embedded one. */
  | 'remote'
  /** This machine shows us no cgroups. */
  | 'no-cgroups'
  /** Its process cannot be seen from here: other PID namespace. */
  | 'no-process'
  /** Its process is in no cgroup of its name that we can see: other cgroup namespace, or the PID is another's by now. */
  | 'other-cgroup'
  /** The files are not there, or may not be read. */
  | 'unreadable'
  /** They tell other figures than the engine. */
  | 'unlike';

/** What is read beside the figures of a row. Absent where it was not asked for or the source does not tell. */
export interface CloseUsage {
  readonly parts?: MemoryParts | undefined;
  readonly oomKills?: OomKills | undefined;
  readonly pressure?: Pressure | undefined;
}

/** One reading of a container's counters, from whichever source. Bytes; null where the source does not tell. */
export interface UsageSample extends CloseUsage {
  /** When the counters were read: ms since 1970, with fraction. */
  readonly readAt: number;
  /** CPU time used since the container's start, in nanoseconds. */
  readonly cpuTotal: number | null;
  /** What `docker stats` prints: usage without inactive file cache. */
  readonly memory: number | null;
  /** Inactive and active file cache; the second segment of the bar. */
  readonly cache: number | null;
  /** Summed over the container's networks since its start; null on the host's network. */
  readonly rx: number | null;
  readonly tx: number | null;
  readonly blockRead: number | null;
  readonly blockWrite: number | null;
  readonly pids: number | null;
}

/** What the screen shows: memory now, and rates between two samples (null until there are two). */
export interface Usage extends CloseUsage {
  readonly readAt: number;
  /** Per cent of one CPU: 200 is two CPUs busy. */
  readonly cpuPercent: number | null;
  readonly memory: number | null;
  readonly cache: number | null;
  /** Bytes a second. */
  readonly rxRate: number | null;
  readonly txRate: number | null;
  readonly readRate: number | null;
  readonly writeRate: number | null;
  /** Bytes since the container's start. */
  readonly rx: number | null;
  readonly tx: number | null;
  readonly pids: number | null;
  /** How it was read: `cgroup`, `one-shot`, `stream`. */
  readonly source: string;
  /** Why that is not `cgroup`; absent where it is. */
  readonly withoutFiles?: WithoutFiles | undefined;
}
