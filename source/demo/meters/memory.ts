import {type DemoContainer, runningFor} from '../world/container.js';
import {rateAt} from './walk.js';

/** RAM of the demo's host and its number of CPUs. */
export const hostMemory = 16_765_939_712;
export const hostCpus = 8;

/** 0 at the start, 1 after a minute: programs do not begin with all their memory. */
const grown = (seconds: number) => 0.45 + 0.55 * (1 - Math.exp(-seconds / 12));

/** Bytes a container's programs hold now, without file cache; never above its limit. Page-sized. */
export const memoryNow = (container: DemoContainer, now: number): number => {
  const {behaviour} = container.spec;
  const seconds = runningFor(container, now);
  const swung = rateAt(
    {base: 1, swing: behaviour.memorySwing, seed: `${container.spec.name}/memory`},
    (container.pausedAt ?? now) / 1000,
  );
  const bytes = behaviour.memory * grown(seconds) * swung + behaviour.leak * seconds;
  return Math.floor(Math.min(bytes, (container.memoryLimit || hostMemory) * 0.998) / 4096) * 4096;
};

/** File cache beside it: what its limit leaves room for. */
export const cacheNow = (container: DemoContainer, now: number): number => {
  const room = (container.memoryLimit || hostMemory) - memoryNow(container, now);
  return Math.floor(Math.max(0, Math.min(container.spec.behaviour.cache, room * 0.8)) / 4096) * 4096;
};

/** ms of running until its leak fills its limit; null when it has none or no limit. */
export const fullAfter = (container: DemoContainer): number | null => {
  const {leak, memory, memorySwing} = container.spec.behaviour;
  if (leak <= 0 || container.memoryLimit === 0) return null;
  const room = container.memoryLimit - memory * (1 + memorySwing / 2);
  return Math.max(20, room / leak) * 1000;
};
