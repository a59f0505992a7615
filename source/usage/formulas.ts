import type {Usage, UsageSample} from '../model/usage.js';

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
    parts: next.parts,
    oomKills: next.oomKills,
    pressure: next.pressure,
  };
}

function wentBack(earlier: number | null, later: number | null): boolean {
  return earlier !== null && later !== null && later < earlier;
}
