import type {Line} from '../engine/call.js';
import type {Usage} from '../model/usage.js';
import {openCgroupSource} from './cgroup.js';
import {steadyClock} from './clock.js';
import {Sampling} from './sampling.js';
import {engineStats} from './stats-transport.js';
import type {SampleTarget} from './target.js';

export type {SampleTarget} from './target.js';

/** What the sampler needs of an Engine. */
export interface SampledEngine extends Line {
  /** The embedded engine: its containers have no files. */
  readonly demo: boolean;
}

export interface SamplerOptions {
  /** Between two samples of a visible container, in ms. Without it 1 s, and 2 s where the engine has to be asked each time. */
  readonly intervalMs?: number;
  /** Called after each sweep that brought something, by container id, with only what is new. */
  onUsage(batch: ReadonlyMap<string, Usage>): void;
  /** Called when most rows' source changes: `cgroup`, `one-shot`, `stream`. */
  onSource?(name: string): void;
  /** Ends the sampler, like `stop`. */
  readonly signal: AbortSignal;
}

export interface Sampler {
  /** The running and paused containers of now. New ones, and those with another PID, are sampled at once. */
  setTargets(targets: readonly SampleTarget[]): void;
  /** Samples the visible ones now. */
  refresh(): void;
  /** `cgroup`, `one-shot` or `stream`; '' before the first sample. */
  source(): string;
  stop(): void;
}

/** Whether this machine's kernel may have its containers' files. That its socket is here does not prove it: Docker Desktop's leads into a machine of its own. */
export const isReadHere = ({endpoint, demo}: SampledEngine): boolean =>
  endpoint.kind === 'unix' && !demo && process.platform === 'linux';

/**
 * Samples CPU and memory of containers until `stop` or the signal: from the kernel's own files where the engine is on this machine and
 * its figures agree with them, else by one-shot calls where it answers them promptly, else by one stream for each visible container.
 */
export function startSampler(engine: SampledEngine, {signal, intervalMs, onUsage, onSource}: SamplerOptions): Sampler {
  const clock = steadyClock();
  const local = isReadHere(engine);
  const sampling = new Sampling({
    files: local ? openCgroupSource({now: () => clock.now()}) : null,
    withoutFiles: local ? 'no-cgroups' : 'remote',
    transport: engineStats(engine),
    clock,
    intervalMs: intervalMs ?? null,
    onUsage,
    onSource: name => onSource?.(name),
  });
  const stop = () => {
    signal.removeEventListener('abort', stop);
    sampling.stop();
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, {once: true});
  return {
    setTargets: targets => sampling.setTargets(targets),
    refresh: () => sampling.refresh(),
    source: () => sampling.source(),
    stop,
  };
}
