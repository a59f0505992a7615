import {chosenOf, indexIn, moveBy} from '../../state/cursor.js';
import {groupRowsIn, topicTableHeight} from '../../state/topic-rows.js';
import {withTopics} from '../../state/topics.js';
import {pop} from '../../state/view-updates.js';
import type {Binding, KeyContext} from './binding.js';

const screens = ['groups'] as const;
const group = 'Topics' as const;

const unfold = ({update}: KeyContext): void =>
  update(state => {
    const {topics} = state;
    if (!topics) return state;
    const rows = groupRowsIn(state);
    const row = chosenOf(rows, topics.groupsAt);
    if (!row) return state;
    // Of a partition's row its topic is folded again: that is the row above which it stands.
    const parent = row.kind === 'topic' ? row.key : row.key.slice(0, row.key.lastIndexOf('\n'));
    const unfolded = new Set(topics.unfolded);
    if (!unfolded.delete(parent)) unfolded.add(parent);
    const next = withTopics(state, {unfolded});
    const after = groupRowsIn(next);
    const at = indexIn(after, {...topics.groupsAt, key: parent});
    return withTopics(next, {groupsAt: moveBy(after, {...topics.groupsAt, key: parent, index: at}, 0, topicTableHeight(state))});
  });

/** Keys of a broker's consumer groups. */
export const groupKeys: readonly Binding[] = [
  {
    id: 'groups.unfold',
    keys: ['enter', 'd'],
    screens,
    group,
    does: 'partitions of the topic: how far the group has read; again: without',
    word: 'partitions',
    place: 1,
    disabled: ({state}) => (groupRowsIn(state).length > 0 ? null : 'there is no group here'),
    run: unfold,
  },
  {
    id: 'groups.close',
    keys: ['L'],
    screens,
    group,
    does: 'back to the topics',
    word: 'topics',
    place: 2,
    run: ({update}) => update(pop),
  },
];
