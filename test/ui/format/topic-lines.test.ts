import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {KafkaOverview, TopicItem} from '../../../source/model/topic.js';
import {itemsOf} from '../../../source/state/log-ring.js';
import type {State} from '../../../source/state/state.js';
import {groupRowsIn, topicRowsIn} from '../../../source/state/topic-rows.js';
import {failed, inTopics, type TopicsView, withTopics} from '../../../source/state/topics.js';
import {type Table, tableGap, tableMargin} from '../../../source/ui/format/detail-table.js';
import {groupTable} from '../../../source/ui/format/group-table.js';
import type {Look} from '../../../source/ui/format/look.js';
import {messageColumns, messagePage} from '../../../source/ui/format/message-columns.js';
import {messageRows} from '../../../source/ui/format/message-row.js';
import {messageStatus, messagesTitle} from '../../../source/ui/format/message-title.js';
import {messageRate, topicTable} from '../../../source/ui/format/topic-table.js';
import {brokerStatus, groupsTitle, topicsTitle, topicTitle} from '../../../source/ui/format/topic-title.js';
import {group, message, overview, partition, readTopic, topic} from '../../model/kafka-sample.js';
import {now, second} from '../../model/sample.js';
import {hostileName} from '../hostile.js';
import {asciiLook, bare, cells, looks, obeyed, plainLook} from '../sample.js';
import {messageState, topicState} from '../support/topic-scene.js';

const viewOf = ({topics}: State): TopicsView => {
  if (!topics) throw new Error('no topics are open');
  return topics;
};
/** A table as text: headings, then rows, cells joined by a bar. */
const words = ({columns, rows}: Table): string[] => [
  columns.map(({header}) => header).join('|'),
  ...rows.map(row => row.map(cell => cell.trim()).join('|')),
];
const all = (rows: readonly unknown[]) => ({top: 0, height: rows.length, chosen: 0});
const topicsOf = (state: State, width = 120, look = plainLook): Table =>
  topicTable(topicRowsIn(state), all(topicRowsIn(state)), width, look);
const widthOf = ({columns}: Table): number =>
  tableMargin + columns.reduce((sum, column) => sum + column.width, 0) + tableGap * (columns.length - 1);

const ill = overview(
  [
    topic('orders', [
      partition(0, {replicas: [1, 2], inSync: [1], end: 1_204_000}),
      partition(1, {leader: null, inSync: [], end: 4}),
    ]),
    topic('audit', [partition(0, {begin: null, end: null})], {messages: null}),
    topic('__consumer_offsets'),
  ],
  [group('billing', [readTopic('orders', 90)])],
);

describe('the table of topics', () => {
  test('tells partitions, replication, what is under-replicated, messages and lag', () => {
    expect(words(topicsOf(topicState({overview: ill, expected: ['zoo']})))).toEqual([
      'TOPIC|PART|REPL|UNDER|MESSAGES|MSG/S|LAG|OF GROUP|',
      'audit|1|1|0|–|–|–||',
      'orders|2|2|2|1,204,004|–|90|billing|1 partition offline',
      'zoo|–|–|–|–|–|–||missing',
    ]);
  });
  test('reaches the right edge, and leaves out the least wanted where there is little room', () => {
    const state = topicState({overview: ill, expected: ['zoo']});
    for (const width of [40, 60, 80, 120, 200]) expect(widthOf(topicsOf(state, width))).toBe(width);
    const headers = topicsOf(state, 60).columns.map(({header}) => header.trim());
    expect(headers).not.toContain('OF GROUP');
    expect(headers).toContain('LAG');
  });
  test('names topics and groups at length before it tells their replication', () => {
    const state = topicState({
      overview: overview([topic('neuros-mode-switches')], [group('nightly', [readTopic('neuros-mode-switches', 90)])]),
      expected: ['agent-communications'],
    });
    const text = words(topicsOf(state, 80)).join('\n');
    for (const name of ['neuros-mode-switches', 'agent-communications', 'nightly']) expect(text).toContain(name);
    expect(text).not.toContain('REPL');
  });
  test('keeps its columns while one scrolls', () => {
    const rows = topicRowsIn(
      topicState({overview: overview(Array.from({length: 50}, (_, index) => topic('x'.repeat(index + 1))))}),
    );
    const first = topicTable(rows, {top: 0, height: 5, chosen: 0}, 120, plainLook);
    const last = topicTable(rows, {top: 45, height: 5, chosen: 4}, 120, plainLook);
    expect(last.columns.map(({width}) => width)).toEqual(first.columns.map(({width}) => width));
    expect([first.rows.length, last.chosen]).toEqual([5, 4]);
  });
  test.each([
    [0, '0'],
    [0.04, '0'],
    [0.4, '0.4'],
    [12.4, '12'],
    [1204.2, '1,204'],
  ])('a rate of %d is %s', (rate, text) => {
    expect(messageRate(rate)).toBe(text);
  });
});

