import {describe, expect, test} from 'vitest';
import {withCommands} from '../../source/state/commands.js';
import {bodyHeight} from '../../source/state/layout.js';
import {answerWith, commandsState, noon} from '../state/support-commands.js';
import {asciiLook, bare, cells, colourLook, obeyed, plainLook} from './sample.js';
import {numbered, openScreen as open} from './support/commands-screen.js';

const noonAfter = (ms: number): number => noon + ms;

describe('an answer', () => {
  test('says what ran, how it ended, how long it took and how much it is', () => {
    const text = open(commandsState({answer: answerWith(numbered(3)), focus: 'answer'})).text();
    expect(text).toContain('INFO memory  exit 0 · 0.07 s · 3 lines');
  });
  test('that failed says why in one clear line, with what to try', () => {
    const end = {
      kind: 'done',
      at: noonAfter(1200),
      exitCode: 1,
      ok: false,
      message: 'ERROR:  relation "orderz" does not exist',
      hint: '\\dt lists the tables',
    } as const;
    const lines = open(commandsState({answer: answerWith([], {end}), focus: 'answer'}))
      .screen()
      .map(bare);
    const at = lines.findIndex(line => line.includes('▲ ERROR:  relation "orderz" does not exist'));
    expect(lines[at - 1]).toContain('exit 1 · 1.2 s · 0 lines');
    expect(lines[at + 1]).toContain('\\dt lists the tables');
  });
  test('that is no more than its trouble is not told twice', () => {
    const end = {kind: 'done', at: noonAfter(20), exitCode: 1, ok: false, message: 'ERROR: syntax error', hint: ''} as const;
    const app = open(commandsState({answer: answerWith(['ERROR:  syntax error'], {end}), focus: 'answer'}));
    expect(app.text().match(/syntax error/g)).toHaveLength(1);
    expect(app.text()).not.toContain('it wrote nothing');
    const more = open(commandsState({answer: answerWith(['ERROR:  syntax error', 'LINE 1: selct'], {end}), focus: 'answer'}));
    expect(more.text().match(/syntax error/g)).toHaveLength(2);
  });
  test('that failed says all of what to try, in more lines where one is too short', () => {
    const hint = `${'what to try is long '.repeat(5)}and ends here`;
    const end = {kind: 'done', at: noonAfter(20), exitCode: 2, ok: false, message: 'no database', hint} as const;
    const app = open(commandsState({answer: answerWith(numbered(100), {end}), focus: 'answer'}));
    expect(app.text()).toContain('and ends here');
    app.keys('G');
    expect(app.text()).toContain('line 100');
    for (const line of app.screen()) expect(cells(line)).toBeLessThanOrEqual(120);
  });
  test('that is none says so', () => {
    expect(open(commandsState({answer: answerWith([]), focus: 'answer'})).text()).toContain('it wrote nothing');
  });
  test('that never came says why', () => {
    const end = {kind: 'failed', at: noonAfter(10), message: 'the container is paused', hint: 'p lets it go on'} as const;
    const text = open(commandsState({answer: answerWith([], {end}), focus: 'answer'})).text();
    expect(text).toContain('INFO memory  failed');
    expect(text).toContain('▲ the container is paused');
  });
  test('is scrolled, whoever has the keys', () => {
    const app = open(commandsState({answer: answerWith(numbered(100))}));
    app.keys('pgdn');
    expect(app.text()).not.toContain('line 1 ');
    expect(app.text()).toMatch(/\d+-\d+ of 100/);
    app.keys('pgup', 'tab', 'G');
    expect(app.text()).toContain('line 100');
    app.keys('g', 'down', 'down');
    expect(app.view().answer?.place?.cursor).toBe(2);
  });
  test('goes sideways, or is wrapped', () => {
    const long = `${'a'.repeat(100)}needle${'b'.repeat(100)}`;
    const app = open(commandsState({answer: answerWith([long]), focus: 'answer'}));
    expect(app.text()).not.toContain('needle');
    app.keys('right', 'right', 'right');
    expect(app.text()).toContain('needle');
    app.keys('left', 'left', 'left', 'left', 'w');
    expect(app.text().replace(/\s*\n.*│ /g, '')).toContain(long);
    app.keys('right');
    expect(app.said()).toMatch(/w unwraps/);
  });
  test('is searched while one types, n and N go on, Esc clears it', () => {
    const app = open(commandsState({answer: answerWith(numbered(100)), focus: 'answer'}));
    app.keys('/');
    app.type('line 5');
    expect(app.view().answer?.place?.cursor).toBe(4);
    app.keys('enter', 'n');
    expect(app.view().answer?.place?.cursor).toBe(49);
    app.keys('N', 'N');
    expect(app.view().answer?.place?.cursor).toBe(58);
    app.keys('esc');
    expect([app.view().search, app.asked]).toEqual(['', []]);
    app.keys('n');
    expect(app.said()).toMatch(/nothing is searched/);
  });
  test('gives up the search that was not meant: it is where it was', () => {
    const app = open(commandsState({answer: answerWith(numbered(100)), focus: 'answer'}));
    app.keys('/');
    app.type('line 77');
    app.keys('esc');
    expect([app.view().search, app.view().answer?.place?.cursor]).toEqual(['', 0]);
  });
  test('is copied by the line and saved as a whole', () => {
    const app = open(commandsState({answer: answerWith(['one', 'two']), focus: 'answer'}));
    app.keys('down', 'y', 's');
    expect(app.asked).toEqual(['copy the line two', 'saveLog shop/redis INFO memory one\ntwo\n txt']);
  });
  test('of lines that are too many says how many are not there', () => {
    const full = answerWith(numbered(10));
    const text = {...full.text, came: 1234, dropped: 1224};
    expect(open(commandsState({answer: {...full, text}, focus: 'answer'})).text()).toMatch(/10 of 1,234 lines kept \(\d+B\)/);
  });
  test('is run again, and changed', () => {
    const app = open(commandsState({answer: answerWith(['x']), focus: 'answer'}));
    app.keys('ctrl-r', 'e', 'backspace', 'enter');
    expect(app.asked).toEqual(['commands.run INFO memory INFO memory', 'commands.run INFO memor ']);
  });
  test('has the room of the list while it is read on a small screen; Tab goes back', () => {
    const app = open(commandsState({answer: answerWith(numbered(30)), focus: 'answer'}, {columns: 80, rows: 24}));
    expect(app.text()).not.toContain('delete every key');
    expect(app.text()).toContain('line 16');
    app.keys('tab');
    expect(app.text()).toContain('delete every key');
  });
});

