import type {LogTarget} from '../state/log-targets.js';

/** Logs of so many containers are read at once at most: each is a connection to the engine. */
export const mostMerged = 100;

/** Those whose logs are read, in their order: all of a usual stack; of a longer list those already read (by `key`), then those that run. */
export const mergedTargets = (targets: readonly LogTarget[], read: ReadonlySet<string>): readonly LogTarget[] => {
  if (targets.length <= mostMerged) return targets;
  const rank = ({key, running}: LogTarget): number => (read.has(key) ? 0 : running ? 1 : 2);
  const chosen = new Set([...targets].sort((a, b) => rank(a) - rank(b)).slice(0, mostMerged));
  return targets.filter(target => chosen.has(target));
};
