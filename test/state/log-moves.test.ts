import {describe, expect, test} from 'vitest';
import {budgetForFrame, countHits, lookFurther} from '../../source/state/log-find.js';
import {toError, toHit, toNearestHit} from '../../source/state/log-jumps.js';
import {followView, moveCursor, type Page, pauseView, scrollView, sliceOf, toFirst} from '../../source/state/log-moves.js';
import {type LogView, withLines} from '../../source/state/logs.js';
import {line, lines, logOf} from './support-logs.js';

const page: Page = {height: 10, linesOf: () => 1};
const plenty = () => ({left: Number.POSITIVE_INFINITY});
const shown = (view: LogView): number[] => sliceOf(view, page, plenty()).rows.map(({item}) => item.seq);
const range = (from: number, to: number): number[] => Array.from({length: to - from + 1}, (_, index) => from + index);

describe('moving in a log', () => {
  test('following shows the newest lines; fewer than the screen holds are all shown', () => {
    expect(shown(logOf(lines(100)))).toEqual(range(91, 100));
    expect(shown(logOf(lines(3)))).toEqual([1, 2, 3]);
    expect(shown(logOf([]))).toEqual([]);
  });

  test.each([
    ['a line up', (view: LogView) => moveCursor(view, -1, page)],
    ['scrolled up', (view: LogView) => scrollView(view, -1, page)],
    ['paused', (view: LogView) => pauseView(view, page)],
    ['sent to the first line', (view: LogView) => toFirst(view, page)],
  ])('%s before the first lines are there, it follows them when they come', (_, move) => {
    expect(shown(withLines(move(logOf([])), lines(100)))).toEqual(range(91, 100));
  });

  test('scrolling up pauses, and new lines then move nothing', () => {
    const up = scrollView(logOf(lines(100)), -1, page);
    expect(up.place).toEqual({top: 90, cursor: 99});
    expect(shown(withLines(up, lines(500, 101)))).toEqual(range(90, 99));
  });

  test('a filter on a view that stands still leaves no empty screen: what passes before fills it, and scrolling moves it at once', () => {
    const errors = lines(200).map(item => (item.seq % 10 === 0 ? {...item, level: 'error' as const} : item));
    const view = {...pauseView(logOf(errors), page), errorsOnly: true};
    expect(shown(view)).toEqual(range(11, 20).map(tenth => tenth * 10));
    expect(shown(scrollView(view, -1, page))).toEqual(range(10, 19).map(tenth => tenth * 10));
    expect(shown(moveCursor(view, -1, page))).toEqual(shown(view));
    expect(moveCursor(view, -1, page).place?.cursor).toBe(190);
  });

  test('at the top only the chosen line moves, and stops at the first', () => {
    let view = toFirst(logOf(lines(100)), page);
    expect(view.place).toEqual({top: 1, cursor: 1});
    view = moveCursor(view, 4, page);
    expect(view.place).toEqual({top: 1, cursor: 5});
    expect(scrollView(view, -20, page).place).toEqual({top: 1, cursor: 1});
  });

  test('scrolling down ends with the last line at the bottom', () => {
    const view = scrollView(toFirst(logOf(lines(30)), page), 1000, page);
    expect(shown(view)).toEqual(range(21, 30));
    expect(view.place?.cursor).toBe(30);
  });

  test('the chosen line stays on screen', () => {
    let view = pauseView(logOf(lines(100)), page);
    for (let step = 0; step < 30; step += 1) view = moveCursor(view, -1, page);
    expect(view.place).toEqual({top: 70, cursor: 70});
    for (let step = 0; step < 15; step += 1) view = moveCursor(view, 1, page);
    expect(view.place).toEqual({top: 76, cursor: 85});
  });

  test('with lines that take several, the chosen one is still on screen', () => {
    const three: Page = {height: 10, linesOf: () => 3};
    const view = pauseView(logOf(lines(20)), three);
    expect(view.place).toEqual({top: 17, skip: 2, cursor: 20});
    expect(moveCursor(view, -3, three).place).toEqual({top: 17, cursor: 17});
  });

  test('a line higher than the screen can be chosen and passed', () => {
    const high: Page = {height: 10, linesOf: ({item}) => (item.seq === 10 ? 50 : 1)};
    let view = moveCursor(pauseView(logOf(lines(12)), high), -2, high);
    expect(view.place).toEqual({top: 10, skip: 42, cursor: 10});
    view = moveCursor(view, 1, high);
    expect(view.place).toEqual({top: 10, skip: 42, cursor: 11});
    expect(moveCursor(view, -2, high).place).toEqual({top: 9, cursor: 9});
    expect(moveCursor(moveCursor(view, -2, high), 1, high).place).toEqual({top: 10, cursor: 10});
  });

  test('following again shows the newest', () => {
    expect(shown(followView(toFirst(logOf(lines(50)), page)))).toEqual(range(41, 50));
  });

  test('when what is on screen is let go, the oldest line held takes its place', () => {
    const view = withLines(toFirst(logOf(lines(5000), 100_000), page), lines(60_000, 5001));
    expect(view.ring.letGo).toBeGreaterThan(0);
    expect(shown(view)[0]).toBe(view.ring.letGo + 1);
  });
});

