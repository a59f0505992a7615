import type {Engine} from '../engine/client.js';
import type {Container} from '../model/container.js';
import type {Usage} from '../model/usage.js';
import {allContainers} from '../operations/all-containers.js';
import {startSampler} from '../usage/sampler.js';

export interface Snapshot {
  readonly containers: readonly Container[];
  readonly usage: ReadonlyMap<string, Usage>;
}

/** An engine that answers stats slowly needs two seconds for two samples; more is not waited for. */
const patienceMs = 4500;

/** Figures of all running and paused containers: memory of each, and CPU, for which two samples are needed. */
const usageOf = (engine: Engine, containers: readonly Container[], outer: AbortSignal): Promise<Map<string, Usage>> =>
  new Promise(resolve => {
    const running = containers.filter(({state}) => state === 'running' || state === 'paused');
    const usage = new Map<string, Usage>();
    const controller = new AbortController();
    const finish = (): void => {
      clearTimeout(timer);
      outer.removeEventListener('abort', finish);
      controller.abort();
      resolve(usage);
    };
    const timer = setTimeout(finish, patienceMs);
    outer.addEventListener('abort', finish, {once: true});
    if (running.length === 0) {
      finish();
      return;
    }
    const sampler = startSampler(engine, {
      signal: controller.signal,
      onUsage(batch) {
        for (const [id, figures] of batch) usage.set(id, figures);
        if (running.every(({id}) => (usage.get(id)?.cpuPercent ?? null) !== null)) finish();
      },
    });
    sampler.setTargets(
      running.map(container => ({
        id: container.id,
        pid: container.inspection?.pid ?? null,
        visible: true,
        hostNetwork: container.networkMode === 'host',
      })),
    );
  });

/** All containers as they are now, inspected, with figures. Throws EngineError. */
export const takeSnapshot = async (engine: Engine, signal: AbortSignal): Promise<Snapshot> => {
  const containers = await allContainers(engine, signal);
  return {containers, usage: await usageOf(engine, containers, signal)};
};