describe('the table of groups', () => {
  test('tells state, members, lag, and where it is unfolded how far each partition was read', () => {
    const known = overview(
      [],
      [group('billing', [readTopic('orders', 90), readTopic('pay', 0)]), group('idle', [], {state: 'empty', members: null})],
    );
    const state = withTopics(topicState({overview: known}), {unfolded: new Set(['billing\norders'])});
    const rows = groupRowsIn(state);
    expect(words(groupTable(rows, all(rows), 120, plainLook))).toEqual([
      'GROUP|STATE|MEMBERS|TOPIC|READ TO|END|LAG|',
      'billing|stable|1|orders|||90|',
      '|||└ partition 0|910|1,000|90|',
      '|||pay|||0|',
      'idle|empty|–|has read nothing yet|||–|',
    ]);
    // Scrolled into the middle of a group, it is still said whose.
    expect(words(groupTable(rows, {top: 2, height: 1, chosen: 0}, 120, plainLook))[1]).toBe('billing|stable|1|pay|||0|');
  });
});

describe('the line above', () => {
  const title = (state: State, width = 200, where = ''): string =>
    bare(topicsTitle(viewOf(state), state, where, width, plainLook));
  test('says how many and what is wrong', () => {
    expect(title(topicState({overview: ill, expected: ['zoo']}))).toBe(
      ' auren/kafka  2 topics · 1 missing · 1 partition offline · 2 partitions under-replicated · 1 broker · 1 group',
    );
  });
  test('says first that the broker does not answer, when it is tried again, and how old the figures are', () => {
    const state = inTopics(topicState({overview: ill}), 1, view =>
      failed(view, 'no broker answers: 10.0.0.2:9092 refused', 'it may be starting', now + second, now + 4 * second),
    );
    expect(title({...state, now: now + 2 * second}, 140)).toMatch(
      /^ auren\/kafka {2}▲ no broker answers: 10\.0\.0\.2:9092 refused · figures of 2 s ago · /,
    );
    const below = (at: number): string => bare(brokerStatus(viewOf(state), at, 80, plainLook) ?? '');
    expect(below(now + 2 * second)).toBe(' next try in 2 s · it may be starting');
    expect(below(now + 9 * second)).toBe(' trying now · it may be starting');
  });
  test('tells which rows are on screen at the right edge', () => {
    const line = title(topicState({overview: ill}), 120, '1-5 of 50');
    expect([line.endsWith('  1-5 of 50 '), cells(line)]).toEqual([true, 120]);
  });
});

/** The rows of these messages, one after another. */
const drawn = (state: State, look: Look = plainLook, unfolded = false): string[] => {
  const view = viewOf(state);
  const {messages} = view;
  if (!messages) throw new Error('no messages are open');
  const columns = messageColumns(view, messages, state.now, state.view.size.columns);
  return messages.log.ring.blocks.flatMap(block =>
    itemsOf(block).flatMap(item => messageRows(item, columns, {chosen: false, marked: false, unfolded, pattern: null}, look)),
  );
};
const today = (offset: number): {readonly timestamp: number} => ({timestamp: now - 60_000 + offset});

describe('a message', () => {
  const time = /^ \d\d:\d\d:\d\d\.\d{3} {2}/;
  test('has its time, partition and offset, key and value', () => {
    const [line = ''] = drawn(messageState([message(12, 'paid', {key: 'user-1', partition: 3, ...today(12)})])).map(bare);
    expect(line).toMatch(time);
    expect(line.replace(time, '')).toBe('3:12  user-1  paid');
  });
  test('of another day tells the day', () => {
    const [line = ''] = drawn(messageState([message(1, 'x')])).map(bare);
    expect(line).toMatch(/^ \d\d-\d\d \d\d:\d\d:\d\d\.\d{3} {2}0:1 {2}x$/);
  });
  test('says what it has not', () => {
    const [tombstone = '', empty = ''] = drawn(messageState([message(1, null, today(1)), message(2, '', today(2))])).map(bare);
    expect(tombstone).toContain('no value: its key is deleted');
    expect(empty).toMatch(/empty$/);
  });
  test('of bytes is told as bytes, a cut one says of how much', () => {
    const bytes = {...message(1, ''), ...today(1), value: {text: 'fffe', binary: true, size: 9_000_000, cut: true}};
    expect(drawn(messageState([bytes])).map(bare)[0]).toMatch(/bytes fffe \(of 8\.6M\)$/);
  });
  test('of JSON is one line, and unfolded a line a value, with its headers', () => {
    const headers = [{name: 'trace', value: {text: 'abc', binary: false, size: 3, cut: false}}];
    const state = messageState([{...message(1, '{ "a": [1, 2] }', {key: 'k', ...today(1)}), headers}]);
    expect(drawn(state).map(bare)[0]).toMatch(/k {2}\{"a":\[1,2\]\}$/);
    const lines = drawn(state, plainLook, true).map(line => bare(line).trimEnd());
    expect(lines.slice(1)).toEqual([
      '   partition 0 offset 1',
      '   time 2026-01-01T11:59:00.001Z',
      '   key k',
      '   header trace abc',
      '   {',
      '     "a": [',
      '       1,',
      '       2',
      '     ]',
      '   }',
    ]);
  });
  test('with line breaks stands in one line, and unfolded in several', () => {
    const state = messageState([message(1, 'a\nb', today(1))]);
    expect(drawn(state).map(bare)[0]).toMatch(/a↵b$/);
    expect(drawn(state, plainLook, true).map(bare).slice(-2)).toEqual(['   a', '   b']);
    expect(drawn(state, asciiLook).map(bare)[0]).toMatch(/a\|b$/);
  });
  test('that could not be read says why, between the others', () => {
    const gap: TopicItem = {kind: 'gap', partition: 2, offset: 7, count: 3, why: 'compressed with zstd: not readable here'};
    expect(drawn(messageState([gap])).map(bare)[0]).toMatch(
      /━━ 3 messages are left out at 2:7: compressed with zstd: not readable here ━+$/,
    );
  });
  test('takes as many lines as were reckoned, wrapped, unfolded or not', () => {
    const long = message(1, `{"text":"${'日本語 '.repeat(200)}","more":[1,2,3]}`, {key: 'key', ...today(1)});
    for (const [columns, wrap, unfolded] of [
      [60, false, false],
      [60, true, false],
      [60, false, true],
      [120, true, true],
    ] as const) {
      const base = messageState([long], {columns});
      const state = withTopics(base, {messageLook: {times: true, wrap}});
      const view = viewOf(state);
      const messages = view.messages;
      if (!messages) throw new Error('no messages are open');
      const log = {...messages.log, unfolded: unfolded ? new Set([1]) : new Set<number>()};
      const page = messagePage(state, view, {...messages, log});
      const item = log.ring.blocks.flatMap(block => itemsOf(block))[0];
      if (!item) throw new Error('there is a message');
      expect(drawn(state, plainLook, unfolded)).toHaveLength(page.linesOf({item, fold: null, below: false, unfolded}));
    }
  });
});

