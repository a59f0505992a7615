import {spokenDuration} from '../../model/duration.js';
import type {State} from '../../state/state.js';
import type {TopicsView} from '../../state/topics.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {wrap} from '../../terminal/widths.js';
import type {Look} from './look.js';
import {nextTry} from './topic-title.js';

/** What stands where a table has no rows. */
export interface Emptiness {
  readonly what: string;
  /** A line each. */
  readonly hints: readonly string[];
  readonly role: Role;
  /** It is being waited for: a spinner turns beside it. */
  readonly waits: boolean;
}

const still = (what: string, ...hints: readonly string[]): Emptiness => ({what, hints, role: 'text', waits: false});

/** Why nothing is known of a broker; null when something is. */
const unanswered = (view: TopicsView, state: State): Emptiness | null => {
  const {broker, overview} = view;
  if (overview) return null;
  if (broker.kind === 'away') return still(broker.message, broker.hint);
  if (broker.kind === 'failed') {
    const ms = state.now - broker.since;
    const since = ms < 1000 ? '' : `, no answer for ${spokenDuration(ms)}`;
    return {...still(broker.message, broker.hint, `${nextTry(broker.retryAt, state.now)}${since}`), role: 'alarm'};
  }
  const ms = broker.kind === 'asking' ? state.now - broker.since : 0;
  return {...still(`asking ${view.title}${ms < 1000 ? '' : `, ${spokenDuration(ms)}`}`), waits: true};
};

/** Why there are no topics, and what to do. */
export const noTopics = (view: TopicsView, state: State): Emptiness => {
  const none = unanswered(view, state);
  if (none) return none;
  if (view.filter !== '') return still(`No topic's name has "${view.filter}" in it.`, 'Esc clears the filter, / changes it.');
  const own = view.overview?.topics.length ?? 0;
  const hint = `${state.readOnly ? '' : 'n creates one. '}${own > 0 ? "i shows Kafka's own." : ''}`;
  return still('This broker has no topics yet.', hint);
};

/** Why there are no groups. */
export const noGroups = (view: TopicsView, state: State): Emptiness => {
  const none = unanswered(view, state);
  if (none) return none;
  return view.overview?.groups === null
    ? still('This broker cannot be asked about its groups.', 'Only Kafka 3.0 and later tell them over the network.')
    : still('No consumer group has been here.', 'A group appears as soon as a consumer joins one.');
};

/** It as lines; the first one leaves room for a spinner. */
export const emptinessLines = (
  {what, hints, role}: Emptiness,
  width: number,
  look: Look,
): {readonly first: string; readonly more: readonly string[]} => {
  const [first = '', ...rest] = wrap(plainText(what), Math.max(8, width - 6));
  const dim = hints.filter(hint => hint !== '').flatMap(hint => wrap(plainText(hint), Math.max(8, width - 4)));
  return {
    first: look.paint[role](first),
    more: [...rest.map(line => `  ${look.paint[role](line)}`), ...dim.map(line => `  ${look.paint.dim(line)}`)],
  };
};
