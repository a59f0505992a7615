import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {LogItem} from '../../source/model/log-entry.js';
import {headsIn, shownIn} from '../../source/state/log-find.js';
import {itemsOf} from '../../source/state/log-ring.js';
import {headSeq, type LogRow, linesOfRow, rowSeq, walkRows} from '../../source/state/log-rows.js';
import {type LogView, withLines} from '../../source/state/logs.js';
import {line, logOf, noise, spelt} from './support-logs.js';

const plenty = () => ({left: Number.POSITIVE_INFINITY});

const rowsOf = (view: LogView, direction: 1 | -1 = 1, from = direction === 1 ? 0 : Number.MAX_SAFE_INTEGER): LogRow[] => {
  const rows: LogRow[] = [];
  walkRows(view, from, direction, row => rows.push(row) > 0, plenty());
  return rows;
};

/** Rows as people see them: `a1 x3 +2`, members of an unfolded one with a `>`. */
const told = (view: LogView): string[] =>
  rowsOf(view).map(
    ({item, fold, below}) =>
      `${below ? '>' : ''}${item.text}${fold && fold.times > 1 ? ` x${fold.times}` : ''}${fold?.further ? ` +${fold.further}` : ''}`,
  );

describe('groups of lines', () => {
  test.each([
    ['lines that stand for themselves', 'a b a', ['a1', 'b2', 'a3']],
    ['a trace is one row', 'a a+ a+ a', ['a1 +2', 'a4']],
    ['lines of others may stand within a trace', 'a b a+ b+ a+', ['a1 +2', 'b2 +1']],
    ['a run of repeats is one row', 'a a= a= a', ['a1 x3', 'a4']],
    ['a line of another source ends a run', 'a a= b a= a=', ['a1 x2', 'b3', 'a=4 x2']],
    ['even one that goes on elsewhere does', 'b a b+ a=', ['b1 +1', 'a2', 'a=4']],
    ['a mark ends a run and a trace', 'a a= # a= # a+ a+', ['a1 x2', 'mark 3', 'a=4', 'mark 5', 'a+6 +1']],
    ['a trace that is said again', 'a a+ a= a+ a+', ['a1 x2 +3']],
    ['what has no head is headed by its first line', 'a+ a+ b b= a+', ['a+1 +2', 'b3 x2']],
    ['repeats without the first', 'a= a= b', ['a=1 x2', 'b3']],
  ])('%s', (_, words, rows) => {
    expect(told(logOf(spelt(words)))).toEqual(rows);
  });

  test('a folded trace tells what went wrong where its head does not; unfolded, its lines do', () => {
    const view = logOf([
      line(1, 'Traceback (most recent call last):', {level: 'error'}),
      line(2, 'GET /', {source: 1}),
      line(3, '  File "app.py", line 9, in pay', {continues: true}),
      line(4, "KeyError: 'card'", {continues: true}),
    ]);
    expect(rowsOf(view).map(({fold}) => fold?.verdict?.text)).toEqual(["KeyError: 'card'", undefined]);
    expect(rowsOf({...view, unfolded: new Set([1])})[0]?.fold?.verdict).toBeNull();
  });

  test('raw, each line stands for itself', () => {
    expect(told({...logOf(spelt('a a+ a=')), folding: 'off'})).toEqual(['a1', 'a+2', 'a=3']);
  });

  test('an unfolded group shows its lines below its head, what stands between them after it', () => {
    const view = logOf(spelt('a b a+ b+ a+ c'));
    expect(told({...view, unfolded: new Set([1])})).toEqual(['a1 +2', '>a+3', '>a+5', 'b2 +1', 'c6']);
    expect(told({...view, folding: 'unfolded'})).toEqual(['a1 +2', '>a+3', '>a+5', 'b2 +1', '>b+4', 'c6']);
    expect(told({...view, folding: 'unfolded', unfolded: new Set([1])})).toEqual(['a1 +2', 'b2 +1', '>b+4', 'c6']);
  });

  test('a folded group has the lines it stands for, an unfolded one its own', () => {
    const view = logOf(spelt('a b a+ b+ a+'));
    const texts = (of: LogView, seq: number): string[] => linesOfRow(of, seq).map(({text}) => text);
    expect(texts(view, 1)).toEqual(['a1', 'a+3', 'a+5']);
    expect(texts(view, 3)).toEqual(['a1', 'a+3', 'a+5']);
    expect([rowSeq(view, 5), headSeq(view, 5)]).toEqual([1, 1]);
    const unfolded = {...view, unfolded: new Set([1])};
    expect([texts(unfolded, 1), texts(unfolded, 3)]).toEqual([['a1'], ['a+3']]);
    expect([rowSeq(unfolded, 5), headSeq(unfolded, 5)]).toEqual([5, 1]);
    expect(texts(view, 99)).toEqual([]);
  });

  test('a run tells when it was said last', () => {
    const view = logOf(spelt('a a= a='));
    expect(rowsOf(view)[0]?.fold?.newest).toBe((view.ring.blocks[0] && itemsOf(view.ring.blocks[0])[2]?.time) ?? null);
  });

  test('a group that goes on grows, whatever blocks it lies in', () => {
    const long = 'x'.repeat(9000);
    let view = logOf([]);
    for (let seq = 1; seq <= 100; seq += 1) {
      view = withLines(view, [line(seq, long, {repeats: seq > 1})]);
      expect(rowsOf(view).map(({fold}) => fold?.times ?? 1)).toEqual([seq]);
    }
    expect(view.ring.blocks.length).toBeGreaterThan(10);
    expect(linesOfRow(view, 50).map(({seq}) => seq)).toEqual(Array.from({length: 100}, (_, index) => index + 1));
    const unfolded = {...view, unfolded: new Set([1])};
    expect(rowsOf(unfolded, 1, 40)[0]?.item.seq).toBe(40);
    expect(rowsOf(unfolded, -1, 40).map(({item}) => item.seq)).toEqual(Array.from({length: 40}, (_, index) => 40 - index));
  });

  test('a group whose head is let go is headed by what is left of it, unfolded as before', () => {
    const long = noise(9000);
    let view: LogView = {...logOf([], 300_000), unfolded: new Set([1])};
    for (let seq = 1; seq <= 100; seq += 1) view = withLines(view, [line(seq, long, {repeats: seq > 1})]);
    const rows = rowsOf(view);
    expect(view.ring.letGo).toBeGreaterThan(0);
    expect(rows[0]).toMatchObject({item: {seq: view.ring.letGo + 1}, fold: {times: view.ring.count, open: true}});
    expect(rows.length).toBe(view.ring.count);
  });
});

