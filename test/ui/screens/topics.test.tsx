import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {afterEach, describe, expect, test} from 'vitest';
import type {TopicItem} from '../../../source/model/topic.js';
import {bodyHeight} from '../../../source/state/layout.js';
import type {State} from '../../../source/state/state.js';
import {failed, inTopics, type TopicsView, withTopics} from '../../../source/state/topics.js';
import type {Look} from '../../../source/ui/format/look.js';
import {Messages} from '../../../source/ui/screens/messages.js';
import {Groups, Topic, Topics} from '../../../source/ui/screens/topics.js';
import {group, message, overview, partition, readTopic, topic} from '../../model/kafka-sample.js';
import {now, second} from '../../model/sample.js';
import {colourLook, plainLook} from '../sample.js';
import {messageState, topicState} from '../support/topic-scene.js';

const opened: {unmount(): void}[] = [];
afterEach(() => {
  for (const {unmount} of opened.splice(0)) unmount();
});

type Shown = typeof Topics;
/** The screen as text; ink-testing-library's terminal is 100 columns wide. */
const draw = (Shown: Shown, state: State, look: Look = plainLook): string => {
  const drawn = render(<Shown state={state} look={look} width={state.view.size.columns} height={bodyHeight(state)} />);
  opened.push(drawn);
  return drawn.lastFrame() ?? '';
};
const text = (Shown: Shown, state: State): string => stripVTControlCharacters(draw(Shown, state));

const known = overview([topic('orders'), topic('payments')], [group('billing', [readTopic('orders', 7)])]);
const at = {columns: 100};

describe('topics', () => {
  test('stand in a table, the chosen one on a bar of its own', () => {
    const frame = text(Topics, topicState({overview: known, expected: ['zoo'], ...at}));
    expect(frame).toMatch(/TOPIC +PART +REPL +UNDER +MESSAGES +MSG\/S +LAG +OF GROUP/);
    expect(frame).toMatch(/orders +1 +1 +0 +0 +– +7 +billing/);
    expect(frame).toMatch(/zoo +– .*missing/);
    const bars = draw(Topics, topicState({overview: known, ...at}), colourLook)
      .split('\n')
      .filter(line => line.includes('\u001b[48;2;36;53;80m'));
    expect(bars.map(line => stripVTControlCharacters(line).trim().split(/\s+/)[0])).toEqual(['orders']);
  });

  test('when there are more than fit, those around the chosen one are seen, and which', () => {
    const many = overview(Array.from({length: 60}, (_, index) => topic(`t${String(index).padStart(2, '0')}`)));
    const state = withTopics(topicState({overview: many, rows: 24, ...at}), {topicsAt: {key: 't50', index: 50, top: 0}});
    const frame = text(Topics, state);
    expect(frame).toMatch(/35-51 of 60/);
    expect(frame).toContain('t50');
    expect(frame).not.toContain('t51');
    expect(frame.split('\n').length).toBeLessThanOrEqual(bodyHeight(state));
  });

  test('that have not come yet are waited for, and one sees how long', () => {
    const state = topicState(at);
    expect(text(Topics, state)).toMatch(/asking auren\/kafka$/m);
    expect(text(Topics, {...state, now: now + 3 * second})).toMatch(/asking auren\/kafka, 3 s$/m);
  });

  test('of a broker that does not answer: why, what to try, and when it is tried again', () => {
    const state = inTopics(topicState(at), 1, view =>
      failed(
        view,
        'no broker answers: 10.0.0.2:9092 refused',
        'a broker that has just been started needs some seconds',
        now,
        now + 2 * second,
      ),
    );
    const frame = text(Topics, {...state, now: now + second});
    expect(frame).toContain('no broker answers: 10.0.0.2:9092 refused');
    expect(frame).toMatch(/a broker that has just been started needs some seconds.*next try in 1 s/s);
  });

  test('of a broker that has gone stay on screen, grey, with their age', () => {
    const away = {kind: 'away', message: 'its container is paused', hint: 'p lets it go on'} as const;
    const state = withTopics({...topicState({overview: known, ...at}), now: now + 9 * second}, {broker: away});
    expect(text(Topics, state)).toContain('its container is paused · figures of 9 s ago');
    expect(text(Topics, state)).toContain('payments');
    const [grey = ''] = colourLook.paint.dim('payments').split('payments');
    expect(draw(Topics, state, colourLook)).toContain(`${grey}payments`);
    expect(draw(Topics, topicState({overview: known, ...at}), colourLook)).not.toContain(`${grey}payments`);
  });

  test.each<readonly [string, State, string]>([
    ['there are none', topicState({overview: overview([]), ...at}), 'n creates one.'],
    [
      'there are only those of Kafka',
      topicState({overview: overview([topic('__consumer_offsets')]), ...at}),
      "i shows Kafka's own.",
    ],
    ['none has what was typed', withTopics(topicState({overview: known, ...at}), {filter: 'zzz'}), 'Esc clears the filter'],
  ])('where %s, it says so and what to do', (_, state, hint) => {
    expect(text(Topics, state)).toContain(hint);
  });
  test('in read-only mode nobody is told to create one', () => {
    expect(text(Topics, topicState({overview: overview([]), readOnly: true, ...at}))).not.toContain('n creates');
  });
});

