import {render} from 'ink-testing-library';
import {describe, expect, test} from 'vitest';
import {withOlder} from '../../source/state/log-older.js';
import {type LogView, withLogs} from '../../source/state/logs.js';
import type {State} from '../../source/state/state.js';
import {Logs} from '../../source/ui/screens/logs.js';
import {line, lines, logState, source} from '../state/support-logs.js';
import {deskAt} from './keys/desk.js';
import {asciiLook, bare, cells, colourLook, plainLook} from './sample.js';

const viewOf = (state: State): LogView => {
  if (!state.logs) throw new Error('the log was closed');
  return state.logs;
};

const screenOf = (state: State, look = plainLook): string[] => {
  const {columns, rows} = state.view.size;
  const {lastFrame, unmount} = render(<Logs state={state} look={look} width={columns} height={rows - 5} />);
  const frame = lastFrame() ?? '';
  unmount();
  return frame.split('\n').map(row => (look === plainLook ? bare(row) : row));
};

const titleOf = (state: State): string => screenOf(state)[0]?.trimEnd() ?? '';
const now = (state: State): number => state.now;

describe('older lines are wanted', () => {
  const opened = () => deskAt(logState(lines(100)));

  test.each([
    ['up', 1],
    ['k', 1],
    ['pgup', 19],
    ['ctrl-u', 10],
    ['g', Number.POSITIVE_INFINITY],
  ])('by %s at the oldest line, to go on by %d', (key, by) => {
    const desk = opened();
    desk.press('g');
    expect(viewOf(desk.store.get()).older.kind).toBe('unknown');
    desk.press(key);
    expect(viewOf(desk.store.get()).older).toMatchObject({kind: 'wanted', by});
    expect(titleOf(desk.store.get())).toContain('loading older lines');
  });

  test('unseen as soon as the oldest line is on screen, and not before', () => {
    const desk = opened();
    desk.press('pgup', 'pgup', 'pgup', 'pgup');
    expect(viewOf(desk.store.get()).older.kind).toBe('unknown');
    desk.press('pgup');
    expect(viewOf(desk.store.get()).older).toMatchObject({kind: 'wanted', by: 0});
    expect(titleOf(desk.store.get())).not.toContain('loading');
  });

  test('when a filter shows none of those that are held', () => {
    const desk = opened();
    desk.press('&', 'z', 'z', 'enter', 'g');
    expect(viewOf(desk.store.get()).older.kind).toBe('wanted');
    expect(screenOf(desk.store.get()).join()).toContain('No line passes the filter so far: older ones are being read.');
    desk.press('esc');
    expect(viewOf(desk.store.get())).toMatchObject({older: {kind: 'unknown'}, filter: 'zz'});
    expect(screenOf(desk.store.get()).join()).toContain('g looks through older lines');
  });

  test('no more where the log begins', () => {
    const desk = deskAt(withLogs(logState(lines(100)), {older: {kind: 'none'}}));
    desk.press('g', 'g', 'pgup', 'up');
    expect(viewOf(desk.store.get()).older.kind).toBe('none');
  });

  test.each<[string, number]>([
    ['up', 100],
    ['pgup', 82],
    ['g', 51],
  ])('and when they come, %s has gone on', (key, top) => {
    const desk = deskAt(logState(lines(100, 101)));
    desk.press('g', key);
    desk.store.update(state => withLogs(state, withOlder(viewOf(state), lines(50, 51), false)));
    expect(viewOf(desk.store.get()).place).toMatchObject({top});
    expect(titleOf(desk.store.get())).toContain('150 lines');
  });

  test('and a view that was moved elsewhere meanwhile stays there', () => {
    const desk = deskAt(logState(lines(100, 101)));
    desk.press('g', 'g', 'pgdn');
    const {place} = viewOf(desk.store.get());
    desk.store.update(state => withLogs(state, withOlder(viewOf(state), lines(50, 51), false)));
    expect(viewOf(desk.store.get()).place).toEqual(place);
  });
});

