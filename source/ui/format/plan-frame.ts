import type {Plan} from '../../model/plan.js';
import {type PlanProgress, stepIn, stepsAt} from '../../model/plan-progress.js';
import {newsWords, objectWords, orderWords, summaryWords, verbs, warningWords} from '../../model/plan-words.js';
import {bodyHeight, scrolled} from '../../state/layout.js';
import {shownPlanIn} from '../../state/plan.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Paint} from '../../terminal/theme.js';
import {toWidth, wrap} from '../../terminal/widths.js';
import {framed, outsideFrame} from './frame.js';
import type {Look} from './look.js';
import {planRow, planTable} from './plan-rows.js';

/** A frame is not narrower than this where the screen is not: its words change while it is carried out. */
const leastWidth = 72;
const mostWidth = 116;
/** Rows of the plan that stay, however much is to be said below them. */
const leastRows = 4;
/** Last lines of a container that failed. */
const mostWritten = 8;

/** What the frame is about: a plan that is asked about, or one that is carried out. */
export interface FramedPlan {
  readonly plan: Plan;
  readonly progress: PlanProgress | null;
  readonly top: number | null;
}

/** The plan whose frame is on screen; null when there is none. */
export const framedPlanIn = (state: State): FramedPlan | null => {
  const {prompt} = state.view;
  if (prompt?.kind === 'confirm' && prompt.goal.kind === 'plan' && prompt.goal.goal.kind === 'run')
    return {plan: prompt.goal.goal.plan, progress: null, top: prompt.top ?? 0};
  const run = shownPlanIn(state);
  const screen = state.view.screens.at(-1);
  return run && screen?.kind === 'plan' ? {plan: run.plan, progress: run.progress, top: screen.top} : null;
};

/** What stands above and below the rows, in lines of at most `width` cells. */
const told = ({plan, progress}: FramedPlan, width: number, most: number, {paint}: Look) => {
  const cell = (text: string, painted: Paint): readonly [string, Paint] => [text, painted];
  const lines = (text: string, painted: Paint) => wrap(plainText(text), width).map(line => cell(line, painted));
  const nameOf = ({label}: {readonly label: string}): string => label;
  const loud = plan.warnings.filter(({kind}) => kind === 'circle' || kind === 'absent');
  const quiet = plan.warnings.filter(warning => !loud.includes(warning));
  const above = loud.flatMap(warning => lines(warningWords(warning), paint.warn));
  if (progress === null) return {above, below: quiet.flatMap(warning => lines(warningWords(warning), paint.dim))};
  const failures = stepsAt(plan, progress, 'failed').flatMap(({key, label}) => {
    const step = stepIn(progress, key);
    if (step.kind !== 'failed') return [];
    const reason = lines(`${label}: ${step.reason}`, paint.alarm);
    const written = step.lines.slice(-mostWritten).map(line => cell(plainText(line), paint.text));
    return [...reason, ...written.slice(-Math.max(2, most - reason.length - 2))];
  });
  const news = newsWords(plan, progress, nameOf).flatMap(line => lines(line, paint.warn));
  const all = stepsAt(plan, progress, 'done').length === plan.steps.length;
  const failed = failures.length > 0;
  const summary =
    progress.endedAt === null
      ? []
      : lines(summaryWords(plan, progress, progress.endedAt), all ? paint.good : failed ? paint.alarm : paint.warn);
  return {above: [], below: [...failures, ...news].slice(0, Math.max(0, most - summary.length)).concat(summary)};
};

interface Laid {
  readonly lines: readonly string[];
  /** How many rows of the plan fit, and the first of them. */
  readonly height: number;
  readonly top: number;
  readonly total: number;
  readonly inner: number;
}

const laidOut = (state: State, framedPlan: FramedPlan, look: Look): Laid => {
  const {plan, progress} = framedPlan;
  const {columns} = state.view.size;
  const table = planTable(plan, look);
  const inner = Math.max(20, Math.min(columns - outsideFrame, Math.min(mostWidth, Math.max(leastWidth, table.wish))));
  const names = Math.min(table.names, Math.max(8, Math.floor(inner * 0.45)));
  const rows = table.rows.map(row => planRow(row, plan, progress, {names, width: inner, now: state.now}, look));
  const most = Math.max(1, bodyHeight(state) - 3);
  const {above, below} = told(framedPlan, inner - 2, Math.max(2, most - Math.min(rows.length, leastRows) - 1), look);
  const paintedLine = ([text, paint]: readonly [string, Paint]): string =>
    ` ${paint(toWidth(text, inner - 2, 'left', look.glyphs.cut))} `;
  const blank = ' '.repeat(inner);
  const gap = (lines: readonly unknown[]): string[] => (lines.length === 0 ? [] : [blank]);
  // While it is asked about, all of it scrolls; afterwards what went wrong stays in sight.
  const scrolling =
    progress === null ? [...above.map(paintedLine), ...gap(above), ...rows, ...gap(below), ...below.map(paintedLine)] : rows;
  const end = progress === null ? [] : [...gap(below), ...below.map(paintedLine)];
  // On the smallest terminals one row is left of the plan, and the last line of what is said.
  const pinned = end.slice(Math.max(0, end.length - (most - 1)));
  const height = Math.max(1, Math.min(scrolling.length, most - pinned.length));
  const at = table.rows.findLastIndex(({step}) => progress && ['working', 'failed'].includes(stepIn(progress, step.key).kind));
  const followed = scrolled(0, at === -1 ? 0 : Math.min(at + 1, scrolling.length - 1), height, scrolling.length);
  const top = framedPlan.top === null ? followed : scrolled(framedPlan.top, framedPlan.top, height, scrolling.length);
  return {lines: [...scrolling.slice(top, top + height), ...pinned], height, top, total: scrolling.length, inner};
};

/** How far the frame on screen can be scrolled, and where it is. */
export const planScroll = (state: State, look: Look): {readonly top: number; readonly height: number; readonly total: number} => {
  const shown = framedPlanIn(state);
  return shown ? laidOut(state, shown, look) : {top: 0, height: 0, total: 0};
};

/** The frame of the plan on screen, line by line; null when there is none. */
export const planFrame = (state: State, look: Look): string[] | null => {
  const shown = framedPlanIn(state);
  if (!shown) return null;
  const {plan, progress} = shown;
  const {lines, height, top, total, inner} = laidOut(state, shown, look);
  const head = `${verbs[plan.action]} ${objectWords(plan)}`;
  const how = progress === null ? `, ${orderWords(plan)}` : '';
  const far = progress?.endedAt === null ? `: ${summaryWords(plan, progress, state.now)}` : '';
  const foot = height < total ? `${top + 1}-${top + height} of ${total}` : '';
  return framed(`${head}${how}${far}`, lines, inner, look, foot);
};
