import {limited} from '../engine/abort.js';
import type {WithoutFiles} from '../model/usage.js';
import {type ComparedFigure, compareFiles, type Difference, differenceIn} from './agreement.js';
import {openCgroupSource} from './cgroup.js';
import {steadyClock} from './clock.js';
import {isReadHere, type SampledEngine} from './sampler.js';
import {engineStats} from './stats-transport.js';
import type {SampleTarget} from './target.js';

/** An engine that hangs on one container is not waited for: Docker 20.10 answers within two seconds. */
const PATIENCE_MS = 6000;

/** How one container would be read, and what both sources say of it. */
export interface SourceCheck {
  readonly id: string;
  /** null: its files can be read. */
  readonly withoutFiles: WithoutFiles | null;
  /** null where its files cannot be read, or the engine did not answer. */
  readonly differences: readonly Difference[] | null;
  /** How long the engine took to answer, ms; null where it was not asked or did not answer. */
  readonly tookMs: number | null;
}

/** Holds the kernel's files against the engine's own figures, for each of these containers at once. Never rejects, but with the signal's reason. */
export async function checkSource(
  engine: SampledEngine,
  targets: readonly SampleTarget[],
  figures: readonly ComparedFigure[],
  signal: AbortSignal,
): Promise<readonly SourceCheck[]> {
  const clock = steadyClock();
  const here = isReadHere(engine);
  const files = here ? openCgroupSource({now: () => clock.now()}) : null;
  const transport = engineStats(engine);
  const limit = limited(signal, PATIENCE_MS);
  const took = async (id: string): Promise<number | null> => {
    const asked = performance.now();
    try {
      await transport.once(id, limit.signal);
      return performance.now() - asked;
    } catch {
      return null; // stopped meanwhile, or the engine hangs
    }
  };
  const check = async (target: SampleTarget): Promise<SourceCheck> => {
    const {id} = target;
    if (files === null || files.read(target) === null) {
      const withoutFiles = files === null ? (here ? 'no-cgroups' : 'remote') : (files.problem(id) ?? 'unreadable');
      // One prompt reply may be luck, the engine's next round being near; a second one right behind it is not.
      const [first, second] = [await took(id), await took(id)];
      return {id, withoutFiles, differences: null, tookMs: first === null || second === null ? null : Math.max(first, second)};
    }
    const comparison = await compareFiles(() => files.read(target), transport, id, limit.signal);
    const differences = comparison && figures.map(figure => differenceIn(figure, comparison));
    return {id, withoutFiles: null, differences, tookMs: comparison?.tookMs ?? null};
  };
  try {
    return await Promise.all(targets.map(check));
  } finally {
    limit.end();
    files?.close();
    signal.throwIfAborted();
  }
}
