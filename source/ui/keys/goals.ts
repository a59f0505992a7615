import type {Actions} from '../../state/actions.js';
import {problemOfEnd} from '../../state/connections.js';
import type {Goal} from '../../state/goal.js';
import type {State} from '../../state/state.js';
import type {Prompt} from '../../state/view.js';
import {problemOfTopic} from './topic-prompt.js';

/** Why what is typed cannot be done, in one line: it is asked for again, and nothing is done. null when it can. */
export const problemOfLine = ({goal, typed}: Extract<Prompt, {kind: 'line'}>, state: State): string | null => {
  if (goal.kind === 'connection') return problemOfEnd(typed);
  return goal.kind === 'topic' && goal.goal.kind === 'create' ? problemOfTopic(typed, state) : null;
};

/** Has done what a question was about; `typed` is what was typed, '' where nothing was. */
export const reach = (goal: Goal, typed: string, actions: Actions): void => {
  switch (goal.kind) {
    case 'change':
      actions.run(goal.request);
      return;
    case 'plan':
      if (goal.goal.kind === 'run') actions.plans.run(goal.goal.plan);
      else actions.plans.stop(goal.goal.id);
      return;
    case 'command':
      actions.commands.reach(goal.goal, typed);
      return;
    case 'compose':
      actions.compose.reach(goal.goal, typed);
      return;
    case 'topic':
      actions.topics.reach(goal.goal, typed);
      return;
    case 'connection':
      actions.connections.reach(goal.goal, typed);
      return;
    default:
      actions.urls.reach(goal.goal, typed);
  }
};
