import {stepIn, stepsAt} from '../../model/plan-progress.js';
import {type PlanRun, planClosed, shownPlanIn} from '../../state/plan.js';
import {ask, notify, pushLogs, replaceTop, withView} from '../../state/view-updates.js';
import {plainText} from '../../terminal/sanitise.js';
import {createTheme} from '../../terminal/theme.js';
import {createLook} from '../format/look.js';
import {planScroll} from '../format/plan-frame.js';
import type {Binding, KeyContext} from './binding.js';

const screens = ['plan'] as const;
const group = 'Plan' as const;

/** Where lines are does not depend on their colours. */
const measure = createLook(createTheme('none', 'dark', false));

/** Scrolls the plan on screen, be it asked about or carried out. */
export const scrollPlan = (
  {state, update}: KeyContext,
  to: (at: {top: number; height: number; total: number}) => number,
): void => {
  const at = planScroll(state, measure);
  const top = Math.max(0, Math.min(at.total - at.height, to(at)));
  const {prompt} = state.view;
  const screen = state.view.screens.at(-1);
  if (prompt?.kind === 'confirm') update(latest => ask(latest, {...prompt, top}));
  else if (screen?.kind === 'plan') update(latest => replaceTop(latest, {...screen, top}));
};

/** What each key of scrolling does to where one is. */
export const planMoves: Readonly<Record<string, (at: {top: number; height: number; total: number}) => number>> = {
  up: ({top}) => top - 1,
  k: ({top}) => top - 1,
  down: ({top}) => top + 1,
  j: ({top}) => top + 1,
  pgup: ({top, height}) => top - height,
  'ctrl-b': ({top, height}) => top - height,
  pgdn: ({top, height}) => top + height,
  'ctrl-f': ({top, height}) => top + height,
  g: () => 0,
  home: () => 0,
  G: ({total}) => total,
  end: ({total}) => total,
};

const isOver = (run: PlanRun | null): boolean => run === null || run.progress.endedAt !== null;

/** Asks whether to stop between steps; where nothing is left to be stopped, closes. */
const stopOrClose = (context: KeyContext): void => {
  const {state, update} = context;
  const run = shownPlanIn(state);
  if (state.view.outcome) {
    update(latest => withView(latest, {outcome: null}));
    return;
  }
  if (!run || isOver(run)) {
    update(planClosed);
    return;
  }
  const {plan, progress, id} = run;
  const [working, waiting] = [stepsAt(plan, progress, 'working'), stepsAt(plan, progress, 'waiting')];
  if (progress.halted === 'asked') {
    update(latest => notify(latest, 'it stops already: Tab puts this away', 'info'));
    return;
  }
  const [first] = working;
  const after = first ? ` after ${plainText(first.label)}${working.length > 1 ? ` and ${working.length - 1} more` : ''}` : '';
  const rest =
    waiting.length === 0
      ? 'it is not watched until well'
      : `${waiting.length} more ${waiting.length === 1 ? 'is' : 'are'} left as ${waiting.length === 1 ? 'it is' : 'they are'}`;
  const question = `Stop${after}? ${rest}`;
  update(latest => ask(latest, {kind: 'confirm', goal: {kind: 'plan', goal: {kind: 'stop', id}}, question}));
};

/** Puts the frame away; what is carried out goes on. */
export const putAway = ({state, update}: KeyContext): void => {
  if (state.view.outcome) {
    update(latest => withView(latest, {outcome: null}));
    return;
  }
  const over = isOver(shownPlanIn(state));
  update(latest => {
    const next = planClosed(latest);
    return over ? next : notify(next, 'it goes on; r on one of its rows shows it again');
  });
};

const scrolls = (
  [
    ['plan.line', ['up', 'k', 'down', 'j'], 'a line up or down, when it is longer than the screen'],
    ['plan.page', ['pgup', 'ctrl-b', 'pgdn', 'ctrl-f'], 'a page up or down'],
    ['plan.ends', ['g', 'home', 'G', 'end'], 'to its beginning, to its end'],
  ] as const
).map(
  ([id, keys, does]): Binding => ({
    id,
    keys,
    screens,
    group,
    does,
    run(context, key) {
      const move = planMoves[key];
      if (move) scrollPlan(context, move);
    },
  }),
);

/** Keys of the frame of a plan. */
export const planKeys: readonly Binding[] = [
  {
    id: 'plan.stop',
    keys: ['esc', 'ctrl-c'],
    screens,
    group,
    does: 'stop between steps: asks first; when it is over: close',
    word: ({state}) => (isOver(shownPlanIn(state)) ? 'close' : 'stop'),
    place: 1,
    run: stopOrClose,
  },
  {
    id: 'plan.away',
    keys: ['tab', 'q', 'f10'],
    screens,
    group,
    does: 'put it away; it goes on, and the rows show how',
    word: ({state}) => (isOver(shownPlanIn(state)) ? '' : 'put away'),
    place: 2,
    run: putAway,
  },
  {
    id: 'plan.close',
    keys: ['enter'],
    screens,
    group,
    does: 'close it when it is over',
    disabled: ({state}) => (isOver(shownPlanIn(state)) ? null : 'it goes on: Tab puts it away, Esc stops it'),
    run: ({update}) => update(planClosed),
  },
  {
    id: 'plan.logs',
    keys: ['l'],
    screens,
    group,
    does: 'logs of the container that failed, else of the one that is being worked on',
    word: 'logs',
    place: 3,
    disabled: ({state}) => (planLogKey(shownPlanIn(state)) === null ? 'nothing of it is being worked on' : null),
    run({state, update, actions}) {
      const key = planLogKey(shownPlanIn(state));
      if (key === null) return;
      update(latest => pushLogs(latest, key));
      actions.openLogs([key]);
    },
  },
  ...scrolls,
];

function planLogKey(run: PlanRun | null): string | null {
  if (!run) return null;
  const at = (kind: 'failed' | 'working'): string | undefined =>
    run.plan.steps.find(({key}) => stepIn(run.progress, key).kind === kind)?.key;
  return at('failed') ?? at('working') ?? null;
}
