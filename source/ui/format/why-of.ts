import {noPast, type Past} from '../../model/past.js';
import type {Row} from '../../model/rows.js';
import type {Stack} from '../../model/stack.js';
import {rankOf} from '../../model/status.js';
import {type Why, whyMember, whyStack} from '../../model/why.js';
import type {State} from '../../state/state.js';

const pastOf =
  (state: State) =>
  (key: string): Past =>
    state.pasts.get(key) ?? noPast;

/** Why of a row; null when nothing is wrong with it. */
export const memberWhy = (row: Row, state: State): Why | null =>
  row.kind === 'stack'
    ? whyStack(row.stack, state.now, pastOf(state))
    : whyMember(row.member, row.stack, state.now, pastOf(state)(row.key));

/** Why of the worst there is; null when all is well. */
export const worstWhy = (state: State): Why | null => {
  const whys = [...state.stacks]
    .sort((a, b) => rank(a) - rank(b))
    .map(stack => whyStack(stack, state.now, pastOf(state)))
    .filter(why => why !== null);
  return whys.find(why => why.severity === 'bad') ?? whys[0] ?? null;
};

const rank = ({worst}: Stack): number => (worst ? rankOf(worst.status) : Number.POSITIVE_INFINITY);
