import type {Row} from '../../model/rows.js';
import type {Stack} from '../../model/stack.js';
import {rankOf, severityOf} from '../../model/status.js';
import {chainsOf, namingStack, type Why, type WhyKnown, type WhyNode, whyMember, whyStack, whyTree} from '../../model/why.js';
import {whyKnownIn} from '../../state/findings.js';
import {memberIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {vitalsOf} from '../../state/vitals.js';
import {brokenWhy, memberRemark, missingWhy, withMissing, worstTrend} from './remark-of.js';

/** What is bad about a service in its own terms, where nothing else is. */
const vitalsWhy = (row: Extract<Row, {kind: 'container'}>, state: State): Why | null => {
  const troubles = vitalsOf(state, row.key, row.member.container.id)?.vitals?.troubles ?? [];
  const [first, ...others] = troubles;
  if (first === undefined) return null;
  const clauses = others.map(text => [{kind: 'fact' as const, text}]);
  return {
    severity: 'warn',
    clauses: [
      [
        {kind: 'name', text: `${row.member.label}:`},
        {kind: 'fact', text: first},
      ],
      ...clauses,
    ],
  };
};

const stackWhy = (stack: Stack, state: State): Why | null =>
  withMissing(whyStack(stack, state.now, whyKnownIn(state)), stack, state) ?? brokenWhy(stack, state);

/** Why of a row; null when nothing is wrong with it. */
export const memberWhy = (row: Row, state: State): Why | null =>
  row.kind === 'stack'
    ? stackWhy(row.stack, state)
    : row.kind === 'missing'
      ? missingWhy(row.missing, row.stack, state)
      : (whyMember(row.member, row.stack, state.now, whyKnownIn(state)) ??
        vitalsWhy(row, state) ??
        memberRemark(row.member, row.stack, state));

/** So many restarts may be a loop (see why/restarts.ts); how long one lasts is a matter of time, not of the stack. */
const fewestRestarts = 3;

const mayBeUnwell = (stack: Stack, known: WhyKnown, now: number): boolean => {
  const {worst, members, missing} = stack;
  if (missing.length > 0 || (worst && severityOf(worst.status) !== 'good' && severityOf(worst.status) !== 'quiet')) return true;
  if (chainsOf(stack, now, known.pastOf).roots.length > 0) return true;
  return members.some(
    ({key, container}) => known.pastOf(key).exits.length > 0 || (container.inspection?.restarts ?? 0) >= fewestRestarts,
  );
};

interface Seen {
  readonly pasts: State['pasts'];
  readonly unwell: boolean;
}
const seen = new WeakMap<Stack, Seen>();

/** Stacks of which there may be something to say: a frame asks these for their why, not all there are. */
const perhapsUnwell = (state: State): readonly Stack[] => {
  const {stacks, pasts} = state;
  if (last?.stacks === stacks && last.pasts === pasts) return last.unwell;
  const known = whyKnownIn(state);
  const unwell = stacks.filter(stack => {
    const before = seen.get(stack);
    if (before?.pasts === pasts) return before.unwell;
    const found = mayBeUnwell(stack, known, state.now);
    seen.set(stack, {pasts, unwell: found});
    return found;
  });
  last = {stacks, pasts, unwell};
  return unwell;
};
let last: {readonly stacks: State['stacks']; readonly pasts: State['pasts']; readonly unwell: readonly Stack[]} | null = null;

/** Why of the worst there is, first in the stack the person looks at; null when all is well. It names its stack unless it is that one. */
export const worstWhy = (state: State, row: Row | undefined): Why | null => {
  const whys = [...perhapsUnwell(state)]
    .sort((a, b) => Number(b.key === row?.stack.key) - Number(a.key === row?.stack.key) || rank(a) - rank(b))
    .map(stack => {
      const why = stackWhy(stack, state);
      return why && stack.key !== row?.stack.key ? namingStack(why, stack) : why;
    })
    .filter(why => why !== null);
  return whys.find(why => why.severity === 'bad') ?? whys[0] ?? worstTrend(state, row?.stack.key);
};

const rank = ({worst}: Stack): number => (worst ? rankOf(worst.status) : Number.POSITIVE_INFINITY);

/** What leads to the trouble of a container, and what follows from it; empty when it is in none. */
export const memberTree = (key: string, state: State): readonly WhyNode[] => {
  const found = memberIn(state, key);
  return found ? whyTree(found.stack, state.now, whyKnownIn(state), key) : [];
};
