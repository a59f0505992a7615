import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {LogItem} from '../../source/model/log-entry.js';
import {shownIn} from '../../source/state/log-find.js';
import {itemsOf} from '../../source/state/log-ring.js';
import {linesOfRow, walkRows} from '../../source/state/log-rows.js';
import {countTaken, isSelected, selectedRange, takenIn} from '../../source/state/log-selection.js';
import type {LogView} from '../../source/state/logs.js';
import {line, logOf, source} from './support-logs.js';

const endless = () => ({left: Number.POSITIVE_INFINITY});

/** Lines of three sources in each other's way, some of which go on or say again. */
const itemsFrom = (kinds: readonly number[], count: number): LogItem[] =>
  Array.from({length: count}, (_, index) => {
    const kind = kinds[index % kinds.length] ?? 0;
    if (kind === 20) return {kind: 'mark', seq: index + 1, time: null, tone: 'info', text: 'web started'} as const;
    const [own, how] = [kind % 3, Math.floor(kind / 3) % 4];
    return line(index + 1, `line ${index + 1}`, {source: own, continues: how > 1, repeats: how === 1});
  });

const rowsOf = (view: LogView): number[] => {
  const rows: number[] = [];
  walkRows(view, 0, 1, ({item}) => rows.push(item.seq) > 0, endless());
  return rows;
};

const taken = (view: LogView): number[] =>
  [...takenIn(view, selectedRange(view), endless())].flatMap(({block, places}) => [...places].map(place => block.first + place));

const sorted = (seqs: readonly number[]): number[] => [...seqs].sort((a, b) => a - b);

const selecting = (view: LogView, from: number, to: number): LogView => ({
  ...view,
  selection: from,
  place: {top: Math.min(from, to), cursor: to},
});

test('what is selected are all lines of the rows from one end to the other, whatever stands between them and however it is folded', () => {
  const kinds = fc.array(fc.integer({min: 0, max: 20}), {minLength: 3, maxLength: 40});
  const at = fc.double({min: 0, max: 1, noNaN: true});
  const folding = fc.constantFrom<LogView['folding']>('folded', 'unfolded', 'off');
  const filter = fc.constantFrom('', '7', 'service=a');
  fc.assert(
    fc.property(kinds, at, at, folding, filter, fc.array(at, {maxLength: 3}), (given, one, other, how, typed, toggled) => {
      const sources = ['a', 'b', 'c'].map(label => source(label));
      const plain = {...logOf(itemsFrom(given, 9000), 1 << 30), sources, folding: how, filter: typed};
      for (const block of plain.ring.blocks) shownIn(plain, block, endless());
      const heads = rowsOf(plain);
      if (heads.length === 0) return;
      const pick = (rows: readonly number[], where: number): number => rows[Math.floor(where * (rows.length - 1))] ?? 0;
      const view = {...plain, unfolded: new Set(toggled.map(where => pick(heads, where)))};
      const rows = rowsOf(view);
      const [begin, end] = [pick(rows, one), pick(rows, other)];
      const selected = selecting(view, begin, end);
      const [low, high] = sorted([rows.indexOf(begin), rows.indexOf(end)]);
      const wanted = sorted(rows.slice(low, (high ?? 0) + 1).flatMap(seq => linesOfRow(selected, seq).map(item => item.seq)));
      expect(taken(selected)).toEqual(wanted);
      const range = selectedRange(selected);
      expect(range && countTaken(selected, range, endless())).toBe(wanted.length);
      expect(range && rows.filter(seq => isSelected(selected, range, seq))).toEqual(rows.slice(low, (high ?? 0) + 1));
    }),
    {numRuns: 10},
  );
});

test('without a selection all lines that are shown are taken, each once', () => {
  const view = logOf(itemsFrom([0, 1, 6, 3], 9000), 1 << 30);
  expect(taken(view)).toEqual(view.ring.blocks.flatMap(block => itemsOf(block).map(({seq}) => seq)));
});
