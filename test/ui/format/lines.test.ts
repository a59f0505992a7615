import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {noPast} from '../../../source/model/past.js';
import {lost} from '../../../source/state/engine-updates.js';
import {initialState} from '../../../source/state/initial.js';
import {bodyHeight} from '../../../source/state/layout.js';
import {rowsIn} from '../../../source/state/selectors.js';
import type {State} from '../../../source/state/state.js';
import {hostSampled, sampled} from '../../../source/state/usage-updates.js';
import type {Prompt} from '../../../source/state/view.js';
import {ask, notify, resized, toggleFrozen, toggleTag, withView} from '../../../source/state/view-updates.js';
import {lostLine} from '../../../source/ui/format/connection.js';
import {emptyLines} from '../../../source/ui/format/empty.js';
import {formatConsequences, formatNotice, formatPrompt} from '../../../source/ui/format/footer.js';
import {clock, meterLine, titleLine} from '../../../source/ui/format/header.js';
import {helpLines} from '../../../source/ui/format/help.js';
import {formatWhy} from '../../../source/ui/format/why.js';
import {memberWhy, worstWhy} from '../../../source/ui/format/why-of.js';
import {helpGroups} from '../../../source/ui/keys/help-groups.js';
import {heightOf, helpLayout} from '../../../source/ui/keys/help-layout.js';
import {table} from '../../../source/ui/keys/table.js';
import {container, ended, inspection, minute, now, probe, second, usage} from '../../model/sample.js';
import {beginning, engine, stateWith} from '../../state/sample.js';
import {hostileName, hostileStack} from '../hostile.js';
import {asciiLook, bare, cells, looks, obeyed, plainLook} from '../sample.js';

const ill = [
  container('auren/postgres', {health: 'healthy'}),
  container('auren/kafka', {
    health: 'unhealthy',
    inspection: inspection({
      healthTest: ['CMD-SHELL', 'nc -z localhost 9092'],
      probes: [probe(now - 2 * minute, 1, 'timed out')],
    }),
  }),
  ended('auren/worker', 1),
];
const title = (state: State, look = plainLook): string => bare(titleLine(state, look));

describe('the first line', () => {
  test('says where you are and what is wrong', () => {
    const line = title(stateWith(ill));
    expect(line).toContain(' stacktop  web-01  Docker 26.1.5 · 1 stack · 2/3 running · 1 unhealthy · 1 failed');
    expect(line.trimEnd().endsWith(clock(now))).toBe(true);
  });
  test('says what was chosen', () => {
    const state = withView(toggleTag(toggleFrozen(stateWith(ill))), {sort: {field: 'cpu', inverted: true}, all: false});
    expect(title(resized(state, 200, 40))).toContain('1 failed · frozen · 3 tagged · by cpu, inverted · running only');
    expect(title(stateWith(ill, {filter: 'kafka', readOnly: true}))).toMatch(/stacktop {3}READ ONLY .*· \/kafka/);
  });
  test('never passes the demo off as a host', () => {
    expect(title({...stateWith(ill), engine: {...engine, demo: true}})).toContain(' DEMO ');
  });
  test('on 80 columns still says what is wrong, whatever the host is called', () => {
    const state = {
      ...stateWith(ill, {readOnly: true}),
      engine: {...engine, demo: true, hostName: 'a-very-long-host-name.example.org'},
    };
    expect(title(resized(state, 80, 24))).toContain('2/3 · 1 unhealthy');
  });
  test('ends with a fact, not with a dot', () => {
    for (let columns = 40; columns < 160; columns++)
      expect(title(resized(stateWith(ill), columns, 24))).not.toMatch(/· +\d\d:\d\d:\d\d $/);
  });
  test('before the list has come says whom it asks', () => {
    expect(title(resized(initialState(beginning), 100, 24))).toMatch(/^ stacktop {2}unix:\/\/\/var\/run\/docker\.sock {2,}\d\d:/);
  });
});

