import type {UsageSample} from '../model/usage.js';
import {sampleFromStats} from './stats-reply.js';
import type {StatsTransport} from './stats-transport.js';

/** Memory may differ by 1 % or 1 MiB, whichever is more: it moves while the engine answers. */
const MEMORY_SHARE = 0.01;
const MEMORY_BYTES = 1 << 20;
/** CPU time may lie this far outside of what was read before and after: 2 % or 100 ms. */
const CPU_SHARE = 0.02;
const CPU_NANOSECONDS = 1e8;

/**
 * Whether the kernel's files tell what the engine tells of the same container: the files are read before and after the engine's one-shot
 * reply, which must lie between. null when there is nothing to compare, because the engine or the container did not answer.
 */
export async function filesAgree(
  readFiles: () => UsageSample | null,
  transport: StatsTransport,
  id: string,
  signal: AbortSignal,
): Promise<boolean | null> {
  const before = readFiles();
  let told: UsageSample | null;
  try {
    told = sampleFromStats(await transport.once(id, signal));
  } catch {
    return null; // stopped meanwhile, or the engine hangs: no ground to doubt the files
  }
  const after = readFiles();
  if (before === null || told === null || after === null) return null;
  return (
    within(told.memory, before.memory, after.memory, MEMORY_SHARE, MEMORY_BYTES) &&
    within(told.cpuTotal, before.cpuTotal, after.cpuTotal, CPU_SHARE, CPU_NANOSECONDS)
  );
}

function within(told: number | null, before: number | null, after: number | null, share: number, least: number): boolean {
  if (told === null) return true;
  if (before === null || after === null) return false;
  const slack = Math.max(least, told * share);
  return told >= Math.min(before, after) - slack && told <= Math.max(before, after) + slack;
}
