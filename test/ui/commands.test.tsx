import {describe, expect, test} from 'vitest';
import {inAnswer} from '../../source/state/commands.js';
import {answerWith, commandsState, entry, noon, redisEntries} from '../state/support-commands.js';
import {asciiLook, bare} from './sample.js';
import {numbered, openScreen as open} from './support/commands-screen.js';

const noonAfter = (ms: number): number => noon + ms;

describe('the list of commands', () => {
  test('stands beside the answer where there is room, above it where there is not', () => {
    const wide = open(commandsState({answer: answerWith(['used_memory:1'])}));
    expect(
      wide
        .screen()
        .map(bare)
        .find(line => line.includes('memory   ')),
    ).toMatch(/ memory .*│ used_memory:1/);
    const narrow = open(commandsState({answer: answerWith(['used_memory:1'])}, {columns: 80, rows: 24}));
    const lines = narrow.screen().map(bare);
    const at = (text: string) => lines.findIndex(line => line.includes(text));
    expect(at('delete every key')).toBeLessThan(at('exit 0'));
    expect(at('exit 0')).toBeLessThan(at('used_memory:1'));
  });
  test('says on the free line what Enter would run', () => {
    const app = open(commandsState());
    expect(app.last()).toMatch(/^ redis> INFO memory/);
    app.keys('down', 'j');
    expect(app.last()).toMatch(/^ redis> MONITOR/);
    app.keys('enter');
    expect(app.asked).toEqual(['commands.run MONITOR watch every command']);
  });
  test('marks what does harm by a sign', () => {
    expect(open(commandsState()).text()).toMatch(/▲ delete every key/);
    expect(open(commandsState()).screen(asciiLook).map(bare).join('\n')).toMatch(/! delete every key/);
  });
  test('stays within itself', () => {
    const app = open(commandsState());
    app.keys('up', 'k');
    expect(app.view().chosen).toBe(0);
    app.keys('G', 'down');
    expect(app.view().chosen).toBe(redisEntries.length - 1);
    app.keys('g');
    expect(app.view().chosen).toBe(0);
    app.keys('pgdn');
    expect(app.view().chosen).toBe(redisEntries.length - 1);
  });
  test('scrolls where there are more than fit', () => {
    const entries = Array.from({length: 30}, (_, index) => entry(`command ${index}`, `GET ${index}`));
    const app = open(commandsState({entries, answer: answerWith(['x'])}, {columns: 80, rows: 24}));
    app.keys('G');
    expect(app.text()).toContain('command 29');
    expect(app.text()).not.toContain('command 0 ');
  });
  test('asks for the file where one is needed', () => {
    const app = open(commandsState({entries: [entry('dump', 'the database into a file', {does: 'dump'})]}));
    app.keys('enter');
    expect(app.asked).toEqual(['commands.transfer dump']);
  });
  test('without any commands says so', () => {
    const app = open(commandsState({entries: []}));
    expect(app.text()).toContain('No command is at hand for it.');
    app.keys('enter', 'down');
    expect(app.asked).toEqual([]);
  });
});

describe('the free line', () => {
  test('takes the chosen command to be changed, by →, e, i and, where there is no answer, Tab', () => {
    for (const key of ['right', 'e', 'i', 'tab']) {
      const app = open(commandsState());
      app.keys(key);
      app.type(' x');
      expect(app.last()).toMatch(/^ redis> INFO memory x▏/);
      app.keys('enter');
      expect(app.asked).toEqual(['commands.run INFO memory x ']);
    }
  });
  test('is edited where the cursor stands', () => {
    const app = open(commandsState());
    app.keys(':');
    app.type('IFO');
    app.keys('ctrl-a', 'right', 'N', 'ctrl-e');
    app.type(' memory');
    app.keys('enter');
    expect(app.asked).toEqual(['commands.run INFO memory ']);
  });
  test('brings earlier lines back, and completes', () => {
    const app = open(commandsState({history: ['GET a', 'DBSIZE']}));
    app.keys(':', 'up');
    expect(app.last()).toContain('redis> DBSIZE');
    app.keys('up');
    expect(app.last()).toContain('redis> GET a');
    app.keys('ctrl-u');
    app.type('mon');
    app.keys('tab');
    expect(app.last()).toContain('redis> MONITOR ');
    app.keys('ctrl-u');
    app.type('inf');
    app.keys('tab');
    expect(app.last()).toMatch(/INFO.*INFO {2}INFO memory {2}INFO clients/);
  });
  test('Esc leaves it, and nothing is run; neither is nothing', () => {
    const app = open(commandsState());
    app.keys(':');
    app.type('FLUSHALL');
    app.keys('esc');
    expect([app.asked, app.store.get().view.prompt, app.last().trim()]).toEqual([[], null, 'redis> INFO memory']);
    app.keys(':', 'space', 'enter');
    expect(app.asked).toEqual([]);
  });
  test('takes letters that are keys elsewhere, and a paste as one line that does not run', () => {
    const app = open(commandsState());
    app.keys(':');
    app.type('q/?:');
    app.paste('select 1,\n  2\u001b[31m;\n');
    expect(app.last()).toContain('redis> q/?:select 1,   2;▏');
    expect(app.asked).toEqual([]);
  });
  test('shows the end of a line that is longer than the screen, and its beginning when the cursor is there', () => {
    const app = open(commandsState({}, {columns: 60, rows: 20}));
    app.keys(':');
    app.type(`SELECT ${'x'.repeat(80)} END`);
    expect(app.last()).toMatch(/… ?x+ END▏$/);
    app.keys('ctrl-a');
    expect(app.last()).toMatch(/^ redis> SELECT x+…$/);
  });
});