describe('groups and filters', () => {
  const view = logOf(spelt('a a+ b a!+ c b=  c c='));

  test.each([
    ['b3', ['b3']],
    ['a+2', ['a1 +2']],
    ['c=', ['c7 x2']],
    ['level>=error', ['a1 +2']],
    ['service=web', ['a1 +2']],
  ])('a group of which one line passes %s is shown whole', (filter, rows) => {
    expect(told({...view, filter})).toEqual(rows);
  });

  test('errors only does too', () => {
    expect(told({...view, errorsOnly: true})).toEqual(['a1 +2']);
    expect(told({...view, errorsOnly: true, folding: 'off'})).toEqual(['a!+4']);
  });
});

const word = fc.constantFrom('a', 'a', 'a+', 'a+', 'a=', 'a=', 'b', 'b+', 'b=', 'c!', '#');
/** Items in short, how many of them come at once, and whether they are so long that a few of them fill a block. */
const coming = fc.record({
  words: fc.array(word, {minLength: 1, maxLength: 60}),
  sizes: fc.array(fc.integer({min: 1, max: 12}), {minLength: 1, maxLength: 20}),
  long: fc.boolean(),
});

const come = ({words, sizes, long}: {words: string[]; sizes: number[]; long: boolean}): {items: LogItem[]; view: LogView} => {
  const items = spelt(words.join(' ')).map(item => (long ? {...item, text: item.text.padEnd(13_000)} : item));
  let view = logOf([]);
  for (let at = 0, turn = 0; at < items.length; turn += 1) {
    const end = at + (sizes[turn % sizes.length] ?? 1);
    view = withLines(view, items.slice(at, end));
    at = end;
  }
  return {items, view};
};

const unfolds = fc.array(fc.integer({min: 1, max: 60}), {maxLength: 8}).map(seqs => new Set(seqs));
const foldings = fc.constantFrom('folded' as const, 'unfolded' as const, 'off' as const);
const filters = fc.constantFrom('', 'a+', 'stream=stdout', 'level>=error', '!b', '7');

test('folding loses no line and doubles none, however the lines came and whatever is unfolded or filtered', () => {
  fc.assert(
    fc.property(coming, unfolds, foldings, filters, (what, unfolded, folding, filter) => {
      const {items, view: plain} = come(what);
      const view: LogView = {...plain, unfolded, folding, filter};
      const rows = rowsOf(view);
      const shown = view.ring.blocks.flatMap(block =>
        [...(shownIn(view, block, plenty()) ?? [])].map(place => block.first + place),
      );
      const drawn = rows.flatMap(({item, fold}) => (fold?.open ? [item] : linesOfRow(view, item.seq))).map(({seq}) => seq);
      expect([...drawn].sort((a, b) => a - b)).toEqual(shown);
      if (filter === '') expect(shown).toEqual(items.map(({seq}) => seq));
      // Each group by itself stands in the order of the log, and so do the groups.
      const heads = rows.filter(({below}) => !below).map(({item}) => item.seq);
      expect(heads).toEqual([...heads].sort((a, b) => a - b));
      expect(rows.filter(({below}) => !below).reduce((sum, {fold}) => sum + (fold ? fold.times + fold.further : 1), 0)).toBe(
        shown.length,
      );
      expect(rowsOf(view, -1).map(({item}) => item.seq)).toEqual(rows.map(({item}) => item.seq).reverse());
      for (const [index, {item}] of rows.entries()) {
        expect(rowsOf(view, 1, item.seq).map(row => row.item.seq)).toEqual(rows.slice(index).map(row => row.item.seq));
      }
    }),
    {numRuns: 150},
  );
});

test('what follows directly on the line it belongs to is in its group, wherever a block ends', () => {
  fc.assert(
    fc.property(coming, what => {
      const {items, view} = come(what);
      items.forEach((item, index) => {
        const before = items[index - 1];
        if (item.kind === 'mark' || before?.kind !== 'line' || before.source !== item.source) return;
        const joins = item.continues || item.repeats;
        expect(headSeq(view, item.seq) === headSeq(view, before.seq)).toBe(joins);
      });
      for (const block of view.ring.blocks) expect(headsIn(view, block, plenty())?.length).toBeGreaterThan(0);
    }),
    {numRuns: 150},
  );
});