describe('the second line', () => {
  const meters = (state: State): string => bare(meterLine(state, plainLook));

  test('says what the host uses', () => {
    const host = {
      cpuPercent: 23,
      memoryUsed: 3.1 * 1024 ** 3,
      memoryTotal: 15.6 * 1024 ** 3,
      rxRate: 1.2 * 1024 ** 2,
      txRate: 310 * 1024,
      readRate: 0,
      writeRate: null,
    };
    expect(meters(hostSampled(stateWith(ill), host))).toMatch(
      /^ cpu ━+╸? +23% of 8 {3}mem ━+╸? +3\.1G of 15\.6G {3}net ↓1\.2M ↑310K {3}disk r 0 {4}w – {3}$/,
    );
  });
  test('sums over the containers of an engine elsewhere', () => {
    const first = sampled(stateWith(ill), new Map([['id-auren-kafka-1', usage({cpuPercent: 80, memory: 2 * 1024 ** 3})]]), now);
    expect(meters(first)).toMatch(/cpu +– of 8 {3}mem +– of 16\.0G/);
    const state = sampled(first, new Map([['id-auren-postgres-1', usage({cpuPercent: 0, memory: 0})]]), now);
    expect(meters(state)).toMatch(/ cpu ━+╸? +10% of 8 {3}mem ━+╸? +2\.0G of 16\.0G/);
  });
  test('says of what is not known that it is not', () => {
    expect(meters(stateWith([]))).toMatch(/cpu +– of 8 {3}mem +– of 16\.0G {3}net ↓– {4}↑– {3}/);
    expect(meters({...stateWith([]), engine: null})).toMatch(/cpu +– {3}mem +– {3}net/);
  });
});

describe('the banner of a lost engine', () => {
  const gone = lost(
    stateWith(ill),
    {message: 'connection refused', hint: '', retryAt: now + 4 * second, attempt: 3},
    now - 8 * second,
  );
  test('says since when, why, and when it tries again', () => {
    expect(bare(lostLine({...gone, now}, plainLook) ?? '').trim()).toBe(
      '▲ engine lost 8 s ago · connection refused · next try in 4 s',
    );
    expect(lostLine({...gone, now: now + 5 * second}, plainLook)).toContain('trying now');
  });
  test('is none while it answers', () => {
    expect(lostLine(stateWith(ill), plainLook)).toBeNull();
  });
});

describe('the why line', () => {
  test('says what is wrong with the worst, as far as there is room', () => {
    const why = worstWhy(stateWith(ill), undefined);
    const said = (width: number): string => (why ? bare(formatWhy(why, width, plainLook)) : '');
    expect(said(200)).toBe(' ▲ auren/kafka unhealthy for 2 min · check nc -z localhost 9092 said “timed out”');
    expect(said(50)).toBe(' ▲ auren/kafka unhealthy for 2 min · check nc -z…');
    expect(said(42)).toBe(' ▲ auren/kafka unhealthy for 2 min');
  });
  test('leaves room for what is wrong beside a long name', () => {
    const why = worstWhy(stateWith([container(`s/${'x'.repeat(300)}`, {health: 'unhealthy', inspection: null})]), undefined);
    expect(why && bare(formatWhy(why, 80, plainLook))).toMatch(/^ ▲ s\/x{20,}… unhealthy$/);
  });
  test('of the worst stack comes before that of the first', () => {
    const said = worstWhy(stateWith([container('a/a', {health: 'starting', inspection: null}), ended('b/b', 1)]), undefined);
    expect(said && bare(formatWhy(said, 80, plainLook))).toContain('b/b exited with 1');
  });
  test('is about the stack one looks at, before a worse one elsewhere', () => {
    const state = stateWith([
      container('a/a', {health: 'healthy'}),
      ended('a/b', 1),
      container('b/b', {health: 'unhealthy', inspection: null}),
    ]);
    const said = (place: number): string => {
      const why = worstWhy(state, rowsIn(state)[place]);
      return why ? bare(formatWhy(why, 80, plainLook)) : '';
    };
    expect(said(1)).toMatch(/^ ▲ b exited with 1/);
    expect(said(4)).toBe(' ▲ b unhealthy');
    const waiting = stateWith([container('a/a', {health: 'starting', inspection: null}), ended('b/b', 1)]);
    const why = worstWhy(waiting, rowsIn(waiting)[0]);
    expect(why && bare(formatWhy(why, 80, plainLook))).toContain('b/b exited with 1');
  });
  test('tells of a loop in a stack that looks well', () => {
    const exits = [3, 2, 1].map(age => ({time: now - age * minute, code: 1, oomKilled: false, signals: []}));
    const state = {...stateWith([container('a/a', {health: 'healthy'})]), pasts: new Map([['a/a/1', {...noPast, exits}]])};
    const why = worstWhy(state, undefined);
    expect(why && bare(formatWhy(why, 80, plainLook))).toContain('3 ends in 10 min');
  });
  test('is none when all is well', () => {
    expect(worstWhy(stateWith([container('a/a', {health: 'healthy'}), ended('a/b', 0)]), undefined)).toBeNull();
  });
});

