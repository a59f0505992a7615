import {setTimeout as delay} from 'node:timers/promises';
import type {Engine} from '../engine/client.js';
import {inspectContainer} from '../engine/containers.js';
import {restartContainer as restart} from '../engine/lifecycle.js';
import type {Step, Steps} from './step.js';

const pollMs = 200;

/** The engine's restart is one call that says nothing until it is over: what it is at shows in the container's state. */
async function* phasesOfRestart(
  engine: Engine,
  id: string,
  before: number | null,
  over: () => boolean,
  signal: AbortSignal,
): AsyncGenerator<Step> {
  yield {kind: 'phase', id, phase: 'stopping'};
  let said = 'stopping';
  while (!over()) {
    await delay(pollMs, undefined, {signal});
    if (over()) return;
    const container = await inspectContainer(engine, id, signal).catch(() => null); // the restart's own answer tells what is wrong
    const stopped = container !== null && (container.state === 'exited' || container.inspection?.startedAt !== before);
    if (stopped && said !== 'starting') {
      said = 'starting';
      yield {kind: 'phase', id, phase: said};
    }
  }
}

/** Restarts one container; a stopped one is started. Ends when the engine has started it: whether it becomes well is another question. Throws EngineError. */
export async function* restartStepwise(engine: Engine, id: string, signal: AbortSignal): Steps {
  const before = await inspectContainer(engine, id, signal);
  let over = false;
  const restarted = restart(engine, id, {}, signal).then(
    () => null,
    (error: unknown) => error,
  );
  void restarted.then(() => {
    over = true;
  });
  yield* phasesOfRestart(engine, id, before.inspection?.startedAt ?? null, () => over, signal);
  const error = await restarted;
  if (error !== null) throw error;
}
