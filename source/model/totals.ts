import type {Container} from './container.js';
import type {Stack} from './stack.js';
import {isLive} from './status.js';
import type {Usage} from './usage.js';

/**
 * Sums over the running containers of a stack; null where no container tells. CPU and memory are null until all of them have told: a
 * part of a sum looks like the whole.
 */
export interface Totals {
  readonly cpuPercent: number | null;
  readonly memory: number | null;
  readonly cache: number | null;
  /** Sum of the limits of all running containers; null when one of them has none. */
  readonly limit: number | null;
  readonly rxRate: number | null;
  readonly txRate: number | null;
  readonly readRate: number | null;
  readonly writeRate: number | null;
  readonly restarts: number | null;
  /** When the oldest running container started. */
  readonly startedAt: number | null;
  /** The oldest of the samples that are summed up. */
  readonly oldest: Usage | null;
}

const add = (sum: number | null, value: number | null | undefined): number | null =>
  value === null || value === undefined ? sum : (sum ?? 0) + value;

/** A container that joined another's network namespace: its traffic is the other's, counted there. */
const sharesNetwork = (container: Container): boolean => container.networkMode.startsWith('container:');

/** Totals of one stack. */
export const totalsOf = (stack: Stack, usageOf: (id: string) => Usage | undefined): Totals => {
  let cpuPercent: number | null = null;
  let memory: number | null = null;
  let cache: number | null = null;
  let limit: number | null = 0;
  let rxRate: number | null = null;
  let txRate: number | null = null;
  let readRate: number | null = null;
  let writeRate: number | null = null;
  let restarts: number | null = null;
  let startedAt: number | null = null;
  let oldest: Usage | null = null;
  let running = 0;
  let cpusTold = 0;
  let memoriesTold = 0;
  for (const {container} of stack.members) {
    restarts = add(restarts, container.inspection?.restarts);
    if (!isLive(container)) continue;
    running += 1;
    const ownLimit = container.inspection?.memoryLimit ?? null;
    limit = limit === null || ownLimit === null ? null : limit + ownLimit;
    const started = container.inspection?.startedAt ?? null;
    if (started !== null && (startedAt === null || started < startedAt)) startedAt = started;
    const usage = usageOf(container.id);
    if (!usage) continue;
    if (oldest === null || usage.readAt < oldest.readAt) oldest = usage;
    if (usage.cpuPercent !== null) cpusTold += 1;
    if (usage.memory !== null) memoriesTold += 1;
    cpuPercent = add(cpuPercent, usage.cpuPercent);
    memory = add(memory, usage.memory);
    cache = add(cache, usage.cache);
    readRate = add(readRate, usage.readRate);
    writeRate = add(writeRate, usage.writeRate);
    if (sharesNetwork(container)) continue;
    rxRate = add(rxRate, usage.rxRate);
    txRate = add(txRate, usage.txRate);
  }
  return {
    cpuPercent: cpusTold < running ? null : cpuPercent,
    memory: memoriesTold < running ? null : memory,
    cache,
    limit: running === 0 ? null : limit,
    rxRate,
    txRate,
    readRate,
    writeRate,
    restarts,
    startedAt,
    oldest,
  };
};
