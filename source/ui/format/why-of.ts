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
  const worst = state.stacks.reduce<Stack | null>((found, stack) => {
    if (!stack.worst) return found;
    return found?.worst && rankOf(found.worst.status) <= rankOf(stack.worst.status) ? found : stack;
  }, null);
  return worst ? whyStack(worst, state.now, pastOf(state)) : null;
};
