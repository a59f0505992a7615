import {describe, expect, test} from 'vitest';
import {countHits} from '../../source/state/log-find.js';
import {toError, toHit, toMarked, toMinute, toNearestHit, unpeeked} from '../../source/state/log-jumps.js';
import {chosenIn, type Page, sliceOf} from '../../source/state/log-moves.js';
import type {LogView} from '../../source/state/logs.js';
import {line, logOf, spelt} from './support-logs.js';

const page: Page = {height: 10, linesOf: () => 1};
const seen = (view: LogView): string[] => sliceOf(view, page).rows.map(({item}) => item.text);
const from = (view: LogView, cursor: number): LogView => ({...view, place: {top: 1, cursor}});

describe('a search in folded groups', () => {
  const folded = spelt('a b a+ a+ c c= c= b').map(item => (item.seq === 4 || item.seq === 6 ? {...item, text: 'needle'} : item));
  const view: LogView = {...logOf(folded), search: 'needle'};

  test('counts every line that has a hit', () => {
    expect(countHits(view, 4, {left: 1e6})).toEqual({total: 2, upTo: 1, complete: true});
  });

  test('goes to the line itself, shown in its group, which is folded again when the search goes on', () => {
    const first = toHit(from(view, 1), 1, page);
    expect([chosenIn(first)?.seq, seen(first)]).toEqual([4, ['a1', 'a+3', 'needle', 'b2', 'c5', 'b8']]);
    const second = toHit(first, 1, page);
    expect([chosenIn(second)?.seq, seen(second)]).toEqual([6, ['a1', 'b2', 'c5', 'needle', 'c=7', 'b8']]);
    const back = toHit(second, -1, page);
    expect([chosenIn(back)?.seq, seen(back)]).toEqual([4, ['a1', 'a+3', 'needle', 'b2', 'c5', 'b8']]);
    expect(seen(unpeeked(back))).toEqual(['a1', 'b2', 'c5', 'b8']);
  });

  test('leaves open what a person unfolded', () => {
    const open = {...view, unfolded: new Set([1])};
    const second = toHit(toHit(from(open, 1), 1, page), 1, page);
    expect(seen(second)).toEqual(['a1', 'a+3', 'needle', 'b2', 'c5', 'needle', 'c=7', 'b8']);
  });

  test('shows one that was folded where all others are unfolded', () => {
    const most: LogView = {...view, folding: 'unfolded', unfolded: new Set([1])};
    const first = toHit(from(most, 1), 1, page);
    expect(seen(first)).toContain('needle');
    expect(unpeeked(first).unfolded).toEqual(new Set([1]));
  });

  test('typed, it goes to the nearest one and back', () => {
    const near = toNearestHit(view, null, page);
    expect(chosenIn(near)?.seq).toBe(6);
    expect(seen(toNearestHit({...near, search: 'nothing'}, null, page))).toEqual(['a1', 'b2', 'c5', 'b8']);
  });
});

describe('jumps', () => {
  test('an error within a group is one stop: its row', () => {
    const view = logOf(spelt('a a!+ a!+ b c! c!= c!= b a!'));
    const stops: (number | undefined)[] = [];
    for (let at = from(view, 1), turn = 0; turn < 4; turn += 1) {
      at = toError(at, 1, page);
      stops.push(at.place?.cursor);
    }
    expect(stops).toEqual([5, 9, 1, 5]);
    expect(toError(from(view, 9), -1, page).place?.cursor).toBe(5);
    expect(toError({...view, folding: 'off'}, -1, page).place?.cursor).toBe(9);
  });

  test('an error that does not pass the filter is none', () => {
    const view = {...logOf(spelt('a! b! a')), filter: 'a'};
    expect(toError(from(view, 1), 1, page).place?.cursor).toBe(1);
    expect(toError({...view, filter: 'a3'}, 1, page).place).toBeNull();
  });

  test('minutes: to the next row of another one, over lines without a time', () => {
    const minutes = [0, 0, null, 1, 1, 1, 2];
    const view = logOf(minutes.map((minute, index) => line(index + 1, 'x', {time: minute === null ? null : minute * 60_000})));
    expect(toMinute(from(view, 1), 1, page).place?.cursor).toBe(4);
    expect(toMinute(from(view, 3), 1, page).place?.cursor).toBe(7);
    expect(toMinute(from(view, 5), -1, page).place?.cursor).toBe(2);
    expect(toMinute(view, -1, page).place?.cursor).toBe(6);
    const same = logOf([line(1, 'x', {time: 5}), line(2, 'x', {time: 6})]);
    expect(toMinute(same, 1, page)).toBe(same);
  });

  test('marked lines: the row that a marked line is drawn in', () => {
    const view = {...logOf(spelt('a a+ a+ b b c')), marked: new Set([3, 5])};
    const stops: (number | undefined)[] = [];
    for (let at = from(view, 6), turn = 0; turn < 3; turn += 1) {
      at = toMarked(at, 1, page);
      stops.push(at.place?.cursor);
    }
    expect(stops).toEqual([1, 5, 1]);
    const open = {...view, unfolded: new Set([1])};
    expect(toMarked(from(open, 6), 1, page).place?.cursor).toBe(3);
    expect(toMarked({...view, filter: 'c'}, 1, page).place).toBeNull();
    expect(toMarked(view, 1, page).place?.cursor).toBe(1);
  });
});
