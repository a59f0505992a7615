import {type Plan, type PlanAction, type PlanPart, planOf} from '../../model/plan.js';
import {orderWords, verbs} from '../../model/plan-words.js';
import type {Stack} from '../../model/stack.js';
import type {ActionRequest} from '../../state/activity.js';
import {planOn, planScreen} from '../../state/plan.js';
import {taggedIn} from '../../state/selectors.js';
import type {Question} from '../../state/view.js';
import {ask, notify, push} from '../../state/view-updates.js';
import type {KeyContext} from './binding.js';
import {membersHit, objectOf, questionOf, targetOf} from './targets.js';

/** What a key hits, by stack. A stack is meant as a whole when it was chosen by its row, or tagged whole. */
const partsHit = (context: KeyContext): PlanPart[] => {
  const hits = membersHit(context);
  const byRow = context.row?.kind === 'stack' && taggedIn(context.state).length === 0;
  const isWhole = (stack: Stack, chosen: number): boolean =>
    byRow || (stack.members.length > 1 && chosen === stack.members.length);
  return [...new Set(hits.map(({stack}) => stack))].map(stack => {
    const members = hits.filter(hit => hit.stack === stack).map(({member}) => member);
    return {stack, members, whole: isWhole(stack, members.length)};
  });
};

const requestOf = ({action, steps}: Plan, context: KeyContext): ActionRequest => {
  const keys = new Set(steps.map(({key}) => key));
  const targets = membersHit(context)
    .filter(({member}) => keys.has(member.key))
    .map(({stack, member}) => targetOf(stack, member));
  return {action, targets};
};

/** Opens the frame of the plan that is being carried out on one of them, or says that something else is. Whether there is anything. */
const isBusy = (context: KeyContext, {steps}: Plan): boolean => {
  const {state, update} = context;
  const busy = steps.find(({key}) => state.activities.get(key)?.outcome === 'running');
  if (!busy) return false;
  const run = planOn(state, busy.key);
  const [target] = requestOf({action: 'restart', steps: [busy], warnings: [], whole: null}, context).targets;
  update(latest =>
    run ? push(latest, planScreen(run.id)) : notify(latest, `${target?.label ?? busy.label} is being worked on already`, 'warn'),
  );
  return true;
};

/** Of several containers the plan is asked about, of one the footer alone asks. */
const questionAbout = (plan: Plan, context: KeyContext): Question => {
  const request = requestOf(plan, context);
  if (plan.steps.length === 1) return {goal: {kind: 'change', request}, question: questionOf(request, context)};
  const question = `${verbs[plan.action]} ${objectOf(request, context.state, context)}, ${orderWords(plan)}?`;
  return {goal: {kind: 'plan', goal: {kind: 'run', plan}}, question};
};

/**
 * Asks whether to restart, stop or start what the key hits. Of several the plan is shown over the list; one container is asked about in the
 * footer. Where a plan is under way already, it is shown instead.
 */
export const inOrder = (context: KeyContext, action: PlanAction): void => {
  const plan = planOf(action, partsHit(context));
  const {update} = context;
  if (plan.steps.length === 0) {
    update(state => notify(state, 'nothing to do here', 'warn'));
    return;
  }
  if (isBusy(context, plan)) return;
  update(state => ask(state, {kind: 'confirm', ...questionAbout(plan, context)}));
};

/** What the stop key asks where nothing runs, or all does; where some run and others do not, for the other of both when it is pressed again. */
export const stopOrStart = (context: KeyContext): void => {
  const parts = partsHit(context);
  const [stop, start] = [planOf('stop', parts), planOf('start', parts)];
  if (stop.steps.length === 0 || start.steps.length === 0) {
    inOrder(context, stop.steps.length === 0 ? 'start' : 'stop');
    return;
  }
  if (isBusy(context, stop) || isBusy(context, start)) return;
  const other = questionAbout(start, context);
  const instead = {key: 'S', word: `start ${start.steps.length}`, back: `stop ${stop.steps.length}`, other};
  context.update(state => ask(state, {kind: 'confirm', ...questionAbout(stop, context), instead}));
};

/** Whether all that a stop of these would stop is out of its reach: then what is stopped is started. */
export const stopsNothing = (context: KeyContext): boolean => planOf('stop', partsHit(context)).steps.length === 0;
