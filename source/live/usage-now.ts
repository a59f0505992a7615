import type {Engine} from '../engine/client.js';
import type {Container} from '../model/container.js';
import type {Usage} from '../model/usage.js';
import {startSampler} from '../usage/sampler.js';

/** An engine that answers stats slowly needs two seconds for two samples; more is not waited for. */
const patienceMs = 4500;

/** CPU is the slowest figure: two samples are needed for it. */
const hasCpu = ({cpuPercent}: Usage): boolean => cpuPercent !== null;

/** Figures of all running and paused containers, as soon as each of them has what is `wanted`: all of them unless told otherwise. */
export const usageNow = (
  engine: Engine,
  containers: readonly Container[],
  outer: AbortSignal,
  wanted: (usage: Usage) => boolean = hasCpu,
): Promise<ReadonlyMap<string, Usage>> =>
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
        const isComplete = running.every(({id}) => {
          const figures = usage.get(id);
          return figures !== undefined && wanted(figures);
        });
        if (isComplete) finish();
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
