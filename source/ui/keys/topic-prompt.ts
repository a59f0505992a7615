import {problemOfTyped} from '../../model/new-topic.js';
import {toNearestHit} from '../../state/log-jumps.js';
import {changeMessages} from '../../state/messages.js';
import type {State} from '../../state/state.js';
import {withTopics} from '../../state/topics.js';
import type {Prompt} from '../../state/view.js';
import {ask} from '../../state/view-updates.js';
import {messagePage} from '../format/message-columns.js';
import type {KeyContext} from './binding.js';

/** What is typed to filter topics or to search messages: it acts with every key. */
type TopicPrompt = Extract<Prompt, {kind: 'topic-filter' | 'message-search'}>;

export const isTopicPrompt = (prompt: Prompt): prompt is TopicPrompt =>
  prompt.kind === 'topic-filter' || prompt.kind === 'message-search';

export const typeInTopics = (prompt: TopicPrompt, {update}: KeyContext): void =>
  update(state => {
    const {typed} = prompt;
    const asked = ask(state, prompt);
    if (prompt.kind === 'topic-filter') return withTopics(asked, {filter: typed});
    const {topics} = asked;
    if (!topics?.messages) return asked;
    const page = messagePage(asked, topics, topics.messages);
    const next = changeMessages(topics, log => {
      const searching = {...log, search: typed};
      return typed === '' ? {...searching, place: prompt.place} : toNearestHit(searching, prompt.place, page);
    });
    return {...asked, topics: next};
  });

/** Esc: as it was before. */
export const leaveInTopics = (prompt: TopicPrompt, {update}: KeyContext): void =>
  update(state => {
    const left = ask(state, null);
    if (prompt.kind === 'topic-filter') return withTopics(left, {filter: prompt.before});
    if (!left.topics) return left;
    return {...left, topics: changeMessages(left.topics, log => ({...log, search: prompt.before, place: prompt.place}))};
  });

/** Why no topic can be made of what is typed; null when one can. */
export const problemOfTopic = (typed: string, {topics}: State): string | null => {
  const {overview} = topics ?? {};
  if (!overview) return 'the broker has not answered yet';
  return problemOfTyped(
    typed,
    overview.topics.map(({name}) => name),
    overview.brokers.length,
  );
};