describe('an empty list says why, and what to do', () => {
  const said = (state: State): string => emptyLines(state, plainLook, 80, 20).map(bare).join(' ');
  test.each<readonly [string, State, RegExp]>([
    ['no containers', stateWith([]), /no containers on this engine yet.*docker compose up/],
    ['a filter', stateWith(ill, {filter: 'xyz'}), /Nothing here matches "xyz".*Esc clears/],
    ['running only', withView(stateWith([ended('s/a', 143)]), {all: false}), /No container runs.*a shows/],
  ])('%s', (_, state, expected) => {
    expect(said(state)).toMatch(expected);
  });
  test('nothing before the list has come', () => {
    expect(said(initialState(beginning))).toBe('');
  });
});

describe('help', () => {
  test.each(['stacks', 'detail', 'logs', 'commands', 'topics', 'groups', 'topic', 'messages', 'plan'] as const)(
    'for %s names every key of it whole, in as many lines as reckoned',
    screen => {
      for (const width of [40, 80, 109, 110, 120, 200]) {
        const lines = helpLines(screen, width, false, plainLook).map(bare);
        expect(lines).toHaveLength(heightOf(helpLayout(helpGroups(table, screen), width, false, false)));
        for (const line of lines) expect(cells(line)).toBeLessThanOrEqual(width);
        const halves =
          width < 110 ? lines : [...lines.map(line => line.slice(0, width / 2)), ...lines.map(line => line.slice(width / 2))];
        const text = halves
          .map(line => line.trim())
          .join(' ')
          .replace(/ +/g, ' ');
        const bindings = table.filter(each => each.screens.includes(screen));
        for (const {does, inRow, row} of bindings) if (!inRow) expect(text).toContain((row?.does ?? does).replace(/ +/g, ' '));
        // One that stands in the row of a counterpart is named by its key there.
        const inRows = bindings.flatMap(({row}) => row?.keys ?? []);
        for (const {keys, inRow} of bindings) if (inRow) expect(inRows).toContain(keys[0]);
      }
    },
  );
  test('fits 120×40 without scrolling', () => {
    const height = bodyHeight(resized(stateWith(ill), 120, 40));
    for (const screen of ['stacks', 'detail', 'logs', 'commands', 'topics', 'groups', 'topic', 'messages', 'plan'] as const)
      expect([screen, helpLines(screen, 120, false, plainLook).length <= height]).toEqual([screen, true]);
  });
  test('says what read-only mode refuses', () => {
    expect(helpLines('stacks', 80, true, plainLook).map(bare).join('\n')).toMatch(
      /restart, [\s\S]*\(not\s+in\s+read-only\s+mode\)/,
    );
  });
});

const goal = {kind: 'change', request: {action: 'remove', targets: []}} as const;
const prompts = (text: string): readonly Prompt[] => [
  {kind: 'confirm', goal, question: text},
  {kind: 'type-name', goal, question: text, expected: text, typed: text},
  {kind: 'line', goal, sign: 'topic', hint: 'name', typed: text},
  {kind: 'line', goal, sign: 'topic', hint: 'name', typed: text, problem: text},
  {kind: 'topic-filter', typed: text, before: ''},
  {kind: 'message-search', typed: text, before: '', place: null},
  {kind: 'quit', what: text},
  {kind: 'filter', typed: text, before: '', selected: null},
  {kind: 'filter', typed: '', before: '', selected: null},
  {kind: 'log-search', typed: text, before: '', place: null},
  {kind: 'log-filter', typed: text, before: ''},
  {kind: 'shell', key: '', typed: text},
];

