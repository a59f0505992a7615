import {missingIn} from '../../state/topic-rows.js';
import {withTopics} from '../../state/topics.js';
import {ask, pop, push} from '../../state/view-updates.js';
import type {Binding} from './binding.js';
import {groupKeys} from './group-keys.js';
import {topicMoveKeys} from './topic-move-keys.js';
import {
  askDelete,
  askWhere,
  cannotDelete,
  create,
  createMissing,
  describe,
  missingHere,
  noneMissing,
  noTopic,
  unanswered,
} from './topic-questions.js';

const screens = ['topics'] as const;
const group = 'Topics' as const;

/** Keys of a broker's topics and groups. */
export const topicKeys: readonly Binding[] = [
  {
    id: 'topics.messages',
    keys: ['enter'],
    screens: ['topics', 'topic'],
    group,
    does: 'read its messages: from now on, the last ones, or from the beginning',
    word: 'messages',
    place: 1,
    disabled: noTopic,
    run: askWhere,
  },
  {
    id: 'topics.describe',
    keys: ['d'],
    screens,
    group,
    does: 'describe: partitions, leaders, offsets, settings of its own',
    word: 'describe',
    place: 2,
    disabled: noTopic,
    run: describe,
  },
  {
    id: 'topics.groups',
    keys: ['L'],
    screens,
    group,
    does: 'consumer groups and how far behind they are',
    word: 'groups',
    place: 3,
    disabled: unanswered,
    run: ({update, state}) => {
      const {topics} = state;
      if (topics) update(latest => push(latest, {kind: 'groups', key: topics.key}));
    },
  },
  {
    id: 'topics.create',
    keys: ['n'],
    screens,
    group,
    does: 'create a topic: name, partitions, replication',
    word: 'new',
    place: 5,
    changes: true,
    disabled: unanswered,
    run: create,
  },
  {
    id: 'topics.create-missing',
    keys: ['m'],
    screens,
    group,
    does: 'create the missing topic that is chosen, else all that are missing',
    word: ({state}) => (missingHere(state).length > 1 ? 'create missing' : 'create it'),
    place: 4,
    changes: true,
    disabled: noneMissing,
    run: context => createMissing(context, missingHere(context.state)),
  },
  {
    id: 'topics.create-all-missing',
    keys: ['M'],
    screens,
    group,
    does: 'create all topics that are missing',
    changes: true,
    disabled: noneMissing,
    run: context => createMissing(context, missingIn(context.state)),
  },
  {
    id: 'topics.delete',
    keys: ['ctrl-x', 'del'],
    screens,
    group,
    does: 'delete the topic: its name has to be typed',
    word: 'delete',
    place: 7,
    changes: true,
    disabled: cannotDelete,
    run: askDelete,
  },
  {
    id: 'topics.filter',
    keys: ['/', 'f3'],
    screens,
    group,
    does: 'filter by a part of the name',
    word: 'filter',
    place: 6,
    disabled: unanswered,
    run: ({update}) =>
      update(state => {
        const {topics} = state;
        return topics ? ask(state, {kind: 'topic-filter', typed: topics.filter, before: topics.filter}) : state;
      }),
  },
  {
    id: 'topics.internal',
    keys: ['i'],
    screens,
    group,
    does: "Kafka's own topics too; again: not",
    word: ({state}) => (state.topics?.internal ? 'hide internal' : 'internal'),
    place: 8,
    disabled: unanswered,
    run: ({update}) => update(state => withTopics(state, {internal: !state.topics?.internal})),
  },
  ...groupKeys,
  {
    id: 'topics.refresh',
    keys: ['ctrl-r'],
    screens: ['topics', 'groups', 'topic'],
    group,
    does: 'ask the broker at once',
    word: ({state}) => (state.topics?.broker.kind === 'failed' ? 'try now' : ''),
    place: 9,
    run: ({actions}) => actions.topics.refresh(),
  },
  ...topicMoveKeys,
  {
    id: 'topics.close',
    keys: ['esc'],
    screens,
    group,
    does: 'clear the filter; close the topics',
    run({state, update, actions}) {
      if (state.topics && state.topics.filter !== '') {
        update(latest => withTopics(latest, {filter: ''}));
        return;
      }
      actions.topics.close();
      update(pop);
    },
  },
];
