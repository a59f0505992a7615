/** What the whole host uses, for the header of a local engine. Bytes and bytes a second; null where the kernel does not tell or before two readings. */
export interface HostUsage {
  /** Per cent of all CPUs together: 100 is every CPU busy. */
  readonly cpuPercent: number | null;
  readonly memoryUsed: number | null;
  readonly memoryTotal: number | null;
  /** Over the physical network devices. */
  readonly rxRate: number | null;
  readonly txRate: number | null;
  /** Over the physical disks. */
  readonly readRate: number | null;
  readonly writeRate: number | null;
}