describe('a time that is typed', () => {
  const ask = (typed: string, state = logState(lines(5))) => {
    const desk = deskAt(state);
    desk.press('T');
    desk.type(typed);
    desk.press('enter');
    return desk;
  };

  test('is read and told in the title', () => {
    const desk = ask('15m');
    expect(viewOf(desk.store.get())).toMatchObject({range: {kind: 'last', ms: 900_000}, place: null});
    expect(titleOf(desk.store.get())).toContain('last 15 min');
    expect(desk.prompt()).toBeNull();
  });

  test('a log that cannot be read does not say that it follows', () => {
    const failed = source('web', {state: {kind: 'failed', message: 'its driver keeps none', hint: ''}});
    expect(titleOf(logState([], {sources: [failed]}))).toContain('web  unreadable · its driver keeps none');
    expect(titleOf(logState([], {sources: [failed, source('db')]}))).toContain(
      'following · no log of web: its driver keeps none',
    );
  });

  test('with a beginning shows that, and does not run off', () => {
    const desk = ask('2026-11-20 14:00..2026-11-20 14:30');
    expect(viewOf(desk.store.get()).place).toEqual({top: 0, cursor: 0});
    expect(titleOf(desk.store.get())).toContain('does not follow');
    expect(titleOf(desk.store.get())).toContain('Fri 20 Nov 14:00 to 14:30');
    expect(screenOf(desk.store.get()).join()).toContain('Reading what was written in that time.');
  });

  test('that is none is asked for again, with the reason and an example', () => {
    const desk = ask('25:00');
    expect(desk.prompt()).toMatchObject({kind: 'log-range', typed: '25:00', problem: expect.stringContaining('try 15m, 14:00')});
    expect(viewOf(desk.store.get()).range.kind).toBe('tail');
    desk.press('backspace');
    expect(desk.prompt()).toMatchObject({typed: '25:0', problem: undefined});
    desk.press('esc');
    expect(desk.prompt()).toBeNull();
  });

  test('may be left empty: nothing changes', () => {
    const desk = ask('');
    expect(desk.prompt()).toBeNull();
    expect(viewOf(desk.store.get()).ring.count).toBe(5);
  });

  test('is of UTC when times are shown in UTC', () => {
    const state = logState(lines(5));
    const desk = ask('2026-11-20 14:00', {...state, logLook: {...state.logLook, times: 'utc'}});
    expect(viewOf(desk.store.get()).range).toEqual({kind: 'between', since: Date.UTC(2026, 10, 20, 14), until: null});
  });
});

describe('the title', () => {
  const busy = (columns: number): State => {
    const items = lines(3000).map(one => line(one.seq, one.text, {level: one.seq % 10 === 0 ? 'error' : 'info', time: one.time}));
    const state = logState(items, {sources: ['api', 'db', 'kafka'].map(name => source(name)), columns});
    return withLogs({...state, now: now(state) + 15 * 60_000}, {rate: 41, range: {kind: 'last', ms: 3_600_000}});
  };

  test.each([
    [120, ' logs  shop  3 containers · following · last 1 h · 41 lines/s · 300 errors in 15 min · 3,000 lines'],
    [90, ' logs  shop  3 containers · following · last 1 h · 41 lines/s · 300 errors in 15 min'],
    [80, ' logs  shop  following · last 1 h · 41 lines/s · 300 errors in 15 min'],
    [60, ' logs  shop  following · last 1 h · 300 errors in 15 min'],
    [40, ' logs  shop  following · 300 errors'],
  ])('keeps what matters most in %i cells', (columns, title) => {
    expect(titleOf(busy(columns))).toBe(title);
  });

  test('tells the day of lines that are not of today, and where the day changes its date stands', () => {
    const midnight = new Date(2026, 10, 21).getTime();
    const items = lines(6).map(one => line(one.seq, one.text, {time: midnight + (one.seq - 4) * 60_000}));
    const state = logState(items);
    const [title = '', , ...rows] = screenOf({
      ...state,
      now: midnight + 3_600_000,
      view: {...state.view, size: {columns: 120, rows: 40}},
    });
    expect(title).toContain('Fri 20 Nov to Sat 21 Nov');
    expect(rows.slice(0, 5).map(row => row.slice(1, 13))).toEqual([
      '23:57:00.000',
      '23:58:00.000',
      '23:59:00.000',
      '21 Nov 00:00',
      '00:01:00.000',
    ]);
    const later = titleOf({...state, now: midnight + 30 * 3_600_000});
    expect(later).toContain('Fri 20 Nov to Sat 21 Nov');
    expect(titleOf(logState(items.slice(3)))).not.toContain('Nov');
  });
});