describe('finding', () => {
  const every7 = lines(100).map(one => (one.seq % 7 === 0 ? line(one.seq, 'needle', {level: 'error'}) : one));
  const view: LogView = {...logOf(every7), search: 'needle'};

  test('an incremental search goes to the nearest place above, else below', () => {
    expect(toNearestHit(view, null, page).place?.cursor).toBe(98);
    expect(toNearestHit(view, {top: 30, cursor: 40}, page).place?.cursor).toBe(35);
    expect(toNearestHit(view, {top: 0, cursor: 0}, page).place?.cursor).toBe(7);
    expect(toNearestHit({...view, search: 'nothing'}, null, page).place).toBeNull();
  });

  test('n and N go on, and round at the ends', () => {
    const at = {...view, place: {top: 90, cursor: 98}};
    expect(toHit(at, -1, page).place?.cursor).toBe(91);
    expect(toHit(at, 1, page).place?.cursor).toBe(7);
    expect(toHit({...view, place: {top: 1, cursor: 7}}, -1, page).place?.cursor).toBe(98);
  });

  test('counts hits, those up to the chosen line, and says when it has not seen all', () => {
    expect(countHits(view, 35, plenty())).toEqual({total: 14, upTo: 5, complete: true});
    expect(countHits({...view, search: 'ne'}, 35, {left: 0}).complete).toBe(false);
  });

  test('a filter leaves its lines and what happened to containers', () => {
    const marked = withLines({...logOf(every7)}, [{kind: 'mark', seq: 101, time: 1, tone: 'bad', text: 'web died'}]);
    const errors = {...marked, errorsOnly: true};
    expect(shown(errors).slice(-3)).toEqual([91, 98, 101]);
    expect(shown({...marked, filter: '"line 5"'})).toEqual([5, 50, 51, 52, 53, 54, 55, 57, 58, 59, 101].slice(-10));
    expect(moveCursor({...errors, place: {top: 91, cursor: 98}}, -1, page).place?.cursor).toBe(91);
  });

  test('jumps to errors', () => {
    expect(toError(view, -1, page).place?.cursor).toBe(98);
    expect(toError({...view, place: {top: 1, cursor: 50}}, 1, page).place?.cursor).toBe(56);
    expect(toError(logOf(lines(5)), 1, page).place).toBeNull();
  });

  test('a filter over very many lines looks at a part of them at a time, newest first, and gets through', () => {
    let flood = logOf([]);
    for (let batch = 0; batch < 10; batch += 1) flood = withLines(flood, lines(20_000, batch * 20_000 + 1));
    const searching = {...flood, search: 'line 199123', filter: 'stream=stdout'};
    expect(shown(flood)).toEqual(range(199_991, 200_000));
    expect(sliceOf(searching, page).rows.map(({item}) => item.seq)).toEqual(range(199_991, 200_000));
    let looks = 1;
    while (!lookFurther(searching, budgetForFrame())) looks += 1;
    expect(looks).toBeGreaterThan(2);
    expect(countHits(searching, 200_000, {left: 1})).toEqual({total: 1, upTo: 1, complete: true});
  });
});