describe('a table', () => {
  const rows = Array.from({length: 60}, (_, index) => [`name ${index}`, String(index * 1000), 'x'.repeat(index)].join('\t'));
  const table = answerWith(rows, {columns: ['name', 'size', 'what'], form: 'table'});
  test('has its headings above it, wherever one is; numbers stand to the right', () => {
    const app = open(commandsState({answer: table, focus: 'answer'}));
    expect(app.text()).toMatch(/│ name +size {2}what/);
    expect(app.text()).toMatch(/│ name 1 +1000 {2}x/);
    app.keys('G');
    expect(app.text()).toMatch(/│ name +size {2}what/);
    expect(app.text()).toMatch(/│ name 59 +59000 {2}x/);
    expect(app.text()).toContain('60 rows');
  });
  test('cuts what is long; w shows each row by its columns, whole', () => {
    const answer = answerWith([`1\t${'long '.repeat(40)}end\nof it`], {columns: ['id', 'text'], form: 'table'});
    const app = open(commandsState({answer, focus: 'answer'}));
    expect(app.text()).toContain('…');
    expect(app.text()).not.toContain('of it');
    app.keys('w');
    expect(app.text()).toMatch(/│ ── 1 ─/);
    expect(app.text()).toMatch(/│ id {4}1/);
    expect(app.text()).toMatch(/│ {7}of it/);
  });
  test('is searched in all of its cells, and saved as CSV', () => {
    const answer = answerWith(['1\tone "1"', '2\ttwo,\nlines'], {columns: ['id', 'text'], form: 'table'});
    const app = open(commandsState({answer, focus: 'answer'}));
    app.keys('/');
    app.type('two');
    app.keys('enter');
    expect(app.view().answer?.place?.cursor).toBe(1);
    app.keys('s', 'c');
    expect(app.asked).toEqual([
      'saveLog shop/redis INFO memory id,text\n1,"one ""1"""\n2,"two,\nlines"\n csv',
      'copy the row 2\ttwo,\nlines',
    ]);
  });
  test('without rows has its headings', () => {
    const app = open(commandsState({answer: answerWith([], {columns: ['id', 'text']}), focus: 'answer'}));
    expect(app.text()).toMatch(/│ id {2}text/);
    expect(app.text()).toContain('0 rows');
  });
  test('of psql in lines keeps its headings on top too', () => {
    const lines = [' id | name ', '----+------', ...Array.from({length: 90}, (_, index) => ` ${index} | x`), '(90 rows)'];
    const app = open(commandsState({answer: answerWith(lines, {form: 'table'}), focus: 'answer'}));
    app.keys('pgdn');
    expect(app.text()).toMatch(/│ {2}id │ name/);
    expect(app.text()).toContain('────┼──────');
  });
});