describe('the strip of errors', () => {
  const state = (): State => {
    const begun = logState([]).now;
    const items = lines(900).map(one =>
      line(one.seq, one.text, {
        time: begun + one.seq * 1000,
        level: one.seq === 450 ? 'error' : one.seq === 700 ? 'warn' : 'info',
      }),
    );
    return {...logState(items, {rows: 40}), now: begun + 900_000};
  };
  const strip = (at: State, look = plainLook): string => screenOf(at, look)[1] ?? '';

  test('says from when to when it is, and shows where in it one is', () => {
    const row = strip(state());
    expect(row).toMatch(/^ errors .*━ {2}-15m … now $/);
    expect(cells(row)).toBe(120);
    expect(row.slice(8).search(/█/)).toBeGreaterThan(40);
    expect(row.slice(8).search(/█/)).toBeLessThan(55);
    expect([...row].filter(cell => cell === '▁')).toHaveLength(1);
  });

  test('moves with the view: its heavy part is where one stands still', () => {
    const desk = deskAt(state());
    desk.press('g');
    expect(strip(desk.store.get())).toMatch(/^ errors ━+─/);
    expect(strip(desk.store.get(), asciiLook)).toMatch(/\u001b\[[\d;]*m=+/);
    desk.press('[');
    expect(strip(desk.store.get(), colourLook)).toContain('█');
  });

  test('does not count what happened to the container days ago, and says nothing of a place where all is on screen', () => {
    const begun = state().now - 900_000;
    const mark = {kind: 'mark', seq: 0, time: begun - 86_400_000, tone: 'good', text: 'web started'} as const;
    const few = lines(3).map(({seq, text}) => line(seq, text, {time: begun + seq}));
    const at = {...logState([mark, ...few], {rows: 40}), now: begun + 60_000};
    expect(strip(at)).toMatch(/^ errors ─+ {2}-1m … now $/);
    expect(strip(at, asciiLook)).toContain('-1m .. now');
  });

  test('of a range with an end has its times', () => {
    const at = withLogs(state(), {range: {kind: 'between', since: 0, until: 1}});
    expect(strip(at)).toMatch(/\d\d:\d\d:\d\d … \d\d:\d\d:\d\d $/);
  });
});

describe('{ and }', () => {
  const minutes = (): State => {
    const begun = new Date(2026, 10, 21, 14).getTime();
    return logState(lines(60).map(one => line(one.seq, one.text, {time: begun + one.seq * 10_000})));
  };

  test('go to the next minute and the one before, also from its last line', () => {
    const desk = deskAt(minutes());
    desk.press('space', '{');
    const cursor = () => viewOf(desk.store.get()).place?.cursor;
    expect(cursor()).toBe(59);
    desk.press('{');
    expect(cursor()).toBe(53);
    desk.press('}');
    expect(cursor()).toBe(54);
  });

  test('say where there is no other, and load older lines before the first', () => {
    const desk = deskAt(minutes());
    desk.press('}');
    expect(desk.said()).toBe('no minute after this one');
    desk.press('g', '{');
    expect(viewOf(desk.store.get()).older.kind).toBe('wanted');
    expect(desk.said()).toBe('no minute before among the lines held here: reading older ones');
  });
});
