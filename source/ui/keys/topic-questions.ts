import type {TailFrom} from '../../model/topic.js';
import {chosenOf} from '../../state/cursor.js';
import {screenIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {missingIn, type TopicRow, topicRowsIn} from '../../state/topic-rows.js';
import type {TopicGoal} from '../../state/topics.js';
import {withTopics} from '../../state/topics.js';
import {ask, push} from '../../state/view-updates.js';
import {plainText} from '../../terminal/sanitise.js';
import {grouped} from '../format/log-title.js';
import type {KeyContext} from './binding.js';

const chosenTopic = (state: State): TopicRow | undefined =>
  state.topics ? chosenOf(topicRowsIn(state), state.topics.topicsAt) : undefined;

/** The topic a key is about: the chosen one of the list, or the one that is looked at. */
const topicIn = (state: State): string | null => {
  if (screenIn(state).kind === 'topic') return state.topics?.detail?.topic ?? null;
  return chosenTopic(state)?.topic?.name ?? null;
};

/** Why there is no topic that a key could be about; null when there is one. */
export const noTopic = ({state}: KeyContext): string | null => {
  if (topicIn(state) !== null) return null;
  return chosenTopic(state) ? 'it does not exist yet: m creates it' : 'there is no topic here';
};

/** Why a key has to wait for the first answer. */
export const unanswered = ({state}: KeyContext): string | null =>
  state.topics?.overview ? null : 'the broker has not answered yet';

const goalOf = (goal: TopicGoal) => ({kind: 'topic', goal}) as const;

const beginnings: readonly {readonly label: string; readonly hint: string; readonly from: TailFrom}[] = [
  {label: 'from now on', hint: 'what comes from this moment', from: {at: 'now'}},
  {label: 'the last 10', hint: 'and what comes', from: {at: 'last', count: 10}},
  {label: 'the last 100', hint: 'and what comes', from: {at: 'last', count: 100}},
  {label: 'from the beginning', hint: 'all it holds, oldest first', from: {at: 'beginning'}},
];

/** Asks from where on messages are read. */
export const askWhere = ({state, update}: KeyContext): void => {
  const {topics} = state;
  const topic = topicIn(state);
  if (!topics || topic === null) return;
  const items = beginnings.map(({label, hint, from}) => ({
    label,
    hint,
    choice: {kind: 'reach', goal: goalOf({kind: 'read', key: topics.key, topic, from})} as const,
  }));
  update(latest => ask(latest, {kind: 'menu', title: `Messages of ${topic}`, items, index: 0}));
};

/** Opens the screen of one topic. */
export const describe = ({state, update}: KeyContext): void => {
  const {topics} = state;
  const topic = topicIn(state);
  if (!topics || topic === null) return;
  update(latest =>
    push(withTopics(latest, {detail: {topic, scroll: 0, fetched: {kind: 'loading'}}}), {kind: 'topic', key: topics.key}),
  );
};

/** Asks for a new topic. */
export const create = ({update, state}: KeyContext): void => {
  const {topics} = state;
  if (!topics) return;
  const hint = 'name [partitions] [replication]';
  update(latest =>
    ask(latest, {kind: 'line', goal: goalOf({kind: 'create', key: topics.key}), sign: 'new topic', hint, typed: ''}),
  );
};

/** Names in a sentence: `a, b and 3 more`. */
const named = (names: readonly string[]): string => {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
};

/** Asks whether these topics are created. */
export const createMissing = ({state, update}: KeyContext, names: readonly string[]): void => {
  const {topics} = state;
  if (!topics || names.length === 0) return;
  const goal = goalOf({kind: 'create-missing', key: topics.key, topics: names});
  const what = names.length === 1 ? 'the topic' : `${names.length} topics`;
  const question = `Create ${what} ${named(names)} in ${topics.title}, 1 partition${names.length === 1 ? '' : ' each'}?`;
  update(latest => ask(latest, {kind: 'confirm', goal, question}));
};

/** The missing one that is chosen, else all that are missing. */
export const missingHere = (state: State): readonly string[] => {
  const row = chosenTopic(state);
  return row && !row.topic ? [row.key] : missingIn(state);
};

/** Why nothing can be created that is missing; null when something is. */
export const noneMissing = ({state}: KeyContext): string | null =>
  missingIn(state).length > 0 ? null : 'no topic that the profile expects is missing';

/** Why the chosen topic cannot be deleted; null when it can. */
export const cannotDelete = (context: KeyContext): string | null => {
  const row = chosenTopic(context.state);
  return row?.topic?.internal ? "it is Kafka's own: left alone" : noTopic(context);
};

/** Asks for the name of the topic that is deleted, and says what is lost. */
export const askDelete = ({state, update}: KeyContext): void => {
  const {topics} = state;
  const row = chosenTopic(state);
  if (!topics || !row?.topic) return;
  const {name, messages} = row.topic;
  const readers = (topics.overview?.groups ?? []).filter(each => each.topics.some(topic => topic.name === name)).length;
  const lost = messages === null ? 'Its messages' : messages === 1 ? 'Its message' : `Its ${grouped(messages)} messages`;
  const read = readers === 0 ? '' : readers === 1 ? ' One group reads it.' : ` ${readers} groups read it.`;
  update(latest =>
    ask(latest, {
      kind: 'type-name',
      goal: goalOf({kind: 'delete', key: topics.key, topic: name}),
      question: `Delete topic ${plainText(name)} of ${topics.title}?`,
      consequences: `${messages === 0 ? 'It holds no messages.' : `${lost} ${messages === 1 ? 'is' : 'are'} lost.`}${read}`,
      expected: name,
      typed: '',
    }),
  );
};
