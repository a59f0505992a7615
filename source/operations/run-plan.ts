import type {Engine} from '../engine/client.js';
import {listContainers} from '../engine/containers.js';
import {EngineError} from '../engine/errors.js';
import type {Plan, PlanStep} from '../model/plan.js';
import {advance, beginning, isReady, lostNeed, type PlanEvent, stepsAt} from '../model/plan-progress.js';
import {runStep, type StepFacts} from './plan-step.js';

/** More at once would have an engine busy with starts alone. */
const sideBySide = 8;

export interface RunOptions {
  readonly factsOf: (key: string) => StepFacts;
  /** Ends everything at once; what the engine is at it finishes by itself. The generator throws its reason. */
  readonly signal: AbortSignal;
  /**
   * Stops between steps: nothing new begins. What the engine is at is waited for, as it takes seconds, and not until it is well, which may
   * take minutes.
   */
  readonly stop: AbortSignal;
}

/** The containers of the plan's services, as commands name them; null when the engine does not say. */
const presentIn = async (engine: Engine, plan: Plan, signal: AbortSignal): Promise<ReadonlySet<string> | null> => {
  const services = new Set(plan.steps.map(({stack, service}) => `${stack}/${service}`));
  try {
    const containers = await listContainers(engine, signal);
    const ours = containers.filter(({project, service, oneOff}) => !oneOff && services.has(`${project}/${service}`));
    return new Set(ours.map(({project, service, number}) => `${project}/${service}/${number ?? 1}`));
  } catch (error) {
    if (signal.aborted || error instanceof EngineError) return null; // an engine that fails says so where it matters
    throw error;
  }
};

/**
 * Carries out a plan: each step as soon as what it waits for has come, independent ones side by side (eight at most). At the first failure
 * nothing new begins; what is under way is finished and told. Ends with `ended`. Containers that a person did not choose are never touched.
 */
export async function* runPlan(
  engine: Engine,
  plan: Plan,
  {factsOf, signal, stop}: RunOptions,
): AsyncGenerator<PlanEvent, void, void> {
  const ending = new AbortController();
  const all = AbortSignal.any([signal, ending.signal]);
  let progress = beginning(Date.now());
  let told: PlanEvent[] = [];
  let wake = (): void => {};
  const tell = (event: PlanEvent): void => {
    progress = advance(progress, event, Date.now());
    told.push(event);
    wake();
  };

  const working = new Set<Promise<void>>();
  const broken: unknown[] = [];
  const before = presentIn(engine, plan, all).catch((error: unknown) => {
    broken.push(error);
    return null;
  });
  const options = {engine, action: plan.action, factsOf, signal: all, stop, tell};
  const begin = (step: PlanStep): void => {
    tell({kind: 'begun', key: step.key});
    const lost = lostNeed(step, progress);
    if (lost !== null) {
      const reason = `it needs ${lost}, which is gone meanwhile; nothing was done to ${step.label}`;
      tell({kind: 'failed', key: step.key, phase: 'not begun', reason, lines: []});
      return;
    }
    const work = runStep(options, step)
      .catch((error: unknown) => {
        broken.push(error);
      })
      .finally(() => {
        working.delete(work);
        wake();
      });
    working.add(work);
  };
  const beginReady = (): void => {
    for (const step of plan.steps) {
      if (progress.halted === null && stop.aborted) tell({kind: 'halted', why: 'asked'});
      if (progress.halted === null && stepsAt(plan, progress, 'failed').length > 0) tell({kind: 'halted', why: 'failed'});
      if (progress.halted !== null || working.size >= sideBySide) return;
      if (isReady(step, progress)) begin(step);
    }
  };

  const stopped = (): void => wake();
  stop.addEventListener('abort', stopped);
  all.addEventListener('abort', stopped);
  try {
    for (;;) {
      if (broken.length === 0 && !all.aborted) beginReady();
      const events = told;
      told = [];
      yield* events;
      if (told.length > 0) continue;
      if (broken.length > 0 || all.aborted || working.size === 0) break;
      await new Promise<void>(resolve => {
        wake = resolve;
        if (told.length > 0 || working.size === 0) resolve();
      });
    }
    if (broken.length > 0) throw broken[0];
    all.throwIfAborted();
    const waiting = stepsAt(plan, progress, 'waiting').length;
    if (waiting > 0 && progress.halted === null) throw new Error(`${waiting} steps of a plan never had their turn`);
    const [known, present] = [await before, await presentIn(engine, plan, all)];
    // Somebody scaled up meanwhile: what came is none of ours, and is named.
    yield {kind: 'ended', came: known && present ? [...present].filter(target => !known.has(target)) : []};
  } finally {
    stop.removeEventListener('abort', stopped);
    all.removeEventListener('abort', stopped);
    ending.abort();
    await Promise.allSettled([...working, before]);
  }
}
