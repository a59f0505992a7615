import {describe, expect, test} from 'vitest';
import type {LogItem} from '../../../source/model/log-entry.js';
import type {Actions} from '../../../source/state/actions.js';
import type {ReadWish, SaveWish} from '../../../source/state/log-save.js';
import {withLines} from '../../../source/state/logs.js';
import type {State} from '../../../source/state/state.js';
import {createStore} from '../../../source/state/store.js';
import {createTheme} from '../../../source/terminal/theme.js';
import {formatConsequences, formatKeys, formatPrompt} from '../../../source/ui/format/footer.js';
import {takingLine} from '../../../source/ui/format/log-saving.js';
import {createLook} from '../../../source/ui/format/look.js';
import {keyContext} from '../../../source/ui/keys/context.js';
import {pressInPrompt} from '../../../source/ui/keys/prompt-keys.js';
import {footerKeys, press} from '../../../source/ui/keys/table.js';
import {container} from '../../model/sample.js';
import {stateWith} from '../../state/sample.js';
import {line, lines, logState, source} from '../../state/support-logs.js';
import {bare, plainLook} from '../sample.js';
import {notedActions} from '../support/noted-actions.js';

/** A log that keys act on. */
const open = (items: readonly LogItem[], over: {state?: State; sources?: Parameters<typeof logState>[1]} = {}) => {
  const store = createStore(over.state ?? logState(items, over.sources));
  const noted = notedActions();
  const saved: (Omit<SaveWish, 'lines'> & {text: string | null})[] = [];
  const read: (Omit<ReadWish, 'lines'> & {reader: string; plain: string; coloured: string})[] = [];
  const all = (chunks: Iterable<{text: string}>): string => [...chunks].map(({text}) => text).join('');
  const actions: Actions = {
    ...noted.actions,
    logLines: {
      ...noted.actions.logLines,
      save: ({lines: chunks, ...wish}) => void saved.push({...wish, text: chunks ? all(chunks) : null}),
      read: (reader, {lines: chunks, ...wish}) =>
        void read.push({...wish, reader, plain: all(chunks(false)), coloured: all(chunks(true))}),
    },
  };
  const look = createLook(createTheme('truecolor', 'dark', false));
  const context = () => keyContext(store, actions, look);
  return {
    store,
    saved,
    read,
    asked: noted.asked,
    keys(...pressed: string[]): void {
      for (const key of pressed) {
        const {prompt} = store.get().view;
        if (prompt) pressInPrompt(prompt, key, context());
        else press(key, context());
      }
    },
    type(text: string): void {
      this.keys(...[...text].map(character => (character === ' ' ? 'space' : character)));
    },
    footer: (): string[] => footerKeys(context()).map(({key, word}) => `${key} ${word}`),
    asks: (): string => bare(formatPrompt(store.get(), plainLook) ?? ''),
    above(): string {
      const state = store.get();
      return bare(formatConsequences(state, plainLook) ?? (state.logs && takingLine(state, state.logs, 80, plainLook)) ?? '');
    },
    said: (): string => store.get().notice?.text ?? '',
    filter: (): string => store.get().logs?.filter ?? '',
    screens: (): string[] => store.get().view.screens.map(({kind}) => kind),
  };
};

