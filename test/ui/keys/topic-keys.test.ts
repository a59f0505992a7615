import {describe, expect, test} from 'vitest';
import {inTopics, withTopics} from '../../../source/state/topics.js';
import {group, overview, readTopic, topic} from '../../model/kafka-sample.js';
import {container} from '../../model/sample.js';
import {brokerKey, type TopicScene, topicState} from '../support/topic-scene.js';
import {type Desk, deskAt, deskWith} from './desk.js';

const known = overview(
  [topic('orders', undefined, {messages: 1204}), topic('payments'), topic('__consumer_offsets')],
  [group('billing', [readTopic('orders', 5), readTopic('payments', 0)]), group('audit', [readTopic('orders', 9)])],
);
const open = (scene: TopicScene = {}): Desk => deskAt(topicState({overview: known, ...scene}));
const reached = (desk: Desk): unknown[] =>
  desk.asked.filter(line => line.startsWith('topics.reach ')).map(line => JSON.parse(/\{.*\}/.exec(line)?.[0] ?? '{}'));
const question = (desk: Desk): string | null => {
  const prompt = desk.prompt();
  return prompt && 'question' in prompt ? prompt.question : null;
};
const chosen = (desk: Desk): string | null => desk.store.get().topics?.topicsAt.key ?? null;

describe('x on a broker', () => {
  test('opens its topics, also in read-only mode', () => {
    for (const readOnly of [false, true]) {
      const desk = deskWith([container('auren/kafka')], {readOnly});
      desk.store.update(state => ({...state, services: topicState().services}));
      desk.press('down', 'x');
      expect([desk.screens(), desk.asked]).toEqual([['stacks', 'topics'], [`topics.open ${brokerKey}`]]);
    }
  });
});

describe('the list of topics', () => {
  test('is walked through by the keys of every list', () => {
    const desk = open({expected: ['a', 'b', 'c']});
    const chosenAfter = (...keys: readonly string[]): string | null => {
      desk.press(...keys);
      return chosen(desk);
    };
    expect([
      chosenAfter('down'),
      chosenAfter('j'),
      chosenAfter('G'),
      chosenAfter('k'),
      chosenAfter('up'),
      chosenAfter('g'),
      chosenAfter('end'),
      chosenAfter('pgup'),
    ]).toEqual(['b', 'c', 'payments', 'orders', 'c', 'a', 'payments', 'a']);
  });

  test('i shows the topics of Kafka itself, again hides them', () => {
    const desk = open();
    desk.press('i');
    expect(desk.footer()).toContain('i hide internal');
    desk.press('i');
    expect(desk.footer()).toContain('i internal');
  });

  test('/ filters while it is typed, Enter keeps it, Esc clears it, then closes', () => {
    const desk = open();
    desk.press('/');
    desk.type('pay');
    expect(desk.store.get().topics?.filter).toBe('pay');
    desk.press('enter', 'esc');
    expect([desk.store.get().topics?.filter, desk.screens()]).toEqual(['', ['stacks', 'topics']]);
    desk.press('/');
    desk.type('x');
    desk.press('esc');
    expect(desk.store.get().topics?.filter).toBe('');
    desk.press('esc');
    expect([desk.screens(), desk.asked]).toEqual([['stacks'], ['topics.close']]);
  });

  test('q closes it, and ^r asks at once', () => {
    const desk = open();
    desk.press('ctrl-r', 'q');
    expect([desk.screens(), desk.asked]).toEqual([['stacks'], ['topics.refresh', 'topics.close']]);
  });
});

describe('Enter on a topic', () => {
  test.each([
    [[], {at: 'now'}],
    [['down'], {at: 'last', count: 10}],
    [['down', 'down'], {at: 'last', count: 100}],
    [['G'], {at: 'beginning'}],
  ])('then %j reads it', (keys, from) => {
    const desk = open();
    desk.press('enter', ...keys);
    expect(desk.prompt()).toMatchObject({kind: 'menu', title: 'Messages of orders'});
    desk.press('enter');
    expect([reached(desk), desk.prompt()]).toEqual([[{kind: 'read', key: brokerKey, topic: 'orders', from}], null]);
  });
  test('then Esc reads nothing', () => {
    const desk = open();
    desk.press('enter', 'esc');
    expect([desk.asked, desk.prompt()]).toEqual([[], null]);
  });
  test('that is missing says how to make it', () => {
    const desk = open({expected: ['a']});
    desk.press('enter');
    expect([desk.prompt(), desk.said()]).toEqual([null, 'Enter: it does not exist yet: m creates it']);
  });
});

describe('n', () => {
  const typed = (desk: Desk): {readonly typed: string; readonly problem: string | undefined} | null => {
    const prompt = desk.prompt();
    return prompt?.kind === 'line' ? {typed: prompt.typed, problem: prompt.problem} : null;
  };
  test('creates what is typed', () => {
    const desk = open();
    desk.press('n');
    desk.type('new.topic 3 1');
    desk.press('enter');
    expect([desk.asked, desk.prompt()]).toEqual([[`topics.reach {"kind":"create","key":"${brokerKey}"} new.topic 3 1`], null]);
  });
  test.each([
    ['', 'a topic needs a name'],
    ['orders', 'orders is there already'],
    ['a/b', 'not "/"'],
    ['new 1 2', 'replication 2 needs as many brokers: there is one'],
    ['new x', '"x" is no number'],
  ])('with "%s" says why not, keeps what was typed, and sends nothing', (text, why) => {
    const desk = open();
    desk.press('n');
    desk.type(text);
    desk.press('enter');
    expect(typed(desk)?.problem).toContain(why);
    expect([typed(desk)?.typed, desk.asked]).toEqual([text, []]);
    desk.type('z');
    expect(typed(desk)).toEqual({typed: `${text}z`, problem: undefined});
  });
  test('waits for the first answer', () => {
    const desk = open({overview: null});
    desk.press('n');
    expect([desk.prompt(), desk.said()]).toEqual([null, 'n: the broker has not answered yet']);
  });
});

