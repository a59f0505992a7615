import type {Plan, PlanStep} from '../model/plan.js';
import {type PlanEvent, type PlanProgress, type StepProgress, stepIn, stepsAt} from '../model/plan-progress.js';
import {participles, summaryWords} from '../model/plan-words.js';
import {factsIn, type StepFacts} from '../operations/plan-step.js';
import {runPlan} from '../operations/run-plan.js';
import {type Activity, type Outcome, waiting} from '../state/activity.js';
import {composeOn} from '../state/compose.js';
import {isPlanOpen, type PlanActions, planBegun, planForgotten, planRunIn, planScreen, planTold} from '../state/plan.js';
import type {State} from '../state/state.js';
import {notify, push, withView} from '../state/view-updates.js';
import {plainText} from '../terminal/sanitise.js';
import {childOf, type Desk} from './desk.js';

const outcomes: Readonly<Record<Exclude<StepProgress['kind'], 'waiting' | 'gone'>, Activity['outcome']>> = {
  working: 'running',
  done: 'done',
  unwatched: 'done',
  failed: 'failed',
};

/** What the row of a step's container shows; null when it shows nothing of it. */
const activityOf = ({action}: Plan, step: StepProgress, queue: Activity): Activity | null => {
  if (step.kind === 'waiting') return queue;
  if (step.kind === 'gone') return null;
  return {
    action,
    phase: step.kind === 'unwatched' ? participles[action] : step.phase,
    startedAt: step.since,
    endedAt: step.kind === 'working' ? null : step.until,
    outcome: outcomes[step.kind],
  };
};

const withStep = (state: State, id: number, event: PlanEvent, queue: Activity): State => {
  const next = planTold(state, id, event, Date.now());
  const run = planRunIn(next, id);
  if (!run || event.kind === 'ended' || event.kind === 'halted' || event.kind === 'note') return next;
  const activities = new Map(state.activities);
  const activity = activityOf(run.plan, stepIn(run.progress, event.key), queue);
  if (activity) activities.set(event.key, activity);
  else activities.delete(event.key);
  return {...next, activities};
};

/** Those whose turn never came are free again; what was cut off in the middle must not say for ever that something is being done. */
const settled = (state: State, steps: readonly PlanStep[], queue: Activity): State => {
  const activities = new Map(state.activities);
  for (const {key} of steps) {
    const activity = activities.get(key);
    if (activity === queue) activities.delete(key);
    else if (activity?.outcome === 'running')
      activities.set(key, {...activity, phase: 'failed', outcome: 'failed', endedAt: Date.now()});
  }
  return {...state, activities};
};

const untagged = (state: State, done: readonly PlanStep[]): State => {
  const keys = new Set(done.map(({key}) => key));
  return withView(state, {tagged: new Set([...state.view.tagged].filter(key => !keys.has(key)))});
};

const titleOf = ({stack, label}: PlanStep): string => plainText(`${stack}/${label}`);

/** What is said when a plan ends and its frame is not there to say it. */
const outcomeOf = (plan: Plan, progress: PlanProgress): Outcome | null => {
  const [failed] = stepsAt(plan, progress, 'failed');
  const how = failed && stepIn(progress, failed.key);
  if (!failed || how?.kind !== 'failed') return null;
  return {
    key: failed.key,
    title: `${titleOf(failed)}: ${how.phase}`,
    reason: `${how.reason}; ${summaryWords(plan, progress, Date.now())}`,
    lines: how.lines,
  };
};

/** Whether it is to be stopped is no question any more. */
const unasked = (state: State, id: number): State => {
  const {prompt} = state.view;
  const asked = prompt?.kind === 'confirm' && prompt.goal.kind === 'plan' && prompt.goal.goal.kind === 'stop';
  return asked && prompt.goal.goal.id === id ? withView(state, {prompt: null}) : state;
};

const told = (latest: State, id: number): State => {
  const state = unasked(latest, id);
  const run = planRunIn(state, id);
  if (!run || isPlanOpen(state, id)) return state;
  const {plan, progress} = run;
  const outcome = outcomeOf(plan, progress);
  const next = planForgotten(state, id);
  if (outcome) return withView(next, {outcome});
  const all = stepsAt(plan, progress, 'done').length === plan.steps.length;
  return notify(next, summaryWords(plan, progress, Date.now()), all ? 'info' : 'warn', 8000);
};

/** Plans that are carried out, several at once where they do not touch the same containers. */
export const createPlanActions = (desk: Pick<Desk, 'engine' | 'store' | 'signal' | 'start'>): PlanActions => {
  const {engine, store} = desk;
  const stops = new Map<number, AbortController>();
  let latest = 0;

  const carryOut = async (plan: Plan): Promise<void> => {
    const busy = plan.steps.find(({key}) => store.get().activities.get(key)?.outcome === 'running');
    const composing = composeOn(store.get(), new Set(plan.steps.map(({key}) => key)));
    if (busy || composing !== null) {
      const text = busy ? `${titleOf(busy)} is being worked on already` : (composing ?? '');
      store.update(state => notify(state, plainText(text), 'warn'));
      return;
    }
    latest += 1;
    const id = latest;
    const stop = childOf(desk.signal);
    const factsOf = (key: string): StepFacts => factsIn(store.get().services)(key);
    stops.set(id, stop);
    const queue = waiting(plan.action, Date.now());
    store.update(state => {
      const next = planBegun(withView(state, {outcome: null}), id, plan, Date.now());
      const queued = plan.steps.map(({key}) => [key, queue] as const);
      return push({...next, activities: new Map([...state.activities, ...queued])}, planScreen(id));
    });
    try {
      for await (const event of runPlan(engine, plan, {factsOf, signal: desk.signal, stop: stop.signal}))
        store.update(state => withStep(state, id, event, queue));
    } catch (error) {
      store.update(state => planForgotten(state, id));
      throw error;
    } finally {
      stops.delete(id);
      stop.abort();
      store.update(state => {
        const run = planRunIn(state, id);
        const next = settled(state, plan.steps, queue);
        return run ? told(untagged(next, stepsAt(plan, run.progress, 'done')), id) : next;
      });
    }
  };

  return {
    run: plan => desk.start(carryOut(plan)),
    stop: id => stops.get(id)?.abort(),
  };
};
