import fc from 'fast-check';
import {render} from 'ink-testing-library';
import {describe, expect, test} from 'vitest';
import type {LogItem} from '../../source/model/log-entry.js';
import {withLines} from '../../source/state/logs.js';
import type {State} from '../../source/state/state.js';
import {createTheme} from '../../source/terminal/theme.js';
import {cellWidth} from '../../source/terminal/widths.js';
import {createLook} from '../../source/ui/format/look.js';
import {Logs} from '../../source/ui/screens/logs.js';
import {line, lines, logState, source, spelt} from '../state/support-logs.js';
import {hostileName} from './hostile.js';
import {deskAt} from './keys/desk.js';

const plain = createLook(createTheme('none', 'dark', false));
const ascii = createLook(createTheme('none', 'dark', true));
const coloured = createLook(createTheme('truecolor', 'dark', false));

/** A log screen that keys act on. */
const open = (state: State) => {
  const desk = deskAt(state);
  const {columns, rows} = state.view.size;
  const frame = (look = plain): string => {
    const {lastFrame, unmount} = render(<Logs state={desk.store.get()} look={look} width={columns} height={rows - 5} />);
    const text = lastFrame() ?? '';
    unmount();
    return text;
  };
  const body = (look = plain): string[] =>
    frame(look)
      .replace(/\u001b\[[\d;]*m/g, '')
      .trimEnd()
      .split('\n')
      .slice(rows - 5 >= 22 ? 2 : 1)
      .map(row => row.trimEnd());
  return {
    ...desk,
    frame,
    body,
    /** Messages, without what stands before them. */
    messages: (): string[] => body().map(row => row.replace(/^.(?:[\d:.]{12}| {12}) (?:\w+ +)?(?:! )?/, '').trim()),
    add: (items: readonly LogItem[]) => desk.store.update(now => (now.logs ? {...now, logs: withLines(now.logs, items)} : now)),
  };
};

const trace = [
  line(1, 'starting'),
  line(2, 'KafkaConnectionError: connection refused', {level: 'error'}),
  ...Array.from({length: 18}, (_, index) => line(3 + index, `    at frame ${index + 1}`, {level: 'error', continues: true})),
  line(21, 'Session expired for broker 1', {level: 'warn'}),
  ...Array.from({length: 13}, (_, index) => line(22 + index, 'Session expired for broker 1', {level: 'warn', repeats: true})),
  line(35, 'ready'),
];

describe('rows of a log', () => {
  test('the footer tells whether Enter unfolds or folds', () => {
    const app = open(logState(trace));
    app.press('k', 'k');
    expect(app.footer()).toContain('Enter unfold');
    app.press('enter');
    expect(app.footer()).toContain('Enter fold');
    app.press('enter', 'j');
    expect(app.footer()).toContain('Enter unfold');
  });

  test('a folded Python trace tells its exception', () => {
    const app = open(
      logState([
        line(1, 'Traceback (most recent call last):', {level: 'error'}),
        line(2, '  File "app.py", line 9, in pay', {continues: true}),
        line(3, "KeyError: 'card'", {continues: true}),
      ]),
    );
    expect(app.messages()).toEqual(["KeyError: 'card'  Traceback (most recent call last):  + 2 lines"]);
  });

  test('a trace tells how many lines stand behind it, a run how many times it was said', () => {
    const app = open(logState(trace));
    expect(app.messages()).toEqual([
      'starting',
      'KafkaConnectionError: connection refused  + 18 lines',
      'Session expired for broker 1  ×14',
      'ready',
    ]);
    expect(app.body(ascii).join('\n')).toContain('Session expired for broker 1  x14');
  });

  test('one line behind it is one line', () => {
    expect(open(logState(spelt('a a+'))).messages()).toEqual(['a1  + 1 line']);
  });

  test('a run has the time at which it was said last', () => {
    const run = [5, 6, 7].map((ms, index) => line(index + 1, 'again', {time: ms, repeats: index > 0}));
    expect(open(logState(run)).body()[0]).toMatch(/^ \d\d:\d\d:\d\d\.007 .*again {2}×3$/);
  });

  test('the counts stay in sight where the message has no room', () => {
    const long = [line(1, `${'x'.repeat(300)} end`), line(2, '  at y', {continues: true})];
    for (const columns of [60, 80, 120]) expect(open(logState(long, {columns})).body()[0]).toMatch(/xx… {2}\+ 1 line$/);
    const app = open(logState(long, {columns: 80}));
    app.press(...Array.from({length: 20}, () => 'right'));
    expect(app.body()[0]).toMatch(/^.{10,}… {2}\+ 1 line$/);
  });

  test('the count of the newest group grows while it goes on', () => {
    const app = open(logState(lines(3)));
    for (let seq = 4; seq < 10; seq += 1) {
      app.add([line(seq, 'line 3', {repeats: true})]);
      expect(app.messages()).toEqual(['line 1', 'line 2', `line 3  ×${seq - 2}`]);
    }
  });
});

describe('keys that fold', () => {
  test('Enter unfolds in place, indented below the head and without its columns; again it folds', () => {
    const app = open(logState(trace, {sources: [source('web'), source('db')], rows: 40}));
    app.press('g', 'j', 'enter');
    const rows = app.body();
    expect(rows[1]).toMatch(/ web error {3}KafkaConnectionError: connection refused$/);
    expect(rows[2]).toMatch(/^ {20,}at frame 1$/);
    expect(rows[19]).toMatch(/^ {20,}at frame 18$/);
    expect(rows[20]).toContain('Session expired for broker 1  ×14');
    app.press('enter');
    expect(app.messages()[1]).toMatch(/KafkaConnectionError: connection refused {2}\+ 18 lines$/);
  });

  test('unfolded repeats have their own times', () => {
    const run = [5, 6, 7].map((ms, index) => line(index + 1, 'again', {time: ms, repeats: index > 0}));
    const app = open(logState(run));
    app.press('enter');
    expect(app.body().map(row => /\.(\d{3}) /.exec(row)?.[1])).toEqual(['005', '006', '007']);
    expect(app.messages()).toEqual(['again', 'again', 'again']);
  });

  test('a head that is JSON unfolds by its keys too, and lines in a string are lines', () => {
    const json = JSON.stringify({
      msg: 'failed',
      id: 9007199254740993n.toString(),
      err: {stack: 'Error: no\n    at one\n    at two'},
    });
    const app = open(logState([line(1, json), line(2, '  at x', {continues: true})]));
    app.press('enter');
    expect(app.messages().map(text => text.replace(/^msg.*/, ''))).toEqual([
      expect.stringContaining('failed'),
      '{',
      '"msg": "failed",',
      '"id": "9007199254740993",',
      '"err": {',
      '"stack": "Error: no',
      'at one',
      'at two"',
      '}',
      '}',
      'at x',
    ]);
  });

  test('numbers keep their digits when JSON is unfolded', () => {
    const app = open(logState([line(1, '{"msg":"x","id":90071992547409931234}')]));
    app.press('enter');
    expect(app.body().join('\n')).toContain('"id": 90071992547409931234');
  });

  test('f unfolds all and folds all, and stays so for the next log', () => {
    const app = open(logState(trace, {rows: 60}));
    app.press('g', 'j', 'enter', 'f');
    expect(app.body()).toHaveLength(35);
    expect(app.store.get().logLook.unfolded).toBe(true);
    app.press('enter');
    expect(app.body()).toHaveLength(17);
    app.press('f');
    expect(app.body()).toHaveLength(4);
    expect(app.said()).toContain('one line each');
  });

  test('v shows every line by itself, and f says why it does nothing then', () => {
    const app = open(logState(trace, {rows: 60}));
    app.press('v');
    expect(app.body()).toHaveLength(35);
    app.press('f');
    expect(app.said()).toContain('v groups them');
    app.press('v');
    expect(app.body()).toHaveLength(4);
  });

  test('a search unfolds what it finds while it is there, with its place painted', () => {
    const app = open(logState(trace, {rows: 40}));
    app.press('/');
    app.type('frame 7');
    expect(app.messages()).toContain('at frame 7');
    expect(app.frame(coloured)).toMatch(/48;2;242;193;78mframe 7\u001b/);
    app.press('esc');
    expect(app.messages()).toHaveLength(4);
    app.press('/');
    app.type('frame 7');
    app.press('enter', 'enter');
    expect(app.messages()).toHaveLength(4);
    app.press('enter', 'esc');
    expect(app.messages()).toHaveLength(22);
  });

  test('a filter and errors only show the whole message', () => {
    const app = open(logState(trace));
    app.press('&');
    app.type('frame 7');
    app.press('enter');
    expect(app.messages()).toEqual(['KafkaConnectionError: connection refused  + 18 lines']);
    app.press('esc', 'e');
    expect(app.messages()).toEqual(['KafkaConnectionError: connection refused  + 18 lines']);
  });

  test('copy takes all lines of a folded message, one of an unfolded; save takes all that are shown', () => {
    const app = open(logState(spelt('a b a+ a+ b')));
    app.press('g', 'c', 'enter', 'j', 'c', 'enter', 'm', 'c', '&');
    app.type('a+3');
    app.press('enter', 'ctrl-s', 'enter');
    const copied = app.asked.filter(what => what.startsWith('copy '));
    expect(copied).toEqual(['copy 3 lines, 10B a1\na+3\na+4', 'copy the line a+3', 'copy 3 marked lines, 10B a1\na+3\na+4']);
    const saved = app.asked.find(what => what.startsWith('logLines.save ')) ?? '';
    expect([...saved.matchAll(/ (a\S+)\n/g)].map(([, text]) => text)).toEqual(['a1', 'a+3', 'a+4']);
  });

  test('a mark in a folded message is seen on its row', () => {
    const app = open(logState(spelt('a a+ b')));
    app.press('f', 'g', 'j', 'm', 'f');
    expect(app.body()[0]).toMatch(/^✔.*a1 {2}\+ 1 line$/);
  });
});

describe('what is higher than the screen', () => {
  const keys = Object.fromEntries(Array.from({length: 60}, (_, index) => [`key${index}`, index]));
  const state = () => logState([...lines(5), line(6, JSON.stringify({msg: 'wide', ...keys})), ...lines(5, 7)], {rows: 26});

  test('is read line by line, down and up', () => {
    const app = open(state());
    app.press('g', ...Array.from({length: 5}, () => 'j'), 'enter');
    expect(app.body()[0]).toContain('wide key0=0');
    const seen = new Set<string>();
    for (let turn = 0; turn < 70; turn += 1) {
      for (const row of app.messages()) seen.add(row);
      app.press('down');
    }
    for (let index = 0; index < 60; index += 1) expect(seen).toContain(`"key${index}": ${index}${index < 59 ? ',' : ''}`);
    expect(app.messages().at(-1)).toBe('line 11');
    app.press('pgup', 'pgup');
    expect(app.messages().some(row => row.startsWith('"key'))).toBe(true);
    app.press('G');
    expect(app.messages().at(-1)).toBe('line 11');
    app.press('g');
    expect(app.messages()[0]).toBe('line 1');
  });

  test('a long line of an unfolded trace is wrapped behind its indent', () => {
    const app = open(
      logState([line(1, 'failed'), line(2, `    at ${'frame.'.repeat(40)}end`, {continues: true})], {columns: 80}),
    );
    app.press('enter');
    const [, first = '', ...rest] = app.body();
    expect(rest.length).toBeGreaterThan(2);
    for (const row of rest) expect(row.search(/\S/)).toBe(first.search(/\S/));
    expect(rest.at(-1)).toMatch(/end$/);
  });

  test('all of a long line can be read when it is unfolded', () => {
    const text = Array.from({length: 9000}, (_, index) => `w${index}`).join(' ');
    const app = open(logState([line(1, text)], {rows: 40}));
    app.press('enter', 'G');
    expect(app.body().at(-1)).toContain('w8999');
  });
});

test('no row overflows, folded or not, whatever is in the lines and on any terminal', () => {
  const items = fc.array(
    fc.record({
      text: fc.oneof(
        hostileName,
        hostileName.map(text => JSON.stringify({msg: text, stack: `${text}\n${text}`})),
      ),
      kind: fc.nat(2),
    }),
    {minLength: 1, maxLength: 8},
  );
  fc.assert(
    fc.property(items, fc.constantFrom(40, 80, 120), fc.subarray(['f', 'w', 'v', 'enter', 'right']), (made, columns, pressed) => {
      const entries = made.map(({text, kind}, index) =>
        line(index + 1, text.replaceAll('\n', ' '), {continues: kind === 1, repeats: kind === 2}),
      );
      const app = open(logState(entries, {columns, sources: [source('web'), source('db')]}));
      app.press('g', ...pressed);
      for (const row of app.body()) expect(cellWidth(row)).toBeLessThanOrEqual(columns);
    }),
    {numRuns: 60},
  );
});