describe('a command that runs', () => {
  const running = (over = {}) => open(commandsState({answer: answerWith(numbered(2), {end: null, ...over}), focus: 'answer'}));
  test('shows that it does, and for how long', () => {
    const app = running();
    app.store.update(state => ({...state, now: noonAfter(12_400)}));
    expect(app.text()).toMatch(/[⠀-⣿] INFO memory {2}running · 12 s · 2 lines/);
  });
  test('is stopped by Esc or ^C, which close nothing', () => {
    const app = running();
    app.keys('esc', 'ctrl-c');
    expect([app.asked, app.store.get().commands === null]).toEqual([['commands.stop', 'commands.stop'], false]);
    expect(app.footer()).toMatch(/^Esc stop/);
  });
  test('says that it is being stopped, and that it was', () => {
    const app = running({stopping: true});
    expect(app.text()).toContain('stopping');
    app.store.update(state =>
      inAnswer(state, 1, answer => ({...answer, end: {kind: 'stopped', at: noonAfter(900), left: false}})),
    );
    expect(app.text()).toContain('INFO memory  stopped · 0.90 s');
    app.store.update(state =>
      inAnswer(state, 1, answer => ({...answer, end: {kind: 'stopped', at: noonAfter(900), left: true}})),
    );
    expect(app.text()).toContain('may go on in the container');
  });
  test('keeps others from being run', () => {
    const app = running();
    app.keys('tab', 'enter', ':', 'e', 'ctrl-r');
    expect([app.asked, app.said()]).toEqual([[], '^r: the command still runs: Esc stops it']);
  });
  test('is ended by going back; what would be undone is asked for', () => {
    const plain = running();
    plain.keys('q');
    expect(plain.asked).toEqual(['commands.close']);
    const dump = running({undone: true, title: 'dump of orders'});
    dump.keys('q');
    expect(dump.asked).toEqual([]);
    expect(dump.store.get().view.prompt).toMatchObject({question: 'dump of orders is under way: stop it and leave?'});
    dump.keys('enter');
    expect(dump.asked).toEqual(['commands.reach {"kind":"close"} ']);
  });
  test('that goes on for ever is followed; Space stands still and follows again', () => {
    const answer = answerWith(numbered(100), {end: null}, {endless: true});
    const app = open(commandsState({answer, focus: 'answer'}));
    expect(app.text()).toMatch(/running .* following/);
    expect(app.text()).toContain('line 100');
    app.keys('space');
    expect(app.view().answer?.place).not.toBeNull();
    app.keys('space');
    expect(app.view().answer?.place).toBeNull();
    app.keys('k');
    expect(app.view().answer?.place?.cursor).toBe(98);
  });
});

describe('Esc and q', () => {
  test('close when there is nothing to stop and nothing to clear', () => {
    for (const key of ['esc', 'q', 'ctrl-c', 'f10']) {
      const app = open(commandsState({answer: answerWith(['x']), focus: 'answer'}));
      app.keys(key);
      expect(app.asked).toEqual(['commands.close']);
      expect(app.store.get().view.screens).toHaveLength(1);
    }
  });
});
