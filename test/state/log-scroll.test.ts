import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {toggleFold} from '../../source/state/log-jumps.js';
import {chosenIn, moveCursor, type Page, pauseView, scrollView, sliceOf, toFirst} from '../../source/state/log-moves.js';
import {walkRows} from '../../source/state/log-rows.js';
import type {LogView} from '../../source/state/logs.js';
import {lines, logOf, spelt} from './support-logs.js';

/** Every line of the screen that there is, as `seq/line`. */
const allLines = (view: LogView, page: Page): string[] => {
  const all: string[] = [];
  const add = (row: Parameters<Page['linesOf']>[0]): boolean => {
    for (let line = 0; line < page.linesOf(row); line += 1) all.push(`${row.item.seq}/${line}`);
    return true;
  };
  walkRows(view, 0, 1, add, {left: Number.POSITIVE_INFINITY});
  return all;
};

const onScreen = (view: LogView, page: Page): string[] => {
  const {rows, skip} = sliceOf(view, page);
  const all = rows.flatMap(row => Array.from({length: page.linesOf(row)}, (_, line) => `${row.item.seq}/${line}`));
  return all.slice(skip, skip + page.height);
};

describe('scrolling', () => {
  const tall: Page = {height: 10, linesOf: ({item}) => (item.seq === 5 ? 35 : 1)};

  test('goes through an item that is higher than the screen line by line, down and up', () => {
    let view = toFirst(logOf(lines(20)), tall);
    const all = allLines(view, tall);
    for (let from = 0; from <= all.length - 10; from += 1) {
      expect(onScreen(view, tall)).toEqual(all.slice(from, from + 10));
      view = scrollView(view, 1, tall);
    }
    for (let from = all.length - 10; from >= 0; from -= 1) {
      expect(onScreen(view, tall)).toEqual(all.slice(from, from + 10));
      view = scrollView(view, -1, tall);
    }
  });

  test('following a tall newest item shows its end, and pausing leaves what is on screen', () => {
    const end: Page = {height: 10, linesOf: ({item}) => (item.seq === 20 ? 35 : 1)};
    const view = logOf(lines(20));
    expect(onScreen(view, end)).toEqual(Array.from({length: 10}, (_, line) => `20/${25 + line}`));
    expect(onScreen(pauseView(view, end), end)).toEqual(onScreen(view, end));
    expect(onScreen(scrollView(view, -1, end), end)[0]).toBe('20/24');
  });

  test('shows the beginning of a tall item from above, and its end from below', () => {
    const above = moveCursor({...logOf(lines(20)), place: {top: 1, cursor: 4}}, 1, tall);
    expect(onScreen(above, tall)[0]).toBe('5/0');
    const below = moveCursor({...logOf(lines(20)), place: {top: 6, cursor: 6}}, -1, tall);
    expect(onScreen(below, tall).at(-1)).toBe('5/34');
  });

  const words = fc.array(fc.constantFrom('a', 'a+', 'a=', 'b', 'b+', '#'), {minLength: 1, maxLength: 40});
  const heights = fc.array(fc.constantFrom(1, 1, 1, 2, 3, 25), {minLength: 1, maxLength: 7});
  const steps = fc.array(fc.constantFrom(1, -1, 3, -3, 9, -9, 100, -100), {minLength: 1, maxLength: 12});
  const unfolds = fc.array(fc.integer({min: 1, max: 40}), {maxLength: 5}).map(seqs => new Set(seqs));

  test('moves by as many lines as are asked for, as far as there are any, with the chosen row on screen', () => {
    fc.assert(
      fc.property(words, heights, fc.integer({min: 1, max: 12}), unfolds, steps, (spelling, high, height, unfolded, by) => {
        const page: Page = {height, linesOf: ({item}) => high[item.seq % high.length] ?? 1};
        let view: LogView = toFirst({...logOf(spelt(spelling.join(' '))), unfolded}, page);
        const all = allLines(view, page);
        const most = Math.max(0, all.length - height);
        let from = 0;
        for (const step of by) {
          view = scrollView(view, step, page);
          from = Math.max(0, Math.min(most, from + step));
          const shown = onScreen(view, page);
          expect(shown).toEqual(all.slice(from, from + height));
          expect(shown.map(line => Number(line.split('/')[0]))).toContain(view.place?.cursor);
        }
      }),
      {numRuns: 300},
    );
  });

  test('every row can be chosen, one after another, and is on screen then', () => {
    fc.assert(
      fc.property(words, heights, fc.integer({min: 1, max: 12}), unfolds, (spelling, high, height, unfolded) => {
        const page: Page = {height, linesOf: ({item}) => high[item.seq % high.length] ?? 1};
        let view: LogView = toFirst({...logOf(spelt(spelling.join(' '))), unfolded}, page);
        const rows = [...new Set(allLines(view, page).map(line => Number(line.split('/')[0])))];
        const isSeen = (): void =>
          expect(onScreen(view, page).map(line => Number(line.split('/')[0]))).toContain(chosenIn(view)?.seq);
        for (const [index, seq] of rows.entries()) {
          expect(chosenIn(view)?.seq).toBe(seq);
          isSeen();
          if (index < rows.length - 1) view = moveCursor(view, 1, page);
        }
        for (const seq of [...rows].reverse()) {
          expect(chosenIn(view)?.seq).toBe(seq);
          isSeen();
          view = moveCursor(view, -1, page);
        }
      }),
      {numRuns: 150},
    );
  });
});

describe('unfolding', () => {
  const page: Page = {height: 10, linesOf: () => 1};
  const trace = `a b c ${'a+ '.repeat(6)} b`;
  const seen = (view: LogView): number[] => sliceOf(view, page).rows.map(({item}) => item.seq);

  test('shows the lines of the chosen group below it, and folds them again', () => {
    const view = toggleFold(toFirst(logOf(spelt(trace)), page), page);
    expect(seen(view)).toEqual([1, 4, 5, 6, 7, 8, 9, 2, 3, 10]);
    expect(seen(toggleFold(view, page))).toEqual([1, 2, 3, 10]);
  });

  test('from within the group it folds it and chooses its head', () => {
    const unfolded = moveCursor(toggleFold(toFirst(logOf(spelt(trace)), page), page), 3, page);
    expect(unfolded.place?.cursor).toBe(6);
    const folded = toggleFold(unfolded, page);
    expect([folded.place?.cursor, seen(folded)]).toEqual([1, [1, 2, 3, 10]]);
  });

  test('brings as much of it on screen as fits, with its head', () => {
    const view = toggleFold(logOf(spelt(`${'b '.repeat(30)} a ${'a+ '.repeat(5)}`)), page);
    expect(seen(view)).toEqual([27, 28, 29, 30, 31, 32, 33, 34, 35, 36]);
    const longer = toggleFold(logOf(spelt(`${'b '.repeat(30)} a ${'a+ '.repeat(50)}`)), page);
    expect(seen(longer)).toEqual([31, 32, 33, 34, 35, 36, 37, 38, 39, 40]);
    expect(longer.place?.cursor).toBe(31);
  });
});
