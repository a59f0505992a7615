export interface InterfaceCounters {
  readonly rx: number | null;
  readonly tx: number | null;
}

const UNKNOWN: InterfaceCounters = {rx: null, tx: null};

/**
 * Bytes received and sent, summed over the interfaces that the engine gave the container, from `/proc/PID/net/dev`; null when there are
 * none (`--network none`), as the engine's own reply has it. Engines name them eth0, eth1 …; a bridge or tunnel that the container made
 * for itself carries the same bytes again. Where none has such a name (rootless Podman), all but the loopback count.
 */
export function interfaceCounters(netDev: string): InterfaceCounters {
  const rows = netDev
    .split('\n')
    .map(line => /^\s*([^:\s]+):\s*(.*)$/.exec(line))
    .filter(row => row !== null)
    .map(([, name = '', counters = '']) => ({name, counters: counters.split(/\s+/).map(Number)}));
  const given = rows.filter(row => /^eth\d+$/.test(row.name));
  const counted = given.length > 0 ? given : rows.filter(row => row.name !== 'lo');
  if (counted.length === 0) return UNKNOWN;
  // Columns 1 to 8 are of what was received, 9 to 16 of what was sent; bytes come first in both (proc(5)).
  const column = (index: number) => counted.reduce((sum, row) => sum + (row.counters[index] ?? 0), 0);
  return {rx: column(0), tx: column(8)};
}
