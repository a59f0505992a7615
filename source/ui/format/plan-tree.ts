import type {Plan, PlanStep} from '../../model/plan.js';
import type {Look} from './look.js';

/** A step at its place in the tree; `stem` are the branches before its name. */
export interface PlanRow {
  readonly step: PlanStep;
  readonly stem: string;
}

/** Deeper ones stand below each other: names are read, how deep they are is not counted. */
const deepest = 8;

/** The step below which another one stands: the last of what it waits for the longest. */
const parentOf = ({waits}: PlanStep, waves: ReadonlyMap<string, number>): string | null => {
  const keys = waits.flatMap(wait => wait.keys);
  const highest = Math.max(...keys.map(key => waves.get(key) ?? 0));
  return keys.findLast(key => waves.get(key) === highest) ?? null;
};

/** A plan as a tree: each step below the last one that it waits for, in the order of the plan otherwise. */
export const planRows = ({steps}: Plan, {glyphs}: Look): PlanRow[] => {
  const waves = new Map(steps.map(({key, wave}) => [key, wave]));
  const children = new Map<string | null, PlanStep[]>();
  for (const step of steps) {
    const parent = parentOf(step, waves);
    children.set(parent, [...(children.get(parent) ?? []), step]);
  }
  const rows: PlanRow[] = [];
  const place = (parent: string | null, before: string, depth: number): void => {
    const below = children.get(parent) ?? [];
    below.forEach((step, at) => {
      const last = at === below.length - 1;
      const branch = parent === null ? '' : `${last ? glyphs.lastBranch : glyphs.branch} `;
      rows.push({step, stem: before + branch});
      const on = parent === null ? '' : last ? '  ' : `${glyphs.frame.vertical} `;
      place(step.key, depth < deepest ? before + on : before, depth + 1);
    });
  };
  place(null, '', 0);
  return rows;
};
