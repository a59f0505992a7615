import {takeIn} from '../../../source/live/topic-intake.js';
import type {ServiceFacts} from '../../../source/model/service.js';
import {nothingKnown} from '../../../source/model/service.js';
import type {KafkaOverview, TailFrom, TopicItem} from '../../../source/model/topic.js';
import {withLabels} from '../../../source/profiles/labels.js';
import {beginMessages, withMessages} from '../../../source/state/messages.js';
import type {State} from '../../../source/state/state.js';
import {answered, beginTopics, inTopics} from '../../../source/state/topics.js';
import type {Screen} from '../../../source/state/view.js';
import {push, resized} from '../../../source/state/view-updates.js';
import {container, now} from '../../model/sample.js';
import {stateWith} from '../../state/sample.js';

export const brokerKey = 'auren/kafka/1';

export interface TopicScene {
  /** What the broker answered; null: nothing yet. */
  readonly overview?: KafkaOverview | null;
  /** Topics that the profile expects. */
  readonly expected?: readonly string[];
  readonly screen?: Extract<Screen['kind'], 'topics' | 'groups' | 'topic' | 'messages'>;
  readonly columns?: number;
  readonly rows?: number;
  readonly readOnly?: boolean;
}

/** The facts of a broker whose profile expects these topics. */
const facts = (topics: readonly string[]): ServiceFacts => {
  const profile = withLabels('kafka', null, {'stacktop.kind': 'kafka'});
  if (!profile) throw new Error('a label makes a profile');
  return {kind: 'kafka', profile: {...profile, topics}, console: 'topics'};
};

/** The state with a broker whose screens are open. */
export const topicState = ({
  overview = null,
  expected = [],
  screen = 'topics',
  columns = 120,
  rows = 30,
  readOnly = false,
}: TopicScene = {}): State => {
  const listed = {
    ...stateWith([container('auren/kafka'), container('auren/zookeeper')], {readOnly}),
    services: {...nothingKnown, byKey: new Map([[brokerKey, facts(expected)]])},
  };
  const begun = beginTopics(resized(listed, columns, rows), {id: 1, key: brokerKey, title: 'auren/kafka'}, now);
  const known = overview === null ? begun : inTopics(begun, 1, view => answered(view, overview, now));
  const open = push(known, {kind: 'topics', key: brokerKey});
  return screen === 'topics' ? open : push(open, {kind: screen, key: brokerKey});
};

/** The state with messages of a topic on screen. */
export const messageState = (
  items: readonly TopicItem[],
  {from = {at: 'now'}, topic = 'orders', ...scene}: Omit<TopicScene, 'screen'> & {from?: TailFrom; topic?: string} = {},
): State => {
  const open = topicState({...scene, screen: 'messages'});
  const intake = takeIn(items, 1);
  const begun = {...beginMessages(1, 'auren/kafka', topic, from), reading: {kind: 'reading'} as const};
  return inTopics(open, 1, view => ({...view, messages: withMessages(begun, intake.items, intake.cells)}));
};
