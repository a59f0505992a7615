import {choose, moveBy} from '../../state/cursor.js';
import {screenIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {groupRowsIn, topicBodyHeight, topicRowsIn, topicTableHeight} from '../../state/topic-rows.js';
import {withTopics} from '../../state/topics.js';
import type {Binding, KeyContext} from './binding.js';

const screens = ['topics', 'groups', 'topic'] as const;
const group = 'Move' as const;

/** The chosen row some rows on; where nothing is chosen, the lines. */
const moved = (state: State, by: number): State => {
  const {topics: view} = state;
  if (!view) return state;
  const height = topicTableHeight(state);
  switch (screenIn(state).kind) {
    case 'groups':
      return withTopics(state, {groupsAt: moveBy(groupRowsIn(state), view.groupsAt, by, height)});
    case 'topic': {
      const {detail} = view;
      return detail ? withTopics(state, {detail: {...detail, scroll: Math.max(0, detail.scroll + by)}}) : state;
    }
    default:
      return withTopics(state, {topicsAt: moveBy(topicRowsIn(state), view.topicsAt, by, height)});
  }
};

const toEnd = (state: State, end: 'first' | 'last'): State => {
  const {topics: view} = state;
  if (!view) return state;
  const height = topicTableHeight(state);
  const index = end === 'first' ? 0 : Number.MAX_SAFE_INTEGER;
  if (screenIn(state).kind === 'groups')
    return withTopics(state, {groupsAt: choose(groupRowsIn(state), view.groupsAt, index, height)});
  if (screenIn(state).kind === 'topics')
    return withTopics(state, {topicsAt: choose(topicRowsIn(state), view.topicsAt, index, height)});
  return view.detail ? withTopics(state, {detail: {...view.detail, scroll: index}}) : state;
};

const by =
  (lines: (height: number) => number) =>
  ({update}: KeyContext): void =>
    update(state => moved(state, lines(screenIn(state).kind === 'topic' ? topicBodyHeight(state) : topicTableHeight(state))));

/** Moving among topics and groups, and through what is told of one topic. */
export const topicMoveKeys: readonly Binding[] = [
  {id: 'topics.up', keys: ['up', 'k'], screens, group, does: 'up', run: by(() => -1)},
  {id: 'topics.down', keys: ['down', 'j'], screens, group, does: 'down', run: by(() => 1)},
  {id: 'topics.page-up', keys: ['pgup', 'ctrl-b'], screens, group, does: 'a page up', run: by(height => 1 - height)},
  {id: 'topics.page-down', keys: ['pgdn', 'ctrl-f'], screens, group, does: 'a page down', run: by(height => height - 1)},
  {id: 'topics.half-up', keys: ['ctrl-u'], screens, group, does: 'half a page up', run: by(height => -Math.ceil(height / 2))},
  {id: 'topics.half-down', keys: ['ctrl-d'], screens, group, does: 'half a page down', run: by(height => Math.ceil(height / 2))},
  {
    id: 'topics.first',
    keys: ['g', 'home'],
    screens,
    group,
    does: 'to the first row',
    run: ({update}) => update(state => toEnd(state, 'first')),
  },
  {
    id: 'topics.last',
    keys: ['G', 'end'],
    screens,
    group,
    does: 'to the last row',
    run: ({update}) => update(state => toEnd(state, 'last')),
  },
];