describe('a prompt', () => {
  const drawn = (prompt: Prompt, columns = 80): string =>
    bare(formatPrompt(resized(ask(stateWith(ill), prompt), columns, 24), plainLook) ?? '');
  test('of a question shows both answers, however long it is', () => {
    expect(drawn({kind: 'confirm', goal, question: 'Restart auren/kafka?'})).toBe(' Restart auren/kafka?  Enter yes  Esc no');
    expect(drawn({kind: 'confirm', goal, question: 'x'.repeat(200)})).toMatch(/x… {2}Enter yes {2}Esc no$/);
  });
  test('to quit keeps its end in sight', () => {
    expect(drawn({kind: 'quit', what: `restart of ${'x'.repeat(90)}`})).toMatch(
      /^ restart of x+…: quit anyway\? {2}Enter yes {2}Esc no$/,
    );
  });
  describe('for a name', () => {
    const asked = (name: string, columns: number, typed = ''): readonly [string, string] => {
      const consequences = 'It runs: it is killed first. Its anonymous volumes stay.';
      const prompt: Prompt = {kind: 'type-name', goal, question: `Remove shop/${name}?`, consequences, expected: name, typed};
      const above = formatConsequences(resized(ask(stateWith(ill), prompt), columns, 24), plainLook);
      return [bare(above ?? ''), drawn(prompt, columns)];
    };
    test('says in the line above what comes of it', () => {
      expect(asked('kafka', 80, 'ka')).toEqual([
        ' It runs: it is killed first. Its anonymous volumes stay.',
        ' Remove shop/kafka? Type its name (kafka): ka▏',
      ]);
    });
    test('with less room says shorter what to type, and then above', () => {
      expect(asked('a-service-with-a-name', 80)[1]).toBe(' Remove shop/a-service-with-a-name? Type a-service-with-a-name: ▏');
      const [above, line] = asked('a-service-with-a-very-long-name', 80);
      expect(above).toMatch(/^ Type a-service-with-a-very-long-name to do it. It runs: it is k/);
      expect(line).toBe(' Remove shop/a-service-with-a-very-long-name? ▏');
    });
    test('keeps verb and name, and the end of what is typed, in sight', () => {
      expect(asked('x'.repeat(90), 80, `${'y'.repeat(50)}end`)[1]).toMatch(/^ Remove shop\/x+… …y*end▏$/);
    });
  });
  test('shows the end of what is typed', () => {
    expect(drawn({kind: 'filter', typed: `${'x'.repeat(90)}end`, before: '', selected: null})).toMatch(/^ \/…x+end▏$/);
  });
  test('says what can be typed while nothing is', () => {
    expect(drawn({kind: 'filter', typed: '', before: '', selected: null})).toContain('health=unhealthy');
    expect(drawn({kind: 'filter', typed: '', before: '', selected: null}, 50)).toBe(' /▏');
  });
});

test('no line overflows, obeys somebody, or leaves ASCII, in any look and on any terminal', () => {
  const width = fc.integer({min: 40, max: 220});
  fc.assert(
    fc.property(hostileStack, hostileName, width, fc.constantFrom(...looks), (stack, name, columns, {look}) => {
      const state = resized(stateWith(stack.containers, {endpoint: name, filter: name}), columns, 24);
      const named = {...state, engine: {...engine, hostName: name, version: name}};
      const whys = [
        worstWhy(named, undefined),
        ...rowsIn(withView(named, {filter: ''})).map(row => memberWhy(row, named)),
      ].filter(why => why !== null);
      const lines = [
        titleLine(named, look),
        titleLine({...state, engine: null}, look),
        meterLine(named, look),
        lostLine(lost(named, {message: name, hint: name, retryAt: now, attempt: 1}, now), look) ?? '',
        formatNotice(notify(named, name, 'bad'), look) ?? '',
        ...whys.map(why => formatWhy(why, columns, look)),
        ...emptyLines(named, look, columns, 20),
        ...prompts(name).map(prompt => formatPrompt(ask(named, prompt), look) ?? ''),
        ...prompts(name).map(prompt => formatConsequences(ask(named, prompt), look) ?? ''),
        ...helpLines('stacks', columns, true, look),
      ];
      for (const line of lines) {
        expect(bare(line)).not.toMatch(obeyed);
        expect(cells(line)).toBeLessThanOrEqual(columns);
        if (look.theme.ascii) expect(bare(line)).toMatch(/^[ -~]*$/);
      }
      expect(cells(titleLine(named, look))).toBe(columns);
    }),
    {numRuns: 200},
  );
});

test('in ASCII the lines still say what they do', () => {
  expect(title(stateWith(ill), asciiLook)).toContain('2/3 running | 1 unhealthy | 1 failed');
});
