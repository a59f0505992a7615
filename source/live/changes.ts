import type {Engine} from '../engine/client.js';
import {type Change, changeContainer} from '../operations/change-container.js';
import {factsIn} from '../operations/plan-step.js';
import type {Step} from '../operations/step.js';
import {type ActionRequest, type Activity, type Outcome, type Target, waiting} from '../state/activity.js';
import {composeOn} from '../state/compose.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {notify, withView} from '../state/view-updates.js';

type FailedStep = Extract<Step, {kind: 'failed'}>;

const changeOf = (request: ActionRequest): Change => {
  if (request.action === 'signal') return {action: 'signal', signal: request.signal ?? 'SIGTERM'};
  if (request.action === 'remove') return {action: 'remove', volumes: request.volumes ?? false};
  return {action: request.action};
};

const withActivity = (state: State, key: string, activity: Activity): State => ({
  ...state,
  activities: new Map(state.activities).set(key, activity),
});

/** All of them are spoken for from the start: nothing else is to be done to a later one meanwhile. */
const queued = (state: State, targets: readonly Target[], activity: Activity): State => ({
  ...state,
  activities: new Map([...state.activities, ...targets.map(({key}) => [key, activity] as const)]),
});

/** Those whose turn never came are free again. */
const dequeued = (state: State, queue: Activity): State => {
  const left = [...state.activities].filter(([, activity]) => activity !== queue);
  return left.length === state.activities.size ? state : {...state, activities: new Map(left)};
};

const outcomeOf = (target: Target, step: FailedStep, left: number): Outcome => ({
  key: target.key,
  title: `${target.label}: ${step.phase}`,
  reason:
    left > 0
      ? `${step.reason}; ${left} more ${left === 1 ? 'was' : 'were'} left as ${left === 1 ? 'it was' : 'they were'}`
      : step.reason,
  lines: step.lines,
});

/** Does one after another what was asked for, and shows in each row how it goes. Stops at the first that fails and says why. */
export const runRequest = async (
  engine: Engine,
  store: Store<State>,
  request: ActionRequest,
  signal: AbortSignal,
): Promise<void> => {
  const targets = request.action === 'stop' || request.action === 'remove' ? [...request.targets].reverse() : request.targets;
  const change = changeOf(request);
  const busy = targets.find(target => store.get().activities.get(target.key)?.outcome === 'running');
  const composing = composeOn(store.get(), new Set(targets.map(({key}) => key)));
  if (busy || composing !== null) {
    store.update(state => notify(state, busy ? `${busy.label} is being worked on already` : (composing ?? ''), 'warn'));
    return;
  }
  const queue = waiting(change.action, Date.now());
  store.update(state => queued(withView(state, {outcome: null}), targets.length > 1 ? targets : [], queue));
  try {
    for (const [index, target] of targets.entries()) {
      const failed = await runOn(engine, store, target, change, signal);
      if (!failed) continue;
      store.update(state => withView(state, {outcome: outcomeOf(target, failed, targets.length - index - 1)}));
      return;
    }
  } finally {
    store.update(state => dequeued(state, queue));
  }
  if (targets.length > 1) store.update(state => notify(state, `${request.action}: all ${targets.length} done`));
  const done = new Set(targets.map(({key}) => key));
  store.update(state => withView(state, {tagged: new Set([...state.view.tagged].filter(key => !done.has(key)))}));
};

/** Does it to one container, and shows in its row how it goes. Resolves to the step that failed, null when all went well. */
const runOn = async (
  engine: Engine,
  store: Store<State>,
  target: Target,
  change: Change,
  signal: AbortSignal,
): Promise<FailedStep | null> => {
  const startedAt = Date.now();
  const facts = factsIn(store.get().services)(target.key);
  const show = (phase: string, outcome: Activity['outcome']): void =>
    store.update(state =>
      withActivity(state, target.key, {
        action: change.action,
        phase,
        startedAt,
        endedAt: outcome === 'running' ? null : Date.now(),
        outcome,
      }),
    );
  try {
    for await (const step of changeContainer(engine, {id: target.id, ...facts}, change, signal)) {
      show(step.phase, step.kind === 'phase' ? 'running' : step.kind);
      if (step.kind === 'failed') return step;
    }
    return null;
  } catch (error) {
    show('failed', 'failed'); // the row must not say for ever that something is being done
    throw error;
  }
};
