/** One reading of a container's counters, from whichever source. Bytes; null where the source does not tell. */
export interface UsageSample {
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
export interface Usage {
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
}
