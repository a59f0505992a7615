import type {Plan} from '../model/plan.js';
import {advance, beginning, type PlanEvent, type PlanProgress, stepsAt} from '../model/plan-progress.js';
import type {State} from './state.js';
import type {Screen} from './view.js';

/** A plan that is carried out, or was and whose frame is still open. */
export interface PlanRun {
  readonly id: number;
  readonly plan: Plan;
  readonly progress: PlanProgress;
}

/** What is done about plans, by live. */
export interface PlanActions {
  /** Carries it out; its frame is opened, and the rows show how it goes. */
  run(plan: Plan): void;
  /** Nothing new of it begins. */
  stop(id: number): void;
}

/** What is asked about plans. */
export type PlanGoal = {readonly kind: 'run'; readonly plan: Plan} | {readonly kind: 'stop'; readonly id: number};

type PlanScreen = Extract<Screen, {kind: 'plan'}>;

export const planScreen = (id: number): PlanScreen => ({kind: 'plan', id, top: null});

export const planRunIn = (state: State, id: number): PlanRun | null => state.plans.find(run => run.id === id) ?? null;

/** The run whose frame is on top; null when there is none. */
export const shownPlanIn = (state: State): PlanRun | null => {
  const top = state.view.screens.at(-1);
  return top?.kind === 'plan' ? planRunIn(state, top.id) : null;
};

/** Whether its frame is open, be it under another screen. */
export const isPlanOpen = ({view}: State, id: number): boolean =>
  view.screens.some(screen => screen.kind === 'plan' && screen.id === id);

/** The state with what lies under a plan's frame on top: the frame covers only a part of it. */
export const underPlan = (state: State): State =>
  state.view.screens.at(-1)?.kind === 'plan' && state.view.screens.length > 1
    ? {...state, view: {...state.view, screens: state.view.screens.slice(0, -1)}}
    : state;

export const planBegun = (state: State, id: number, plan: Plan, now: number): State => ({
  ...state,
  plans: [...state.plans, {id, plan, progress: beginning(now)}],
});

export const planTold = (state: State, id: number, event: PlanEvent, now: number): State => ({
  ...state,
  plans: state.plans.map(run => (run.id === id ? {...run, progress: advance(run.progress, event, now)} : run)),
});

/** Without a plan, and without its frame. */
export const planForgotten = (state: State, id: number): State => ({
  ...state,
  plans: state.plans.filter(run => run.id !== id),
  view: {...state.view, screens: state.view.screens.filter(screen => screen.kind !== 'plan' || screen.id !== id)},
});

/** Closes the frame on top: a plan that is through is forgotten, another one goes on, and its rows say how. */
export const planClosed = (state: State): State => {
  const top = state.view.screens.at(-1);
  if (top?.kind !== 'plan') return state;
  const run = planRunIn(state, top.id);
  if (!run || run.progress.endedAt !== null) return planForgotten(state, top.id);
  return {...state, view: {...state.view, screens: state.view.screens.slice(0, -1)}};
};

/** The plan that is being carried out on a container; null when none is. */
export const planOn = (state: State, key: string): PlanRun | null =>
  state.plans.find(
    ({plan, progress}) =>
      progress.endedAt === null &&
      plan.steps.some(step => step.key === key) &&
      stepsAt(plan, progress, 'waiting', 'working').some(step => step.key === key),
  ) ?? null;
