import {beforeEach, describe, expect, test} from 'vitest';
import type {Screen} from '../../../source/state/view.js';
import {withView} from '../../../source/state/view-updates.js';
import {formatKeys} from '../../../source/ui/format/footer.js';
import {keyName, table} from '../../../source/ui/keys/table.js';
import {container, ended, needs} from '../../model/sample.js';
import {bare, cells, plainLook} from '../sample.js';
import {type Desk, deskWith} from './desk.js';

const containers = [
  container('auren/postgres', {health: 'healthy'}),
  container('auren/kafka', {health: 'unhealthy', ...needs('postgres')}),
  ended('auren/worker', 1, {}, needs('kafka')),
  container('dimini/web'),
];
const screens: readonly Screen['kind'][] = ['stacks', 'detail', 'logs', 'commands', 'urls', 'qr', 'help'];
let desk: Desk;
beforeEach(() => {
  desk = deskWith(containers);
});

describe('the table of keys', () => {
  test.each(screens)('has no key twice on the screen %s', screen => {
    const keys = table.filter(binding => binding.screens.includes(screen)).flatMap(binding => binding.keys);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
  test('has an id for each screen of a binding but once', () => {
    const ids = table.flatMap(binding => binding.screens.map(screen => `${screen} ${binding.id}`));
    expect(new Set(ids).size).toBe(ids.length);
  });
  test('has a way out of every screen, and ^C everywhere', () => {
    for (const screen of screens)
      for (const key of ['q', 'f10', 'esc', 'ctrl-c', 'ctrl-z', 'ctrl-l'])
        expect(table.filter(binding => binding.screens.includes(screen)).some(binding => binding.keys.includes(key))).toBe(true);
  });
  test('has what people know from htop and k9s', () => {
    const stacks = table.filter(binding => binding.screens.includes('stacks')).flatMap(binding => binding.keys);
    for (const key of 'up down j k pgup pgdn ctrl-u ctrl-d g G home end left right h + - enter tab l e E d i r S p f9 ctrl-k ctrl-x del / f3 < > f6 M P N T H I a space U c z ctrl-r ? f1 q f10'.split(
      ' ',
    ))
      expect(stacks).toContain(key);
  });
  test.each([
    ['ctrl-x', '^x', '^x'],
    ['f10', 'F10', 'F10'],
    ['up', '↑', 'Up'],
    ['shift-tab', '⇧Tab', 'S-Tab'],
    ['pgdn', 'PgDn', 'PgDn'],
    ['/', '/', '/'],
    ['G', 'G', 'G'],
  ])('writes %s as %s, in ASCII as %s', (key, name, ascii) => {
    expect([keyName(key), keyName(key, true)]).toEqual([name, ascii]);
  });
});

describe('read-only mode', () => {
  const changing = table.filter(binding => binding.changes);

  test('refuses every key that changes something, with a line', () => {
    expect(changing.length).toBeGreaterThan(6);
    for (const binding of changing)
      for (const key of binding.keys) {
        const screen = binding.screens[0] ?? 'stacks';
        if (screen === 'logs' || screen === 'topics') continue; // they have tests of their own
        const locked = deskWith(containers, {readOnly: true});
        locked.press('down', 'down');
        if (screen === 'detail') locked.press('enter');
        if (screen === 'urls') locked.press('u');
        const before = locked.asked.length;
        locked.press(key);
        expect([key, locked.prompt(), locked.asked.length - before]).toEqual([key, null, 0]);
        expect(locked.said()).toMatch(/read-only mode/);
      }
  });
  test('offers none of them in the footer', () => {
    const locked = deskWith(containers, {readOnly: true});
    locked.press('down');
    expect(locked.footer().join()).not.toMatch(/restart|shell|stop/);
    expect(locked.footer()).toContain('l logs');
  });
});

describe('the footer', () => {
  test('offers what works on the selected row', () => {
    expect(desk.footer().slice(0, 2)).toEqual(['Enter detail', 'l logs']);
    expect(desk.footer()).toContain('← fold');
    desk.press('down');
    expect(desk.footer()).toEqual(expect.arrayContaining(['Enter detail', 'e shell', 'r restart', 'S stop', '? help', 'q quit']));
    desk.press('down', 'down');
    expect(desk.footer()).toContain('S start');
    expect(desk.footer().join()).not.toContain('shell');
  });
  test('offers more where there is room, the more useful first', () => {
    expect(desk.footer()).toEqual([
      ...['Enter detail', 'l logs', 'r restart', 'u url', 'S stop', '← fold', '/ filter', 'Space tag', 'C compose', 'c copy'],
      ...['F6 sort', 'p pause', 'a running only', 'z freeze', 'F9 signal', '^x remove', '? help', 'q quit'],
    ]);
    desk.press('space');
    expect(desk.footer()).toContain('U untag');
  });
  test('says how all rows come back where a filter is set, and tags nothing where nothing is', () => {
    expect(desk.footer().join()).not.toContain('Esc');
    desk.press('/');
    desk.type('kafka');
    desk.press('enter');
    expect(desk.footer()).toEqual(expect.arrayContaining(['Space tag', 'Esc clear']));
    desk.press('/');
    desk.type('-none');
    desk.press('enter');
    expect(desk.footer().slice(0, 2)).toEqual(['Esc clear', '/ filter']);
    expect(desk.footer()).not.toContain('Space tag');
    desk.press('space');
    expect(desk.said()).toBe('Space: there is no row to tag');
    desk.press('esc');
    expect(desk.footer().join()).not.toContain('Esc');
  });
  test('says how to come back from help', () => {
    desk.press('?');
    expect(desk.footer()).toContain('q back');
  });
  test('offers nothing that needs a container when there is none', () => {
    expect(deskWith([]).footer().join()).not.toMatch(/detail|logs|restart|shell/);
  });
  test('fits, and never lets go of help and quit', () => {
    desk.press('down');
    const keys = desk.footer().map(line => ({key: line.split(' ')[0] ?? '', word: line.split(' ').slice(1).join(' ')}));
    for (let width = 24; width <= 200; width++) {
      const line = formatKeys(keys, width, plainLook);
      expect(cells(line)).toBeLessThanOrEqual(width);
      expect(bare(line)).toMatch(/\? help {2}q quit$/);
    }
    expect(formatKeys(keys, 80, plainLook)).toMatch(/restart/);
  });
});

describe('a key that cannot be used says why', () => {
  test.each([
    ['e', 0, 'e: choose a container of the stack first'],
    ['e', 3, 'e: it does not run: a shell needs a running container (S starts it)'],
    ['f9', 3, 'F9: it does not run: there is nothing to signal'],
    ['ctrl-k', 3, '^k: it does not run: there is nothing to signal'],
    ['d', 0, 'd: choose a container of the stack first'],
  ])('%s on row %d', (key, row, said) => {
    desk.press(...new Array<string>(row).fill('down'), key);
    expect([desk.said(), desk.prompt(), desk.asked]).toEqual([said, null, []]);
  });
  test.each(['r', 'S', 'p', 'ctrl-x', 'l', 'c', 'enter'])('%s on an empty list', key => {
    const empty = deskWith([]);
    empty.press(key);
    expect(empty.said()).toMatch(new RegExp(`^(?:${keyName(key).replace('^', '\\^')}: )?\\w`));
    expect(empty.asked).toEqual([]);
  });
  test('a key that means nothing is silent', () => {
    desk.press('f12', 'ö');
    expect([desk.said(), desk.asked]).toEqual([null, []]);
  });
});

describe('keys of the list', () => {
  test('move', () => {
    desk.press('j', 'j', 'k', 'down');
    expect(desk.selected()).toBe('kafka');
    desk.press('G');
    expect(desk.selected()).toBe('web');
    desk.press('g');
    expect(desk.selected()).toBe('auren');
    desk.press('pgdn', 'ctrl-u', 'end', 'home');
    expect(desk.selected()).toBe('auren');
  });
  test('fold, but not what a filter shows', () => {
    desk.press('down', 'left');
    expect(desk.list()).toEqual(['>auren', ' dimini', '  web']);
    desk.press('right', '-');
    expect(desk.list()).toEqual(['>auren', ' dimini']);
    desk.press('+');
    expect(desk.list()).toHaveLength(6);
    desk.press('/', 'k', 'enter', 'left');
    expect(desk.said()).toMatch(/a filter shows what it finds unfolded/);
  });
  test('open the detail of a stack on its own row', () => {
    desk.press('tab', 'q', '-', 'enter');
    const opened = 'openDetail :auren overview';
    expect([desk.asked, desk.screens()]).toEqual([
      [opened, 'closeDetail', opened],
      ['stacks', 'detail'],
    ]);
    expect(desk.list()).toEqual(['>auren', ' dimini']);
  });
  test('open the logs of all tagged rows, in the list; of its own row in a detail', () => {
    desk.press('down', 'space', 'space', 'l', 'q', 'U', 'enter', 'l');
    const keys = desk.store.get().stacks[0]?.members.map(({key}) => key) ?? [];
    expect(desk.asked.filter(line => line.startsWith('openLogs'))).toEqual([
      `openLogs ${keys.slice(0, 2).join(' ')}`,
      expect.stringMatching(/^openLogs \S+$/),
    ]);
  });
  test('open detail, logs and shell of the selected row', () => {
    desk.press('down', 'enter');
    expect([desk.asked, desk.screens()]).toEqual([['openDetail auren/postgres/1 overview'], ['stacks', 'detail']]);
    desk.press('q', 'l');
    expect(desk.screens()).toEqual(['stacks', 'logs']);
    desk.press('q', 'e');
    expect(desk.asked).toEqual([
      'openDetail auren/postgres/1 overview',
      'closeDetail',
      'openLogs auren/postgres/1',
      'closeLogs',
      'openShell auren/postgres/1 null',
    ]);
  });
  test('sort, and say so once more for the other way round', () => {
    desk.press('M');
    expect(desk.store.get().view.sort).toEqual({field: 'memory', inverted: false});
    desk.press('M', 'P', 'I');
    expect(desk.store.get().view.sort).toEqual({field: 'cpu', inverted: true});
    desk.press('f6', 'enter');
    expect(desk.store.get().view.sort).toEqual({field: 'cpu', inverted: true});
    desk.press('f6', 'down', 'enter');
    expect(desk.store.get().view.sort).toEqual({field: 'memory', inverted: false});
    expect(desk.prompt()).toBeNull();
  });
  test('tag, and act on what is tagged', () => {
    desk.press('down', 'space', 'space');
    expect(desk.store.get().view.tagged).toEqual(new Set(['auren/postgres/1', 'auren/kafka/1']));
    desk.press('G', 'r');
    expect(desk.prompt()).toMatchObject({question: 'Restart 2 tagged containers, dependencies first?'});
    desk.press('esc', 'U');
    expect(desk.store.get().view.tagged.size).toBe(0);
  });
  test('show running ones only, and all again', () => {
    const some = deskWith([...containers, ended('auren/job', 0)]);
    some.press('a');
    expect(some.list().join()).not.toContain('job');
    expect(some.list().join()).toContain('worker');
    expect(some.said()).toBe('running containers only');
    some.press('a');
    expect(some.list().join()).toContain('job');
  });
  test('Esc clears the filter, then the tags, and never quits', () => {
    desk.press('down', 'down', 'space', '/');
    desk.type('kafka');
    desk.press('enter');
    expect(desk.list()).toEqual([' auren', '>  kafka'].map(line => line.replace('>  ', '> ')));
    desk.press('esc');
    expect([desk.selected(), desk.store.get().view.filter, desk.store.get().view.tagged.size]).toEqual(['kafka', '', 1]);
    desk.press('esc');
    expect(desk.store.get().view.tagged.size).toBe(0);
    desk.press('esc', 'esc');
    expect(desk.asked).toEqual([]);
  });
  test('q quits at the top, and comes back from everywhere else', () => {
    desk.press('?', 'q');
    expect([desk.screens(), desk.asked]).toEqual([['stacks'], []]);
    desk.press('q');
    expect(desk.asked).toEqual(['quit']);
  });
  test.each(['ctrl-c', 'q', 'f10'])('%s goes back from logs, detail and help, and quits at the top', key => {
    for (const open of ['l', 'enter', '?']) {
      desk.press('g', 'down', open, key);
      expect([open, desk.screens(), desk.asked.includes('quit')]).toEqual([open, ['stacks'], false]);
    }
    desk.press(key);
    expect(desk.asked.at(-1)).toBe('quit');
  });
  describe('while something is being done', () => {
    const doing = (key: string, phase: string): void =>
      desk.store.update(state => ({
        ...state,
        activities: new Map(state.activities).set(key, {
          action: 'restart',
          phase,
          startedAt: 0,
          endedAt: phase === 'healthy' ? 1 : null,
          outcome: phase === 'healthy' ? 'done' : 'running',
        }),
      }));

    test.each(['q', 'ctrl-c'])('%s asks before it quits', key => {
      doing('auren/kafka/1', 'stopping');
      desk.press(key);
      expect([desk.prompt(), desk.asked]).toEqual([{kind: 'quit', what: 'restart of auren/kafka is under way'}, []]);
      desk.press('esc', key, 'n', key, 'ctrl-c', key, 'q');
      expect(desk.asked).toEqual([]);
      desk.press('y');
      expect([desk.prompt(), desk.asked]).toEqual([null, ['quit']]);
    });
    test('what waits its turn is counted', () => {
      doing('auren/postgres/1', 'waiting');
      doing('auren/kafka/1', 'stopping');
      desk.press('q');
      expect(desk.prompt()).toMatchObject({what: 'restart of auren/kafka is under way, 1 more waits'});
    });
    test('what is over is no reason to ask', () => {
      doing('auren/kafka/1', 'healthy');
      desk.press('q');
      expect(desk.asked).toEqual(['quit']);
    });
  });
  test('refresh, redraw, suspend', () => {
    desk.press('ctrl-r', 'ctrl-l', 'ctrl-z');
    expect(desk.asked).toEqual(['refresh', 'redraw', 'suspend']);
  });
});

describe('help', () => {
  test('scrolls to its end and no further', () => {
    desk.store.update(state => withView(state, {size: {columns: 80, rows: 24}}));
    desk.press('?');
    const scroll = (): number => {
      const screen = desk.store.get().view.screens.at(-1);
      return screen?.kind === 'help' ? screen.scroll : -1;
    };
    desk.press('G');
    const last = scroll();
    expect(last).toBeGreaterThan(5);
    desk.press('down', 'pgdn');
    expect(scroll()).toBe(last);
    desk.press('up');
    expect(scroll()).toBe(last - 1);
    desk.press('g');
    expect(scroll()).toBe(0);
  });
});

describe('what went wrong lies over the list', () => {
  const outcome = {key: 'auren/kafka/1', title: 'auren/kafka: exited 1', reason: 'it ended with 1', lines: []};
  beforeEach(() => desk.store.update(state => withView(state, {outcome})));

  test('Esc and q close it first', () => {
    for (const key of ['esc', 'q']) {
      desk.store.update(state => withView(state, {outcome}));
      desk.press(key);
      expect([desk.store.get().view.outcome, desk.asked]).toEqual([null, []]);
    }
  });
  test.each(['l', 'enter', '?'])('Esc closes it first on the screen that %s opens too', key => {
    desk.store.update(state => withView(state, {outcome: null}));
    desk.press('down', key);
    desk.store.update(state => withView(state, {outcome}));
    const before = desk.screens();
    desk.press('esc');
    expect([desk.store.get().view.outcome, desk.screens()]).toEqual([null, before]);
    desk.press('esc');
    expect(desk.screens()).toEqual(['stacks']);
  });
  test('l opens the log of the container it is about, not of the selected one', () => {
    desk.press('l');
    expect([desk.asked, desk.store.get().view.outcome]).toEqual([['openLogs auren/kafka/1'], null]);
  });
});
