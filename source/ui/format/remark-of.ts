import {untilMended} from '../../model/composed.js';
import {type Naming, whyMissing, worstMissing} from '../../model/missing.js';
import {remarkOn} from '../../model/remark.js';
import type {Member, MissingService, Stack} from '../../model/stack.js';
import {namingStack, type Why} from '../../model/why.js';
import {lastOnly} from '../../state/last-only.js';
import type {State} from '../../state/state.js';

const namingIn = ({services}: State, {key}: Stack): Naming => ({
  composed: services.composed.get(key),
  profile: services.profiles.get(key),
});

/** Why of a service without a container. */
export const missingWhy = (missing: MissingService, stack: Stack, state: State): Why =>
  whyMissing(missing, stack, namingIn(state, stack));

/** A stack's why, which is that of a missing service when nothing as bad is wrong with what it has. */
export const withMissing = (why: Why | null, stack: Stack, state: State): Why | null => {
  const missing = why?.severity === 'bad' ? undefined : worstMissing(stack);
  if (!missing) return why;
  const other = missingWhy(missing, stack, state);
  return other.severity === 'bad' || why === null ? other : why;
};

/** That a stack's files have an error, for as long as they have it; null when they have none. */
export const brokenWhy = (stack: Stack, {brokenFiles}: State): Why | null => {
  const problem = brokenFiles.get(stack.key);
  if (problem === undefined) return null;
  return {severity: 'warn', clauses: [[{kind: 'fact', text: problem}], [{kind: 'plain', text: untilMended}]]};
};

/** What is to be said of a container with which nothing is wrong: its memory's way, more than usual, a drift; null when nothing is. */
export const memberRemark = (member: Member, stack: Stack, state: State): Why | null => {
  const {id} = member.container;
  return remarkOn(member, stack, {
    used: state.usage.get(id)?.memory ?? null,
    usual: state.services.byKey.get(member.key)?.profile?.usualMemory ?? null,
    trend: state.trends.byId.get(id) ?? null,
    drift: state.drifts.get(id) ?? null,
    composed: state.services.composed.get(stack.key) ?? null,
    now: state.now,
  });
};

/** Looked for again when there is another stack or another look at the trends, not with every frame. */
const soonestFull = lastOnly((stacks: State['stacks'], byId: State['trends']['byId']) => {
  let soonest: {readonly stack: Stack; readonly member: Member; readonly fullAt: number} | null = null;
  for (const stack of stacks)
    for (const member of stack.members) {
      const fullAt = byId.get(member.container.id)?.fullAt;
      if (fullAt !== undefined && (soonest === null || fullAt < soonest.fullAt)) soonest = {stack, member, fullAt};
    }
  return soonest;
});

/** The most urgent of all memory that is soon full; null when none is. It names its stack, unless that is `own`. */
export const worstTrend = (state: State, own: string | undefined): Why | null => {
  const {byId} = state.trends;
  if (byId.size === 0) return null;
  const first = soonestFull(state.stacks, byId);
  const why = first ? memberRemark(first.member, first.stack, state) : null;
  if (!first || why?.severity !== 'warn') return null;
  return first.stack.key === own ? why : namingStack(why, first.stack);
};
