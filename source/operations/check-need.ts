import {setTimeout as delay} from 'node:timers/promises';
import type {Engine} from '../engine/client.js';
import {inspectContainer} from '../engine/containers.js';
import {EngineError} from '../engine/errors.js';
import type {Container, DependencyCondition} from '../model/container.js';
import {exitCodeInWords} from '../model/exit-code.js';
import type {Check} from '../model/plan.js';
import type {ProfileProbe} from '../model/profile.js';
import {askHealth} from './http-health.js';

const pollMs = 500;
/** One that runs may become well yet. */
const patienceMs = 30_000;
/** One that does not is given the time in which somebody who starts it does. */
const downPatienceMs = 3000;

/** How a container stands to what is needed of it: null when it is met, else what it is instead. */
const unmet = async (
  engine: Engine,
  container: Container,
  condition: DependencyCondition,
  probe: ProfileProbe | null,
  signal: AbortSignal,
): Promise<string | null> => {
  const {state, health, inspection} = container;
  if (state === 'exited' && inspection?.exitCode === 0 && condition !== 'service_healthy') return null;
  if (state === 'exited')
    return `ended with ${inspection?.exitCode == null ? 'an unknown code' : exitCodeInWords(inspection.exitCode, inspection.oomKilled)}`;
  if (state !== 'running') return `is ${state}`;
  if (condition === 'service_completed_successfully') return 'still runs';
  if (condition === 'service_started' || health === 'healthy') return null;
  if (health !== 'none') return `is ${health}`;
  // Somebody's label asks for the health of a container that has no check: where nobody can be asked, that it runs is all there is.
  const answer = probe ? await askHealth(engine, container, probe, signal) : undefined;
  if (answer === undefined || (answer !== null && answer.status < 400)) return null;
  return answer === null ? 'does not answer' : `answers ${answer.status}`;
};

/**
 * Waits for a dependency to which nothing is done, as long as it may still come: 30 s while it runs, 3 s while it does not. One replica that
 * is well is enough. Gives null, or in words what it is instead: `is unhealthy`, `ended with 1`. Throws EngineError, and the signal's reason.
 */
export const checkNeed = async (
  engine: Engine,
  {condition, containers}: Check,
  probeOf: (key: string) => ProfileProbe | null,
  signal: AbortSignal,
): Promise<string | null> => {
  const began = performance.now();
  for (;;) {
    let instead = 'is gone';
    let runs = false;
    for (const {key, id} of containers) {
      try {
        const container = await inspectContainer(engine, id, signal);
        const found = await unmet(engine, container, condition, probeOf(key), signal);
        if (found === null) return null;
        instead = found;
        runs ||= container.state === 'running' || container.state === 'restarting';
      } catch (error) {
        if (!(error instanceof EngineError) || error.code !== 'not-found') throw error;
      }
    }
    if (performance.now() - began > (runs ? patienceMs : downPatienceMs)) return instead;
    await delay(pollMs, undefined, {signal});
  }
};
