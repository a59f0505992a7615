import {memoryFromStats} from '../engine/memory.js';
import {counter, list, type RawRecord, record, text, time} from '../engine/read.js';
import type {UsageSample} from '../model/usage.js';

/**
 * The counters in a reply of `/containers/{id}/stats`, one-shot or a stream's frame, from Docker on cgroup v1 or v2 and from Podman.
 * null for a container that does not run: Docker then sends year 1 and null fields, Podman `{cause, message, response}` with status 200.
 */
export function sampleFromStats(raw: unknown): UsageSample | null {
  const reply = record(raw);
  const readAt = preciseTime(reply.read);
  if (readAt === null || 'cause' in reply) return null;
  const block = list(record(reply.blkio_stats).io_service_bytes_recursive);
  const hasBlock = Array.isArray(record(reply.blkio_stats).io_service_bytes_recursive);
  const networks = Object.values(record(reply.networks)).map(record);
  return {
    readAt,
    cpuTotal: counter(record(record(reply.cpu_stats).cpu_usage).total_usage),
    ...memoryFromStats(raw),
    rx: networks.length > 0 ? sum(networks, 'rx_bytes') : null,
    tx: networks.length > 0 ? sum(networks, 'tx_bytes') : null,
    blockRead: hasBlock ? sum(withOperation(block, 'read'), 'value') : null,
    blockWrite: hasBlock ? sum(withOperation(block, 'write'), 'value') : null,
    pids: counter(record(reply.pids_stats).current),
  };
}

/** The whole word, in any case: Docker on v1 says `Read`, on v2 `read`; Podman adds `rios` and `wios`, which count operations. */
function withOperation(entries: readonly unknown[], operation: string): readonly RawRecord[] {
  return entries.map(record).filter(entry => text(entry.op).toLowerCase() === operation);
}

function sum(entries: readonly RawRecord[], field: string): number {
  return entries.reduce((total, entry) => total + (counter(entry[field]) ?? 0), 0);
}

/** ms since 1970 with the fraction that `Date.parse` drops: over a second, one ms more or less is seen in a CPU's percentage. */
function preciseTime(value: unknown): number | null {
  const seconds = time(text(value).replace(/\.\d+/, ''));
  return seconds === null ? null : seconds + Number(`0${/\.\d+/.exec(text(value))?.[0] ?? ''}`) * 1000;
}
