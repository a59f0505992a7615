import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {
  killContainer,
  pauseContainer,
  removeContainer,
  startContainer,
  stopContainer,
  unpauseContainer,
} from '../engine/lifecycle.js';
import type {ProfileProbe} from '../model/profile.js';
import {restartStepwise} from './restart-container.js';
import type {Step, Steps} from './step.js';
import {watchUntilWell} from './watch-until-well.js';

/** What can be done to a container. */
export type Change =
  | {readonly action: 'restart' | 'stop' | 'start' | 'pause' | 'unpause'}
  | {readonly action: 'signal'; readonly signal: string}
  | {readonly action: 'remove'; readonly volumes: boolean};

/** What it is done to. */
export interface Changed {
  readonly id: string;
  /** Where it answers over HTTP, where it has no check of its own; null: nowhere that is known. */
  readonly probe: ProfileProbe | null;
  /** Its start is known to take so long, ms. */
  readonly slowMs?: number;
}

async function* steps(engine: Engine, {id, probe, slowMs = 0}: Changed, change: Change, signal: AbortSignal): Steps {
  const phase = (text: string): Step => ({kind: 'phase', id, phase: text});
  const done = (text: string): Step => ({kind: 'done', id, phase: text});
  switch (change.action) {
    case 'restart':
      yield* restartStepwise(engine, id, signal);
      yield* watchUntilWell(engine, id, {phase: 'restarted', probe, slowMs}, signal);
      return;
    case 'start':
      yield phase('starting');
      await startContainer(engine, id, signal);
      yield* watchUntilWell(engine, id, {phase: 'started', probe, slowMs}, signal);
      return;
    case 'stop':
      yield phase('stopping');
      await stopContainer(engine, id, {}, signal);
      yield done('stopped');
      return;
    case 'pause':
      await pauseContainer(engine, id, signal);
      yield done('paused');
      return;
    case 'unpause':
      await unpauseContainer(engine, id, signal);
      yield done('unpaused');
      return;
    case 'signal':
      await killContainer(engine, id, change.signal, signal);
      yield done(`${change.signal} sent`);
      return;
    case 'remove':
      yield phase('removing');
      await removeContainer(engine, id, {force: true, volumes: change.volumes}, signal);
      yield done('removed');
  }
}

/** What the engine refused, as the last step. */
export const refused = (id: string, action: string, error: EngineError): Extract<Step, {kind: 'failed'}> => ({
  kind: 'failed',
  id,
  phase: `${action} failed`,
  reason: error.hint === '' ? error.message : `${error.message}: ${error.hint}`,
  lines: [],
});

/** Does it, step by step. What the engine refuses becomes the `failed` step. */
export async function* changeContainer(engine: Engine, changed: Changed, change: Change, signal: AbortSignal): Steps {
  const {id} = changed;
  try {
    yield* steps(engine, changed, change, signal);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    yield refused(id, change.action, error);
  }
}