test('no line of these screens overflows, obeys somebody, or leaves ASCII, in any look and on any terminal', () => {
  const hostileText = hostileName.map(text => ({text, binary: false, size: text.length, cut: false}));
  const hostileMessage = fc.record({
    kind: fc.constant('message' as const),
    partition: fc.integer({min: 0, max: 100_000}),
    offset: fc.integer({min: 0, max: 2 ** 52}),
    timestamp: fc.option(fc.oneof(fc.integer({min: 0, max: 8e15}), fc.constant(1.7e18)), {nil: null}),
    key: fc.option(hostileText, {nil: null}),
    value: fc.option(hostileText, {nil: null}),
    headers: fc.array(fc.record({name: hostileName, value: hostileText}), {maxLength: 2}),
  });
  const cluster = fc
    .record({names: fc.uniqueArray(hostileName, {maxLength: 4}), lag: fc.integer({min: 0, max: 2 ** 50}), trouble: hostileName})
    .map(
      ({names, lag, trouble}): KafkaOverview =>
        overview(
          names.map(name => topic(name, [partition(0, {end: lag}), partition(1, {leader: null, inSync: []})])),
          names.map(name => group(name, [readTopic(name, lag, 2 ** 51)])),
          {troubles: [trouble]},
        ),
    );
  fc.assert(
    fc.property(
      cluster,
      hostileName,
      fc.array(hostileMessage, {maxLength: 4}),
      fc.integer({min: 40, max: 220}),
      fc.constantFrom(...looks),
      fc.boolean(),
      (known, name, items, columns, {look}, wrap) => {
        const state = {
          ...withTopics(messageState(items, {overview: known, expected: [name], columns, topic: name}), {
            messageLook: {times: true, wrap},
            unfolded: new Set(known.topics.map(each => `${each.name}\n${each.name}`)),
            title: name,
            doing: name,
          }),
        };
        const view = failed(viewOf(state), name, name, now, now);
        const {messages} = view;
        if (!messages) throw new Error('no messages are open');
        const tables = [topicsOf(state, columns, look), groupTable(groupRowsIn(state), all(groupRowsIn(state)), columns, look)];
        const lines = [
          topicsTitle(view, state, '1-2 of 3', columns, look),
          groupsTitle(view, state, '', columns, look),
          topicTitle(view, state, name, '1-2 of 3', columns, look),
          messagesTitle(view, messages, columns, look),
          messageStatus(
            {...messages, reading: {kind: 'waiting', message: name, hint: name, retryAt: now}},
            null,
            now,
            columns,
            look,
          ),
          brokerStatus(view, now, columns, look) ?? '',
          ...drawn(state, look),
          ...drawn(state, look, true),
        ];
        for (const line of lines) {
          expect(bare(line)).not.toMatch(obeyed);
          expect(cells(line)).toBeLessThanOrEqual(columns);
          if (look.theme.ascii) expect(bare(line)).toMatch(/^[ -~]*$/);
        }
        for (const table of tables) {
          expect(widthOf(table)).toBeLessThanOrEqual(columns);
          for (const cell of table.rows.flat()) expect(cell).not.toMatch(obeyed);
        }
      },
    ),
    {numRuns: 200},
  );
});
