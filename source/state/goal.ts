import type {ActionRequest} from './activity.js';
import type {CommandGoal} from './commands.js';
import type {ComposeGoal} from './compose.js';
import type {ConnectionGoal} from './connections.js';
import type {PlanGoal} from './plan.js';
import type {TopicGoal} from './topics.js';
import type {UrlGoal} from './urls.js';

/** What is done once a question is answered: plain data, so that a prompt is too. The room it names does it. */
export type Goal =
  | {readonly kind: 'change'; readonly request: ActionRequest}
  | {readonly kind: 'plan'; readonly goal: PlanGoal}
  | {readonly kind: 'command'; readonly goal: CommandGoal}
  | {readonly kind: 'compose'; readonly goal: ComposeGoal}
  | {readonly kind: 'topic'; readonly goal: TopicGoal}
  | {readonly kind: 'url'; readonly goal: UrlGoal}
  | {readonly kind: 'connection'; readonly goal: ConnectionGoal};
