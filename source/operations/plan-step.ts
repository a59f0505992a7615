import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {startContainer, stopContainer} from '../engine/lifecycle.js';
import type {Container} from '../model/container.js';
import type {PlanAction, PlanStep} from '../model/plan.js';
import type {PlanEvent} from '../model/plan-progress.js';
import type {ProfileProbe} from '../model/profile.js';
import type {KnownServices} from '../model/service.js';
import {refused} from './change-container.js';
import {checkNeed} from './check-need.js';
import {findAgain} from './find-again.js';
import {restartStepwise} from './restart-container.js';
import type {Step} from './step.js';
import {gonePhase, watchUntilWell} from './watch-until-well.js';

/** What is known of a container beyond what the engine says. */
export interface StepFacts {
  /** Where it answers over HTTP; null: nowhere that is known. */
  readonly probe: ProfileProbe | null;
  /** Its start is known to take so long, ms; 0 when nothing is known. */
  readonly slowMs: number;
}

/** What is known of the containers, by key. */
export const factsIn =
  ({byKey}: KnownServices) =>
  (key: string): StepFacts => {
    const profile = byKey.get(key)?.profile ?? null;
    return {probe: profile?.probe ?? null, slowMs: (profile?.slowStart ?? 0) * 1000};
  };

export interface StepOptions {
  readonly engine: Engine;
  readonly action: PlanAction;
  readonly factsOf: (key: string) => StepFacts;
  /** Ends everything, at once. */
  readonly signal: AbortSignal;
  /** Nobody waits any more until it is well; what the engine is at is waited for. */
  readonly stop: AbortSignal;
  readonly tell: (event: PlanEvent) => void;
}

const done: Readonly<Record<PlanAction, string>> = {restart: 'restarted', stop: 'stopped', start: 'started'};
/** A container that is replaced again and again is somebody else's. */
const mostReplacements = 5;

/** Does to the container what the plan is for; the engine has done it when this is over. */
async function* act({engine, action, signal}: StepOptions, id: string): AsyncGenerator<Step, void, void> {
  if (action === 'restart') yield* restartStepwise(engine, id, signal);
  else if (action === 'stop') {
    yield {kind: 'phase', id, phase: 'stopping'};
    await stopContainer(engine, id, {}, signal);
  } else {
    yield {kind: 'phase', id, phase: 'starting'};
    await startContainer(engine, id, signal);
  }
}

type Ending = Extract<PlanEvent, {kind: 'done' | 'failed' | 'gone' | 'unwatched'}>;

/** The container of that id: done and watched. Gives the end of the step; `missing` when there is no such container, and whether it was done before. */
const onContainer = async (
  options: StepOptions,
  {key, until}: PlanStep,
  id: string,
  already: boolean,
): Promise<Ending | {readonly kind: 'missing'; readonly acted: boolean}> => {
  const {engine, action, factsOf, signal, stop, tell} = options;
  let acted = already;
  try {
    if (!acted)
      for await (const step of act(options, id)) if (step.kind === 'phase') tell({kind: 'phase', key, phase: step.phase});
    acted = true;
    if (action === 'stop') return {kind: 'done', key, phase: done.stop};
    const watching = {...factsOf(key), phase: done[action], until: until === 'completed' ? until : 'well'} as const;
    for await (const step of watchUntilWell(engine, id, watching, AbortSignal.any([signal, stop]))) {
      if (step.kind === 'phase') tell({kind: 'phase', key, phase: step.phase, ...(step.runs ? {runs: true} : {})});
      else if (step.kind === 'done') return {kind: 'done', key, phase: step.phase};
      else if (step.phase === gonePhase) return {kind: 'missing', acted};
      else return {kind: 'failed', key, phase: step.phase, reason: step.reason, lines: step.lines};
    }
  } catch (error) {
    if (acted && stop.aborted && !signal.aborted) return {kind: 'unwatched', key};
    if (!(error instanceof EngineError)) throw error;
    if (error.code === 'not-found') return {kind: 'missing', acted};
    const {phase, reason, lines} = refused(id, action, error);
    return {kind: 'failed', key, phase, reason, lines};
  }
  throw new Error(`the watch over ${key} ended without a word`);
};

const conditions = {
  service_started: 'started',
  service_healthy: 'healthy',
  service_completed_successfully: 'completed',
} as const;

/** What it needs and nothing is done to; gives the end of the step when that is not as it has to be, null when it is. */
const needsMet = async ({engine, factsOf, signal, stop, tell}: StepOptions, step: PlanStep): Promise<PlanEvent | null> => {
  const {key, checks} = step;
  try {
    for (const check of checks) {
      tell({kind: 'phase', key, phase: `checking ${check.service}`});
      const probeOf = (other: string): ProfileProbe | null => factsOf(other).probe;
      const instead = await checkNeed(engine, check, probeOf, AbortSignal.any([signal, stop]));
      if (instead === null) continue;
      const reason = `it needs ${check.service} ${conditions[check.condition]}, and that ${instead}; nothing was done to ${step.label}`;
      return {kind: 'failed', key, phase: 'not begun', reason, lines: []};
    }
    return null;
  } catch (error) {
    if (stop.aborted && !signal.aborted) return {kind: 'withdrawn', key};
    if (!(error instanceof EngineError)) throw error;
    return {kind: 'failed', key, phase: 'not begun', reason: error.message, lines: []};
  }
};

/**
 * One step of a plan, told as it goes; the last event is how it ended. A container that somebody recreates meanwhile is found again by its
 * key. Throws only the signal's reason, and what is a fault of ours.
 */
export const runStep = async (options: StepOptions, step: PlanStep): Promise<void> => {
  const {engine, action, signal, tell} = options;
  const {key} = step;
  const unmet = await needsMet(options, step);
  if (unmet) {
    tell(unmet);
    return;
  }
  let {id} = step;
  let acted = false;
  for (let replaced = 0; ; replaced += 1) {
    const end = await onContainer(options, step, id, acted);
    if (end.kind !== 'missing') {
      tell(end);
      return;
    }
    tell({kind: 'phase', key, phase: 'looking for it'});
    let found: Container | null;
    try {
      found = replaced < mostReplacements ? await findAgain(engine, key, id, signal) : null;
    } catch (error) {
      if (signal.aborted || !(error instanceof EngineError)) throw error;
      const {phase, reason, lines} = refused(id, action, error);
      tell({kind: 'failed', key, phase, reason: `its container is gone, and ${reason}`, lines});
      return;
    }
    if (!found) {
      tell({kind: 'gone', key});
      return;
    }
    ({id} = found);
    ({acted} = end);
    const what = acted ? 'watched' : done[action];
    tell({kind: 'note', key, text: `was recreated meanwhile: its new container is ${what}`});
  }
};