describe('saving', () => {
  test('Enter saves as shown, under the name that is offered', () => {
    const app = open(lines(3));
    app.keys('t', 't', 't', 'ctrl-s');
    expect(app.asks()).toMatch(/^ save as shown to \.\/shop-web-2026-11-21-\d{6}\.log. {2}Tab: raw bytes/);
    expect(app.above()).toBe(' as shown: all 3 lines held here');
    app.keys('enter');
    expect(app.saved).toMatchObject([{title: 'shop/web', text: '      line 1\n      line 2\n      line 3\n'}]);
    expect(app.saved[0]?.typed).toBe(`./${app.saved[0]?.name}`);
  });

  test('Tab goes to the raw bytes and back; a name of one’s own stays; Esc saves nothing', () => {
    const app = open(lines(3), {sources: {sources: [source('web'), source('db')]}});
    app.keys('ctrl-s', 'tab');
    expect(app.asks()).toMatch(/^ save raw to \.\/shop-2026-11-21-\d{6}. {2}Tab: as shown/);
    expect(app.above()).toBe(' raw: the whole logs of 2 containers, byte for byte, a file each in a new folder');
    app.keys('tab', 'ctrl-u');
    app.type('my log');
    app.keys('tab', 'enter');
    expect(app.saved).toMatchObject([{typed: 'my log', text: null}]);
    app.keys('ctrl-s', 'esc');
    expect(app.saved).toHaveLength(1);
    expect(app.store.get().view.prompt).toBeNull();
  });

  test('with a filter it says so; of a log without lines only the bytes can be saved', () => {
    const app = open(lines(12));
    app.keys('&', '2', 'enter', 'ctrl-s');
    expect(app.above()).toBe(' as shown: the lines that pass the filter');
    app.keys('enter');
    expect(app.saved[0]?.text?.match(/line \d+/g)).toEqual(['line 2', 'line 12']);
    const empty = open([]);
    empty.keys('ctrl-s');
    expect(empty.asks()).toContain('save raw to');
  });

  test('while a log is saved it says how far it is, and Esc stops that first', () => {
    const app = open(lines(3));
    app.keys('/', '1', 'enter');
    const logSave = {title: 'shop', how: 'raw', part: 'db, 2 of 9', bytes: 12_345_678, lines: 120_000, stopping: false} as const;
    app.store.update(state => ({...state, logSave: {...logSave, startedAt: Date.now() - 3100}}));
    expect(app.above()).toBe(' saving shop, raw · db, 2 of 9 · 12M · 120,000 lines · 3 s · Esc stops it');
    expect(app.footer()[0]).toBe('Esc stop saving');
    app.keys('esc');
    expect(app.asked).toEqual(['logLines.stopSaving']);
    expect(app.store.get().logs?.search).toBe('1');
  });

  test('Esc is offered where it clears a search or a filter, after what goes on', () => {
    const app = open(lines(3));
    expect(app.footer().join()).not.toContain('Esc');
    for (const sign of ['/', '&']) {
      app.keys(sign, '1', 'enter');
      expect(app.footer()[0]).toMatch(/^Space /);
      expect(app.footer()).toContain('Esc clear');
      app.keys('esc');
      expect(app.footer().join()).not.toContain('Esc');
    }
  });
});

describe('selecting', () => {
  test('V begins at the chosen line, moves extend it either way, c copies it and drops it', () => {
    const app = open(lines(100));
    app.keys('space', 'k', 'V', 'k', 'k');
    expect(app.above()).toBe(' 3 lines selected');
    expect(app.footer().slice(0, 5)).toEqual(['c copy', '^s save', '| pager', 'E editor', 'Esc drop']);
    app.keys('j', 'j', 'j');
    expect(app.above()).toBe(' 2 lines selected');
    app.keys('y');
    expect(app.asked).toEqual(['copy 2 lines, 16B line 99\nline 100']);
    expect(app.store.get().logs?.selection).toBeNull();
    expect(app.footer()[0]).toBe('Space follow');
  });

  test('g and G extend it to either end, and G does not follow; Esc and V drop it, Space follows without it', () => {
    const app = open(lines(100));
    app.keys('space', 'pgup', 'V', 'g');
    const from = app.store.get().logs?.selection ?? 0;
    expect(app.above()).toBe(` ${from} lines selected`);
    app.keys('G');
    expect(app.above()).toBe(` ${100 - from + 1} lines selected`);
    expect(app.store.get().logs?.place?.cursor).toBe(100);
    app.keys('esc');
    expect([app.above(), app.store.get().logs?.place?.cursor]).toEqual(['', 100]);
    app.keys('V', 'k', 'V');
    expect(app.above()).toBe('');
    app.keys('V', 'space', 'space');
    expect(app.above()).toBe('');
  });

  test('only lines that are shown count, and go into the clipboard and the file', () => {
    const app = open(lines(30));
    app.keys('&', '2', 'enter', 'space', 'V', 'g');
    expect(app.above()).toBe(' 12 lines selected');
    app.keys('k', 'j', 'c');
    expect(app.asked[0]).toMatch(/^copy 11 lines, \d+B line 12\nline 20\n/);
    app.keys('V', 'G', 'ctrl-s');
    expect(app.above()).toBe(' as shown: the selected lines');
    app.keys('enter');
    expect(app.saved[0]?.text?.match(/line \d+/g)?.slice(0, 2)).toEqual(['line 12', 'line 20']);
  });

  test('more than terminals take is offered to be saved, and not cut', () => {
    const app = open(lines(80).map(one => line(one.seq, `${one.text} ${'x'.repeat(1000)}`)));
    app.keys('V', 'g', 'c');
    expect(app.asked).toEqual([]);
    expect(app.above()).toBe(' that is more than terminals take (73K): save it to a file?');
    app.keys('enter');
    expect(app.saved[0]?.text?.split('\n')).toHaveLength(81);
  });

  test('a line that is let go takes its selection along to the oldest that is held', () => {
    const app = open(lines(10), {sources: {limit: 20_000}});
    app.keys('g', 'V', 'G');
    app.store.update(state => (state.logs ? {...state, logs: withLines(state.logs, lines(12_000, 11))} : state));
    const {logs} = app.store.get();
    expect(logs?.ring.letGo).toBeGreaterThan(10);
    expect(logs?.selection).toBe(logs?.ring.blocks[0]?.first);
  });
});