describe('whatever is in it', () => {
  const hostile = ['日本語'.repeat(80), '👩‍👩‍👧‍👦'.repeat(60), 'é\u0301'.repeat(200), 'x'.repeat(5000), '\u202eabc'.slice(1), ''];
  test.each([40, 60, 80, 110, 120, 200])('no line is wider than a screen of %i cells, and all of it is drawn', columns => {
    const wide = hostile.map(text => `${text}\t${text}\t1`);
    for (const look of [plainLook, asciiLook, colourLook])
      for (const answer of [
        answerWith(hostile),
        answerWith(wide, {columns: ['日本', 'b', 'c']}),
        answerWith(hostile, {end: null}),
      ])
        for (const keys of [[], ['right', 'right'], ['left', 'left', 'w']]) {
          const app = open(commandsState({answer, focus: 'answer', name: `shop/${'名'.repeat(30)}`}, {columns, rows: 24}));
          app.keys(...keys);
          const lines = app.screen(look);
          expect(lines).toHaveLength(bodyHeight(app.store.get()));
          for (const line of lines) {
            expect(cells(line)).toBeLessThanOrEqual(columns);
            expect(bare(line)).not.toMatch(obeyed);
          }
        }
  });
  test('small screens are drawn too', () => {
    for (const rows of [8, 10, 12])
      for (const focus of ['list', 'answer'] as const) {
        const app = open(commandsState({answer: answerWith(numbered(50)), focus}, {columns: 40, rows}));
        expect(app.screen()).toHaveLength(bodyHeight(app.store.get()));
        if (focus === 'answer') expect(app.text()).toContain('line 1');
        app.keys('G', 'pgup', 'w', 'G', 'n');
        expect(app.screen()).toHaveLength(bodyHeight(app.store.get()));
      }
  });
  test('a frame of eight megabytes is drawn quickly', () => {
    const answer = answerWith(Array.from({length: 100_000}, (_, index) => `${index} ${'x'.repeat(50)}`));
    const app = open(commandsState({answer, focus: 'answer'}));
    app.keys('/');
    app.type('99998');
    app.keys('enter', 'G', 'g', 'n', 'w', 'G', 'pgup');
    expect(app.text()).toContain('99960 xxx');
    app.store.update(state => withCommands(state, {search: ''}));
  });
});
