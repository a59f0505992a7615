import type {Engine} from '../engine/client.js';
import type {Container} from '../model/container.js';
import type {WithoutFiles} from '../model/usage.js';
import type {Difference} from '../usage/agreement.js';
import {checkSource} from '../usage/source-check.js';

/** What both sources of figures say of one container. */
export interface CheckedSource {
  /** `stack/service`, else its name. */
  readonly name: string;
  /** Why its files cannot be read; null: they can. */
  readonly withoutFiles: WithoutFiles | null;
  /** Memory and CPU from both; null where they were not compared. */
  readonly used: Difference | null;
  readonly cpu: Difference | null;
  /** How long the engine took, ms; null where it did not answer. */
  readonly tookMs: number | null;
}

/** Compares the kernel's files with the engine's own figures, for each of these inspected containers. Throws the signal's reason. */
export const checkedSources = async (
  engine: Engine,
  containers: readonly Container[],
  signal: AbortSignal,
): Promise<readonly CheckedSource[]> => {
  const targets = containers.map(({id, inspection, networkMode}) => ({
    id,
    pid: inspection?.pid ?? null,
    visible: true,
    hostNetwork: networkMode === 'host',
  }));
  const checks = await checkSource(engine, targets, ['memory', 'cpuTotal'], signal);
  return checks.map(({id, withoutFiles, differences, tookMs}) => {
    const container = containers.find(one => one.id === id);
    const {project = null, service = null, name = id} = container ?? {};
    return {
      name: project !== null && service !== null ? `${project}/${service}` : name,
      withoutFiles,
      used: differences?.find(({figure}) => figure === 'memory') ?? null,
      cpu: differences?.find(({figure}) => figure === 'cpuTotal') ?? null,
      tookMs,
    };
  });
};
