import type {Actions} from '../../state/actions.js';
import type {Goal} from '../../state/goal.js';

/** Has done what a question was about; `typed` is what was typed, '' where nothing was. */
export const reach = (goal: Goal, typed: string, actions: Actions): void => {
  switch (goal.kind) {
    case 'change':
      actions.run(goal.request);
      return;
    case 'command':
      actions.commands.reach(goal.goal, typed);
      return;
    case 'topic':
      actions.topics.reach(goal.goal, typed);
      return;
    default:
      actions.urls.reach(goal.goal, typed);
  }
};