describe('$PAGER and $EDITOR', () => {
  test('| hands over what is shown, in the colours of this terminal for a pager that draws them', () => {
    const app = open([line(1, '\u001b[32mgreen\u001b[0m', {level: 'error'}), line(2, 'evil\u001b]0;title\u0007\u001b[2J')]);
    app.keys('|');
    expect(app.read).toMatchObject([{reader: 'pager', name: 'shop-web.log', title: 'shop/web', following: true}]);
    expect(app.read[0]?.plain).toMatch(/^\S+ error green\n\S+ +evil\n$/);
    expect(app.read[0]?.coloured).toContain('\u001b[32mgreen');
    expect(app.read[0]?.coloured.replace(/\u001b\[[\d;]*m/g, '')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  test('E is given no colours, and is no shell any more', () => {
    const app = open(lines(3));
    app.keys('g', 'E');
    expect(app.read).toMatchObject([{reader: 'editor', following: false}]);
    expect(app.read[0]?.coloured).toBe(app.read[0]?.plain);
    expect(app.store.get().view.prompt).toBeNull();
  });
});

describe('the container of a line', () => {
  const sources = [source('web'), source('web 2', {key: 'shop/web/2'}), source('db')];
  const items = [line(1, 'one', {source: 0}), line(2, 'two', {source: 1}), line(3, 'three', {source: 2})];
  const withContainers = (): State => {
    const {stacks, containers} = stateWith([container('shop/web'), container('shop/web', {number: 2}), container('shop/db')]);
    return {...logState(items, {sources}), stacks, containers};
  };

  test('o opens its detail, and Esc comes back to the log, which is still read', () => {
    const app = open([], {state: withContainers()});
    app.keys('g', 'j', 'o');
    expect([app.screens(), app.asked]).toEqual([['stacks', 'logs', 'detail'], ['openDetail shop/web/2 overview']]);
    app.keys('esc');
    expect([app.screens(), app.asked.slice(1)]).toEqual([['stacks', 'logs'], ['closeDetail']]);
    expect(app.store.get().logs?.place?.cursor).toBe(2);
  });

  test('l in that detail opens the log of the one container, in place of the other', () => {
    const app = open([], {state: withContainers()});
    app.keys('o', 'l');
    expect(app.screens()).toEqual(['stacks', 'detail', 'logs']);
    expect(app.asked.at(-1)).toBe('openLogs shop/db/1');
  });

  test('o of a container that is gone says so', () => {
    const app = open(items, {sources: {sources}});
    app.keys('o');
    expect([app.said(), app.screens()]).toEqual(['db is no more', ['stacks', 'logs']]);
  });

  test.each([
    ['g', 'service=/^web$/'],
    ['G', 'service=db'],
  ])('O after %s narrows the log to that container, and again widens it', (key, filter) => {
    const app = open(items, {sources: {sources}});
    app.keys(key, 'O');
    expect(app.filter()).toBe(filter);
    app.keys('O');
    expect(app.filter()).toBe('');
  });

  test('O keeps what else is filtered, and takes the place of another container', () => {
    const app = open(items, {sources: {sources}});
    app.keys('&');
    app.type('t service=web');
    app.keys('enter', 'O');
    expect(app.filter()).toBe('t service=/^web\\s2$/');
  });
});

test.each([
  [80, ' Space pause  / search  & filter  e errors  [ ] jump  t times  ? help  q back'],
  [120, ' Space pause  / search  & filter  e errors  [ ] jump  t times  w wrap  Enter unfold  ^s save  c copy  ? help  q back'],
])('the most useful keys come first at %i columns', (columns, expected) => {
  const store = createStore(logState(lines(3)));
  const keys = footerKeys(keyContext(store, notedActions().actions));
  expect(bare(formatKeys(keys, columns, plainLook))).toBe(expected);
});