describe('m', () => {
  const expected = ['audit', 'orders', 'zoo'];
  test('creates the missing topic that is chosen, once confirmed', () => {
    const desk = open({expected});
    desk.press('G', 'm');
    expect(question(desk)).toBe('Create the topic zoo in auren/kafka, 1 partition?');
    expect(desk.asked).toEqual([]);
    desk.press('enter');
    expect(reached(desk)).toEqual([{kind: 'create-missing', key: brokerKey, topics: ['zoo']}]);
  });
  test('on a topic that is there creates all that are missing, and so does M anywhere', () => {
    for (const keys of [
      ['down', 'm'],
      ['g', 'M'],
    ]) {
      const desk = open({expected});
      desk.press(...keys, 'y');
      expect(reached(desk)).toEqual([{kind: 'create-missing', key: brokerKey, topics: ['audit', 'zoo']}]);
    }
  });
  test('asks about many in few words', () => {
    const desk = open({overview: overview([]), expected: ['a', 'b', 'c', 'd', 'e']});
    desk.press('M');
    expect(question(desk)).toBe('Create 5 topics a, b, c and 2 more in auren/kafka, 1 partition each?');
  });
  test('says so where none is missing, and is not in the footer', () => {
    const desk = open();
    expect(desk.footer().some(key => key.startsWith('m '))).toBe(false);
    desk.press('m');
    expect(desk.said()).toBe('m: no topic that the profile expects is missing');
  });
});

describe('^x', () => {
  test('deletes once the name is typed, and says what is lost', () => {
    const desk = open();
    desk.press('ctrl-x');
    expect(desk.prompt()).toMatchObject({
      kind: 'type-name',
      question: 'Delete topic orders of auren/kafka?',
      consequences: 'Its 1,204 messages are lost. 2 groups read it.',
      expected: 'orders',
    });
    desk.type('order');
    desk.press('enter');
    expect([desk.asked, desk.said()]).toEqual([[], 'nothing was done: "order" is not orders']);
    desk.press('ctrl-x');
    desk.type('orders');
    desk.press('enter');
    expect(reached(desk)).toEqual([{kind: 'delete', key: brokerKey, topic: 'orders'}]);
  });
  test("leaves Kafka's own alone", () => {
    const desk = open();
    desk.press('i', 'g', 'ctrl-x');
    expect([desk.prompt(), desk.said()]).toEqual([null, "^x: it is Kafka's own: left alone"]);
  });
});

test('read-only mode refuses what changes something, and says so', () => {
  for (const key of ['n', 'm', 'M', 'ctrl-x', 'del']) {
    const desk = open({readOnly: true, expected: ['audit', 'orders']});
    desk.press('down', key);
    expect([desk.prompt(), desk.asked]).toEqual([null, []]);
    expect(desk.said()).toContain('read-only mode');
  }
});

describe('d', () => {
  test('describes a topic; Enter reads it from there, Esc comes back', () => {
    const desk = open();
    desk.press('d');
    expect([desk.screens(), desk.store.get().topics?.detail]).toEqual([
      ['stacks', 'topics', 'topic'],
      {topic: 'orders', scroll: 0, fetched: {kind: 'loading'}},
    ]);
    desk.press('enter', 'enter');
    expect(reached(desk)).toMatchObject([{kind: 'read', topic: 'orders'}]);
    desk.press('esc');
    expect(desk.screens()).toEqual(['stacks', 'topics']);
  });
});

describe('L', () => {
  const rows = (desk: Desk): string | null => desk.store.get().topics?.groupsAt.key ?? null;
  test('shows the groups, and again the topics', () => {
    const desk = open();
    desk.press('L');
    expect(desk.screens()).toEqual(['stacks', 'topics', 'groups']);
    desk.press('L');
    expect(desk.screens()).toEqual(['stacks', 'topics']);
  });
  test('there Enter and d unfold the partitions, and fold them again from any of them', () => {
    const desk = open({screen: 'groups'});
    desk.press('down', 'enter');
    expect(desk.store.get().topics?.unfolded).toEqual(new Set(['billing\npayments']));
    desk.press('down');
    expect(rows(desk)).toBe('billing\npayments\n0');
    desk.press('d');
    expect([rows(desk), desk.store.get().topics?.unfolded.size]).toEqual(['billing\npayments', 0]);
  });
  test('a group that is gone takes the choice to the one in its place', () => {
    const desk = open({screen: 'groups'});
    desk.press('G');
    desk.store.update(state =>
      inTopics(state, 1, view => ({...view, overview: overview([], [group('new', [readTopic('orders', 1)])])})),
    );
    desk.press('enter');
    expect(desk.store.get().topics?.unfolded).toEqual(new Set(['new\norders']));
  });
});

test('what the list is filtered by can hide the chosen topic: another is chosen', () => {
  const desk = open();
  desk.press('G');
  desk.store.update(state => withTopics(state, {filter: 'ord'}));
  desk.press('enter');
  expect(desk.prompt()).toMatchObject({title: 'Messages of orders'});
});
