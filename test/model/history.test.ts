import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {History, sumOf} from '../../source/model/history.js';

const filled = (samples: readonly (readonly [number, number | null])[], slots = 6): History => {
  const history = new History(slots, 10);
  for (const [time, value] of samples) history.add(time, value);
  return history;
};
const none = Number.NaN;

describe('a history in slots', () => {
  test.each<readonly [string, readonly (readonly [number, number | null])[], number[]]>([
    ['nothing seen', [], [none, none, none]],
    ['one value', [[1000, 5]], [none, none, 5]],
    [
      'oldest first',
      [
        [980, 1],
        [990, 2],
        [1000, 3],
      ],
      [1, 2, 3],
    ],
    [
      'the last of a slot stays',
      [
        [1000, 5],
        [1009, 7],
      ],
      [none, none, 7],
    ],
    ['zero is a value', [[1000, 0]], [none, none, 0]],
    [
      'unknown is a gap',
      [
        [990, 4],
        [1000, null],
      ],
      [none, 4, none],
    ],
    [
      'slots skipped are gaps',
      [
        [980, 1],
        [1000, 3],
      ],
      [1, none, 3],
    ],
    [
      'what comes late is dropped',
      [
        [1000, 3],
        [990, 9],
      ],
      [none, none, 3],
    ],
    [
      'what is overwritten is gone',
      [
        [940, 1],
        [1000, 3],
      ],
      [none, none, 3],
    ],
    [
      'a long gap empties all',
      [
        [980, 1],
        [990, 2],
        [999_000, 3],
      ],
      [none, none, none],
    ],
  ])('%s', (_, samples, expected) => {
    expect(filled(samples).cells(3, 1, 1005)).toEqual(expected);
  });

  test('a cell of several slots shows the largest', () => {
    expect(
      filled([
        [950, 9],
        [960, 1],
        [970, 4],
        [980, 5],
        [990, 2],
        [1000, 3],
      ]).cells(3, 2, 1000),
    ).toEqual([9, 5, 3]);
  });
  test('later the values have moved on', () => {
    expect(filled([[1000, 3]]).cells(3, 1, 1010)).toEqual([none, 3, none]);
    expect(filled([[1000, 3]]).cells(3, 1, 1100)).toEqual([none, none, none]);
  });

  test('remembers what a plain list of samples does', () => {
    const times = fc.array(fc.tuple(fc.integer({min: 0, max: 400}), fc.integer({min: 0, max: 9})), {maxLength: 40});
    fc.assert(
      fc.property(times, fc.integer({min: 0, max: 60}), (samples, later) => {
        const ordered = [...samples].sort(([a], [b]) => a - b);
        const now = (ordered.at(-1)?.[0] ?? 0) + later;
        const end = Math.floor(now / 10);
        const newest = Math.floor((ordered.at(-1)?.[0] ?? 0) / 10);
        const expected = Array.from({length: 4}, (_, cell) => {
          const slot = end - 3 + cell;
          return slot <= newest - 6 ? none : (ordered.findLast(([time]) => Math.floor(time / 10) === slot)?.[1] ?? none);
        });
        expect(filled(ordered).cells(4, 1, now)).toEqual(expected);
      }),
    );
  });
});

describe('sums of histories', () => {
  const sums = (...all: readonly History[]) => sumOf(all).cells(4, 1, 1000);
  test('are made slot by slot', () => {
    const one = filled([
      [970, 1],
      [980, 2],
      [990, 3],
      [1000, 4],
    ]);
    const other = filled([
      [990, 10],
      [1000, 20],
    ]);
    expect(sums(one, other)).toEqual([1, 2, 13, 24]);
    expect(sumOf([one, other]).cells(2, 2, 1000)).toEqual([2, 24]);
  });
  test('hold what was seen last while nothing newer is, and not for ever', () => {
    const seldom = filled([[970, 5]], 30);
    expect(sums(seldom, filled([[1000, 1]]))).toEqual([5, 5, 5, 6]);
    expect(sumOf([seldom]).cells(1, 1, 1060)).toEqual([none]);
    expect(sums()).toEqual([none, none, none, none]);
  });
});
