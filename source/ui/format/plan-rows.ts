import {shortDuration} from '../../model/duration.js';
import type {Plan, PlanStep} from '../../model/plan.js';
import {isReady, outstanding, type PlanProgress, stepIn} from '../../model/plan-progress.js';
import {participles, waitWords, whyThen} from '../../model/plan-words.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {cellWidth, toWidth} from '../../terminal/widths.js';
import type {Look} from './look.js';
import {type PlanRow, planRows} from './plan-tree.js';

/** Cells of the seconds at the end of a row, and of the gaps between its parts. */
const secondsWidth = 4;
const gaps = 7;

export interface PlanTable {
  readonly rows: readonly PlanRow[];
  /** Cells of the names with their branches. */
  readonly names: number;
  /** Cells that all of it would like. */
  readonly wish: number;
}

/** Names of its stack stand before those of its containers where there are several. */
const nameIn = ({steps}: Plan): ((step: PlanStep) => string) => {
  const several = new Set(steps.map(({stack}) => stack)).size > 1;
  return ({stack, label}) => plainText(several ? `${stack}/${label}` : label);
};

/** The rows of a plan, and how wide they would like to be: the same before and while it is carried out, so that nothing jumps. */
export const planTable = (plan: Plan, look: Look): PlanTable => {
  const rows = planRows(plan, look);
  const nameOf = nameIn(plan);
  const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, cellWidth(text)), 0);
  const names = widest(rows.map(({step, stem}) => stem + nameOf(step)));
  const words = widest(rows.map(({step}) => plainText(whyThen(step, plan))));
  return {rows, names, wish: names + Math.max(words, 24) + secondsWidth + gaps};
};

interface Said {
  readonly glyph: string;
  readonly words: string;
  readonly role: Role;
  /** Of the words where they are quieter than the sign. */
  readonly wordRole: Role;
  readonly seconds: string;
}

const saidOf = (step: PlanStep, plan: Plan, progress: PlanProgress, now: number, {glyphs}: Look): Said => {
  const is = stepIn(progress, step.key);
  const seconds = is.kind === 'waiting' ? '' : shortDuration((is.kind === 'working' ? now : is.until) - is.since);
  switch (is.kind) {
    case 'waiting': {
      const left = progress.halted !== null || progress.endedAt !== null;
      const waits = outstanding(step, progress);
      const words =
        waits.length > 0 ? `waits for ${waitWords(waits)}` : isReady(step, progress) ? 'its turn comes' : whyThen(step, plan);
      const text = left ? `not ${participles[plan.action]}` : words;
      return {glyph: glyphs.none, words: text, role: 'faint', wordRole: left ? 'warn' : 'dim', seconds};
    }
    case 'working':
      return {glyph: glyphs.working, words: is.phase, role: 'accent', wordRole: 'accent', seconds};
    case 'done':
      return {glyph: glyphs.done, words: is.phase, role: 'good', wordRole: 'dim', seconds};
    case 'failed':
      return {glyph: glyphs.trouble, words: is.phase, role: 'alarm', wordRole: 'alarm', seconds};
    case 'gone':
      return {glyph: glyphs.none, words: 'gone meanwhile', role: 'warn', wordRole: 'warn', seconds};
    default:
      return {
        glyph: glyphs.done,
        words: `${participles[plan.action]}, not watched until well`,
        role: 'warn',
        wordRole: 'warn',
        seconds,
      };
  }
};

/** One row, painted and exactly `width` cells wide. `progress` is null while the plan is only asked about. */
export const planRow = (
  {step, stem}: PlanRow,
  plan: Plan,
  progress: PlanProgress | null,
  {names, width, now}: {readonly names: number; readonly width: number; readonly now: number},
  look: Look,
): string => {
  const {paint, glyphs} = look;
  const branches = toWidth(stem, Math.min(cellWidth(stem), names), 'left', glyphs.cut);
  const name = toWidth(nameIn(plan)(step), names - cellWidth(branches), 'left', glyphs.cut);
  const room = width - names - secondsWidth - gaps;
  if (progress === null) {
    const words = toWidth(plainText(whyThen(step, plan)), room + secondsWidth + 1, 'left', glyphs.cut);
    // The place of the sign stays free: nothing jumps when it begins.
    return `   ${paint.line(branches)}${paint.text(name)}  ${paint.dim(words)} `;
  }
  const {glyph, words, role, wordRole, seconds} = saidOf(step, plan, progress, now, look);
  const text = toWidth(plainText(words), room, 'left', glyphs.cut);
  const time = paint.dim(seconds.padStart(secondsWidth));
  return ` ${paint[role](glyph)} ${paint.line(branches)}${paint.text(name)}  ${paint[wordRole](text)} ${time} `;
};