describe('groups', () => {
  test('stand in a table with their lag', () => {
    expect(text(Groups, topicState({overview: known, screen: 'groups', ...at}))).toMatch(/billing +stable +1 +orders +7/);
  });
  test.each([
    [overview([], []), 'No consumer group has been here.'],
    [overview([], null), 'cannot be asked about its groups'],
  ])('where there are none, it says why', (answer, why) => {
    expect(text(Groups, topicState({overview: answer, screen: 'groups', ...at}))).toContain(why);
  });
});

describe('one topic', () => {
  const detail = (fetched: NonNullable<TopicsView['detail']>['fetched']): State =>
    withTopics(topicState({overview: known, screen: 'topic', ...at}), {detail: {topic: 'orders', scroll: 0, fetched}});
  test('tells its partitions and the settings of its own', () => {
    const partitions = [
      partition(0, {begin: 5, end: 1205, replicas: [1, 2], inSync: [1]}),
      partition(1, {leader: null, inSync: []}),
    ];
    const settings = [
      {name: 'retention.ms', value: '86400000', own: true},
      {name: 'secret', value: null, own: true},
      {name: 'cleanup.policy', value: 'delete', own: false},
    ];
    const frame = text(Topic, detail({kind: 'loaded', value: {...topic('orders', partitions), settings}, readAt: now}));
    expect(frame).toMatch(/0 +1 +1 2 +1 +5 +1,205 +1,200 +behind/);
    expect(frame).toMatch(/1 +none .*offline/);
    expect(frame).toContain('retention.ms = 86400000');
    expect(frame).toContain('secret = (secret)');
    expect(frame).not.toContain('cleanup.policy');
  });
  test('says that it is asked about, and why it cannot be told', () => {
    expect(text(Topic, detail({kind: 'loading'}))).toContain('asking about orders');
    expect(text(Topic, detail({kind: 'failed', message: 'orders: there is no such topic', hint: ''}))).toContain(
      'there is no such topic',
    );
  });
});

describe('messages', () => {
  const items: readonly TopicItem[] = [message(1, 'first', {key: 'a'}), message(2, '{"n":1}', {key: 'b'})];
  test('stand under a line that says whose they are and how reading stands', () => {
    const frame = text(Messages, messageState(items, at));
    expect(frame).toContain('auren/kafka  orders  following · from now on · 2 messages');
    expect(frame).toMatch(/0:2 {2}b {2}\{"n":1\}/);
  });
  test('say that they are stopped, or wait for the broker', () => {
    const reading = (change: Partial<NonNullable<TopicsView['messages']>>): State =>
      inTopics(messageState(items, at), 1, view => (view.messages ? {...view, messages: {...view.messages, ...change}} : view));
    expect(text(Messages, reading({reading: {kind: 'stopped'}}))).toContain('orders  stopped · ');
    const waiting = {kind: 'waiting', message: 'refused', hint: '', retryAt: now} as const;
    expect(text(Messages, reading({reading: waiting}))).toContain('waiting for the broker');
  });
  test.each([
    [{at: 'now'} as const, 'No message has come yet.'],
    [{at: 'beginning'} as const, 'This topic holds no messages.'],
  ])('where there are none from %j, it says so', (from, why) => {
    expect(text(Messages, messageState([], {from, ...at}))).toContain(why);
  });
  test('never take more lines than there are', () => {
    const many = Array.from({length: 200}, (_, index) => message(index, `{"a":${index}}`));
    for (const rows of [8, 24, 40]) {
      const state = messageState(many, {...at, rows});
      expect(text(Messages, state).split('\n').length).toBeLessThanOrEqual(bodyHeight(state));
    }
  });
});
