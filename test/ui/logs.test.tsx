import {render} from 'ink-testing-library';
import {describe, expect, test} from 'vitest';
import type {LogItem} from '../../source/model/log-entry.js';
import type {Actions} from '../../source/state/actions.js';
import {type LogView, withLines} from '../../source/state/logs.js';
import type {State} from '../../source/state/state.js';
import {createStore} from '../../source/state/store.js';
import {createTheme} from '../../source/terminal/theme.js';
import {cellWidth} from '../../source/terminal/widths.js';
import {formatPrompt} from '../../source/ui/format/footer.js';
import {logStatusLine} from '../../source/ui/format/log-title.js';
import {createLook} from '../../source/ui/format/look.js';
import {keyContext} from '../../source/ui/keys/context.js';
import {pressInPrompt} from '../../source/ui/keys/prompt-keys.js';
import {press} from '../../source/ui/keys/table.js';
import {Logs} from '../../source/ui/screens/logs.js';
import {line, lines, logState, source} from '../state/support-logs.js';

const plain = createLook(createTheme('none', 'dark', false));
const coloured = createLook(createTheme('truecolor', 'dark', false));

const stripped = (text: string): string => text.replace(/\u001b\[[\d;]*m/g, '');

/** A log screen that keys act on. */
const open = (state: State) => {
  const store = createStore(state);
  const done: {copied: string[]; saved: string[]; closed: number} = {copied: [], saved: [], closed: 0};
  const nothing = (): void => {};
  const unopened = {open: nothing, close: nothing, reach: nothing};
  const actions: Actions = {
    ...{run: nothing, openShell: nothing, openDetail: nothing, closeDetail: nothing, openLogs: nothing},
    ...{
      commands: {...unopened, run: nothing, transfer: nothing, stop: nothing},
      topics: {...unopened, refresh: nothing, stopReading: nothing},
      urls: {...unopened, browse: nothing},
      connections: {reach: nothing, stop: nothing},
      plans: {run: nothing, stop: nothing},
      compose: {...unopened, choose: nothing, leaveAsking: nothing},
      openConsole: nothing,
    },
    ...{refresh: nothing, redraw: nothing, suspend: nothing, quit: nothing},
    closeLogs: () => {
      done.closed += 1;
    },
    saveLog: nothing,
    logLines: {
      save: ({typed, lines = []}) => done.saved.push(typed, ...[...lines].map(({text}) => text)),
      stopSaving: nothing,
      read: nothing,
    },
    copy: (_, text) => done.copied.push(text),
  };
  const keys = (...pressed: string[]): void => {
    for (const key of pressed) {
      const context = keyContext(store, actions);
      const {prompt} = context.state.view;
      if (prompt) pressInPrompt(prompt, key, context);
      else press(key, context);
    }
  };
  const view = (): LogView => {
    const {logs} = store.get();
    if (!logs) throw new Error('the log was closed');
    return logs;
  };
  const {columns, rows} = state.view.size;
  const screen = (look = plain, height = rows - 5): string => {
    const {lastFrame, unmount} = render(<Logs state={store.get()} look={look} width={columns} height={height} />);
    const frame = lastFrame() ?? '';
    unmount();
    return look === plain ? stripped(frame) : frame;
  };
  return {
    store,
    keys,
    view,
    screen,
    done,
    add: (items: readonly LogItem[]) => store.update(now => (now.logs ? {...now, logs: withLines(now.logs, items)} : now)),
  };
};

const last = (frame: string): string => frame.trimEnd().split('\n').at(-1) ?? '';
const rowWith = (frame: string, text: string): string => frame.split('\n').find(row => row.includes(text)) ?? '';

describe('lines of a log', () => {
  test('time, name, level, stderr and message stand in columns', () => {
    const {screen} = open(
      logState([line(1, '2026-11-21T14:02:11 ERROR    app failed', {level: 'error', stderr: true, source: 1, time: 3})], {
        sources: [source('web'), source('postgres')],
      }),
    );
    expect(rowWith(screen(), 'app failed')).toMatch(/^ \d\d:\d\d:\d\d\.003 postgres error ! app failed$/);
  });

  test('JSON is one readable line, its message first', () => {
    const {screen} = open(
      logState([line(1, '{"ts":1,"level":"info","service":"web","msg":"order paid","order":7}', {level: 'info'})]),
    );
    expect(screen()).toContain('info    order paid service=web order=7');
  });

  test.each([
    ['moves the cursor', 'a\u001b[2Jb\u001b[5;5Hc', 'abc'],
    ['sets the title', 'a\u001b]0;gone\u0007b', 'ab'],
    ['writes the clipboard', 'a\u001b]52;c;Z29uZQ==\u0007b', 'ab'],
    ['rings', 'a\u0007b', 'ab'],
    ['has the C1 controls', 'a\u009b2Jb', 'ab'],
  ])('a line that %s changes nothing but its own cells', (_, text, shown) => {
    const frame = open(logState([line(1, text)])).screen(coloured);
    expect(frame).toContain(shown);
    expect(frame.replace(/\u001b\[[\d;]*m/g, '')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
  });

  test('colours of the program stay, and go without colour', () => {
    const state = logState([line(1, '\u001b[32mgreen\u001b[0m text')]);
    expect(open(state).screen(coloured)).toContain('\u001b[32mgreen');
    expect(open(state).screen(plain)).toContain('green text');
    expect(open(state).screen(plain)).not.toContain('\u001b[32m');
  });

  test.each([40, 60, 80, 120, 200])('no row is wider than a screen of %i cells, whatever is in it', columns => {
    const hostile = [
      '日本語'.repeat(50),
      '👩‍👩‍👧‍👦'.repeat(60),
      'é\u0301'.repeat(200),
      '\tx'.repeat(50),
      'x'.repeat(5000),
      `{"msg":"${'日'.repeat(200)}","a":1}`,
    ];
    const items = hostile.map((text, index) => line(index + 1, text, {source: 1}));
    const app = open(logState(items, {sources: [source('web'), source('名前'.repeat(20))], columns}));
    for (const keys of [[], ['right', 'right'], ['w'], ['enter']]) {
      app.keys(...keys);
      for (const row of app.screen().split('\n')) expect(cellWidth(row)).toBeLessThanOrEqual(columns);
    }
  });

  test('a wrapped line loses no character', () => {
    const text = `${'日本語テキスト'.repeat(40)}end`;
    const app = open(logState([line(1, text)], {columns: 79}));
    app.keys('w');
    const shown = app
      .screen()
      .split('\n')
      .slice(1)
      .map(row => row.replace(/^ [\d:]{8} {9}/, '').trim())
      .join('');
    expect(shown).toBe(text);
  });

  test('what happened to a container stands between the lines', () => {
    const {screen} = open(
      logState([line(1, 'before'), {kind: 'mark', seq: 2, time: 1, tone: 'bad', text: 'kafka died: 137'}, line(3, 'after')]),
    );
    const rows = screen().split('\n');
    expect(rows.findIndex(row => row.includes('━━ kafka died: 137 ━━━'))).toBe(rows.findIndex(row => row.includes('before')) + 1);
  });
});

describe('keys of a log', () => {
  test('follows until one scrolls up, and again with G', () => {
    const app = open(logState(lines(100)));
    expect(app.screen()).toContain('following');
    expect(last(app.screen())).toContain('line 100');
    app.keys('up');
    app.add(lines(50, 101));
    expect(app.screen()).toContain('paused');
    expect(last(app.screen())).toContain('line 99');
    app.keys('G');
    expect(last(app.screen())).toContain('line 150');
  });

  test('space pauses and follows; PgUp and PgDn, g and ^u ^d move', () => {
    const app = open(logState(lines(200)));
    app.keys('space');
    expect(app.view().place?.cursor).toBe(200);
    app.keys('pgup');
    expect(last(app.screen())).toContain('line 181');
    app.keys('pgdn');
    expect(last(app.screen())).toContain('line 200');
    app.keys('g');
    expect(app.screen().split('\n')[1]).toContain('line 1');
    app.keys('ctrl-d');
    expect(app.view().place?.cursor).toBe(11);
    app.keys('space');
    expect(app.view().place).toBeNull();
  });

  test('a search goes to the newest place while it is typed; n, N and the count follow; letters are letters', () => {
    const items = lines(300).map(one => (one.seq % 100 === 50 ? line(one.seq, 'qjk: found') : one));
    const app = open(logState(items));
    app.keys('/', 'q', 'j', 'k', ':');
    expect(app.view().place?.cursor).toBe(250);
    app.keys('enter', 'N');
    expect(app.view().place?.cursor).toBe(150);
    app.keys('n', 'n');
    expect(app.view().place?.cursor).toBe(50);
    expect(stripped(logStatusLine(app.store.get(), app.view(), {total: 3, upTo: 1, complete: true}, 80, plain))).toContain(
      '/qjk:  1 of 3',
    );
    app.keys('esc');
    expect(app.view().search).toBe('');
    expect(app.done.closed).toBe(0);
  });

  test('Esc while a search is typed goes back to where one was', () => {
    const app = open(logState(lines(100)));
    app.keys('/', '5', '0', 'esc');
    expect(app.view().place).toBeNull();
    expect(app.view().search).toBe('');
  });

  test('a filter and errors-only leave what they say; Esc clears them, then closes', () => {
    const items = lines(20).map(one => (one.seq === 7 ? line(7, 'bad thing', {level: 'error'}) : one));
    const app = open(logState(items));
    app.keys('e');
    expect(app.screen()).toContain('bad thing');
    expect(app.screen()).not.toContain('line 8');
    app.keys('e', '&', '1', '2', 'enter');
    expect(app.screen()).toContain('line 12');
    expect(app.screen()).not.toContain('line 13');
    app.keys('esc');
    expect(app.screen()).toContain('line 13');
    app.keys('esc');
    expect(app.done.closed).toBe(1);
    expect(app.store.get().view.screens.at(-1)?.kind).toBe('stacks');
  });

  test.each([
    ['level>=bad', 'no level "bad": trace, debug, info, warn, error, fatal'],
    ['/[a/', 'no regular expression (unterminated character class): taken as text'],
  ])('a filter that cannot be meant says so while %s is typed, and after Enter', (typed, told) => {
    const app = open(logState(lines(20)));
    app.keys('&', ...typed);
    expect(stripped(formatPrompt(app.store.get(), plain) ?? '')).toContain(`&${typed}`);
    expect(stripped(formatPrompt(app.store.get(), plain) ?? '')).toContain(told);
    app.keys('enter');
    expect(stripped(logStatusLine(app.store.get(), app.view(), null, 120, plain))).toContain(`filter ${typed} (${told})`);
  });

  test('a search for a broken expression says so', () => {
    const app = open(logState(lines(20)));
    app.keys('/', ...'/(');
    expect(stripped(formatPrompt(app.store.get(), plain) ?? '')).toContain('unterminated group');
  });

  test('a filter that nothing passes says so and how to leave it', () => {
    const app = open(logState(lines(20)));
    app.keys('&', 'z', 'z', 'z', 'enter');
    expect(app.screen()).toContain('No line passes the filter.');
    expect(app.screen()).toContain('Esc clears it');
  });

  test('[ and ] jump between errors', () => {
    const items = lines(100).map(one => (one.seq % 30 === 0 ? line(one.seq, 'bad', {level: 'error'}) : one));
    const app = open(logState(items));
    app.keys('[', '[');
    expect(app.view().place?.cursor).toBe(60);
    app.keys(']');
    expect(app.view().place?.cursor).toBe(90);
  });

  test('t goes through the times', () => {
    const app = open(logState([line(1, 'hello', {time: Date.UTC(2026, 10, 21, 14, 2, 1, 5)})]));
    app.keys('t');
    expect(app.screen()).toContain('14:02:01.005Z');
    app.keys('t');
    expect(rowWith(app.screen(), 'hello')).toMatch(/^ +10s/);
    app.keys('t');
    expect(rowWith(app.screen(), 'hello')).toMatch(/^ +hello/);
    app.keys('t');
    expect(rowWith(app.screen(), 'hello')).toMatch(/^ \d\d:\d\d:01\.005 /);
  });

  test('Enter unfolds a line: JSON by its keys', () => {
    const app = open(logState([line(1, '{"msg":"paid","order":{"id":7}}')]));
    app.keys('enter');
    expect(app.screen()).toContain('"order": {');
    expect(app.screen()).toContain('"id": 7');
    app.keys('enter');
    expect(app.screen()).not.toContain('"id": 7');
  });

  test.each([
    ['level=info msg="order paid" order=7', '"order": "7"'],
    ['2026-11-21 14:00:01 INFO order paid {"order":7}', '"order": 7'],
  ])('Enter unfolds %s by its names too', (text, told) => {
    const app = open(logState([line(1, text)]));
    app.keys('enter');
    expect(app.screen()).toContain(told);
  });

  test('what is unfolded shows no secret', () => {
    const app = open(logState([line(1, '{"msg":"login","password":"hunter2","url":"redis://:hunter2@redis","stack":"a\\nb"}')]));
    app.keys('enter');
    expect(app.screen()).toContain('"password": "••••••"');
    expect(app.screen()).toContain('b"');
    expect(app.screen()).not.toContain('hunter2');
  });

  test('c copies the newest line, the chosen one, or those that are marked, as they were written', () => {
    const app = open(logState([line(1, '\u001b[31mone\u001b[0m'), line(2, '{"msg":"two"}'), line(3, 'three')]));
    app.keys('c', 'k', 'c', 'k', 'm', 'j', 'j', 'm', 'c');
    expect(app.done.copied).toEqual(['three', '{"msg":"two"}', 'one\nthree']);
  });

  test('^s saves what passes the filter, with times and names', () => {
    const app = open(
      logState([line(1, 'keep me', {source: 1, time: 0}), line(2, 'not me')], {sources: [source('web'), source('db')]}),
    );
    app.keys('t', '&', 'k', 'e', 'e', 'p', 'enter', 'ctrl-s', 'enter');
    expect(app.done.saved).toEqual([
      expect.stringMatching(/^\.\/shop-2026-11-2\d-\d{6}\.log$/),
      '1970-01-01T00:00:00.000Z db        keep me\n',
    ]);
  });

  test('numbers choose a range, C clears', () => {
    const app = open(logState(lines(5)));
    app.keys('3');
    expect(app.view().range).toEqual({kind: 'last', ms: 300_000});
    expect(app.view().ring.count).toBe(0);
    expect(app.screen()).toContain('Nothing was written in that time.');
    app.add(lines(3, 6));
    app.keys('C');
    expect(app.view().ring.count).toBe(0);
  });

  test('a log that cannot be read says why', () => {
    const failed = source('web', {
      state: {kind: 'failed', message: 'configured logging driver does not support reading', hint: 'use json-file'},
    });
    const {screen} = open(logState([], {sources: [failed]}));
    expect(screen()).toContain('configured logging driver does not support reading');
    expect(screen()).toContain('use json-file');
  });

  test('what was let go is told', () => {
    const app = open(logState([], {limit: 10_000}));
    app.add(lines(20_000));
    expect(app.screen()).toMatch(/[\d,]+ older let go/);
  });

  test('what was skipped is told, in a narrow terminal too', () => {
    const state = logState(lines(10), {columns: 80});
    const {screen} = open(state.logs ? {...state, logs: {...state.logs, skipped: 84_000, rate: 120_000}} : state);
    expect(screen().split('\n')[0]).toContain('following · some 84,000 skipped');
  });
});
