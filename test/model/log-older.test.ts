import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {sureOlder} from '../../source/model/log-older.js';

interface Line {
  readonly time: number | null;
  readonly of: number;
  readonly number: number;
}

const lines = (of: number, times: readonly number[]): Line[] => times.map((time, number) => ({time, of, number}));

describe('older lines of several sources', () => {
  test('are given as far back as no other source can have a line between them', () => {
    const quick = lines(0, [90, 95, 100]);
    const slow = lines(1, [10, 50, 92]);
    const {sure, left} = sureOlder([
      {items: quick, more: true},
      {items: slow, more: true},
    ]);
    expect(sure.map(({time}) => time)).toEqual([90, 92, 95, 100]);
    expect(left.map(queue => queue.map(({time}) => time))).toEqual([[], [10, 50]]);
  });

  test('are given whole of a log that begins there', () => {
    const {sure} = sureOlder([
      {items: lines(0, [90, 95]), more: false},
      {items: lines(1, [10, 92]), more: false},
    ]);
    expect(sure.map(({time}) => time)).toEqual([10, 90, 92, 95]);
  });

  test('wait for a source of which nothing is known', () => {
    const queue = lines(0, [1, 2]);
    const {sure, left} = sureOlder([
      {items: queue, more: false},
      {items: [], more: true},
    ]);
    expect(sure).toEqual([]);
    expect(left).toEqual([queue, []]);
  });

  test('read in pieces of any length they are all there, once, each source in its order and all in the order of their times', () => {
    const source = fc.array(fc.integer({min: 0, max: 40}), {maxLength: 30});
    fc.assert(
      fc.property(
        fc.array(source, {minLength: 1, maxLength: 5}),
        fc.array(fc.integer({min: 1, max: 7}), {minLength: 1}),
        (times, pieces) => {
          const logs = times.map((own, of) =>
            lines(
              of,
              own.toSorted((a, b) => a - b),
            ),
          );
          const unread = logs.map(log => [...log]);
          let queues: Line[][] = logs.map(() => []);
          let given: Line[] = [];
          for (let turn = 0; unread.some(log => log.length > 0) || queues.some(queue => queue.length > 0); turn += 1) {
            queues = queues.map((queue, of) => {
              const log = unread[of] ?? [];
              return queue.length > 0 ? queue : log.splice(-(pieces[(turn + of) % pieces.length] ?? 1));
            });
            const {sure, left} = sureOlder(queues.map((items, of) => ({items, more: (unread[of] ?? []).length > 0})));
            expect(sure.length).toBeGreaterThan(0);
            given = [...sure, ...given];
            queues = left.map(queue => [...queue]);
          }
          expect(given.map(({time}) => time)).toEqual(times.flat().toSorted((a, b) => a - b));
          logs.forEach((log, of) => {
            expect(given.filter(line => line.of === of)).toEqual(log);
          });
        },
      ),
    );
  });
});
