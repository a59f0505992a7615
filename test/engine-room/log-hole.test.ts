import {describe, expect, test, vi} from 'vitest';
import {findHole, holeIn, isExact, KeptLines} from '../../source/engine/log-hole.js';
import type {LogLine} from '../../source/model/log-line.js';

/** A long line is kept in parts: what begins with the second one is "+4" for the line "4...". */
const long = 'x'.repeat(20_000);
const line = (name: number | string): LogLine => {
  const second = Number.parseInt(String(name).replace('+', ''), 10);
  const text = typeof name === 'number' ? `line ${name}` : name.startsWith('+') ? long.slice(16_384) : long;
  return {time: BigInt(second) * 1_000_000_000n, stream: 'stdout', text, complete: true};
};

test.each<{name: string; lines: (number | string)[]; again: (number | string)[]; hole: null | {at: number; rest: number[]}}>([
  {name: 'the same lines', lines: [1, 2, 3], again: [1, 2, 3], hole: null},
  {name: 'new ones behind', lines: [1, 2, 3], again: [2, 3, 4], hole: null},
  {name: 'older ones before', lines: [3, 4], again: [1, 2, 3, 4], hole: null},
  {name: 'nothing', lines: [1, 2, 3], again: [], hole: null},
  {name: 'another log altogether, as of a file that was begun anew', lines: [1, 2, 3], again: [7, 8], hole: null},
  {name: 'lines in between', lines: [1, 2, 6, 7], again: [2, 3, 4, 5, 6, 7, 8], hole: {at: 2, rest: [3, 4, 5, 6, 7]}},
  {name: 'the end of what lies in between', lines: [1, 2, 6, 7], again: [5, 6, 7, 8], hole: {at: 2, rest: [5, 6, 7]}},
  {name: 'a larger hole', lines: [1, 2, 6, 7], again: [1, 2, 7], hole: {at: 2, rest: [6, 7]}},
  {name: 'a hole up to the end', lines: [1, 2, 6, 7], again: [1, 2], hole: {at: 2, rest: [6, 7]}},
  {name: 'a hole up to what came since', lines: [1, 2, 6, 7], again: [2, 9], hole: {at: 2, rest: [6, 7]}},
  {name: 'some of them, and lacks others', lines: [1, 2, 6, 7], again: [2, 3, 7], hole: {at: 2, rest: [6, 7]}},
  {name: 'one written since, dated before', lines: [1, 5], again: [1, 5, 4], hole: null},
  {name: 'one written since, dated before, behind a hole', lines: [1, 2, 5], again: [2, 4], hole: {at: 2, rest: [5]}},
  {name: 'the end of a long line first', lines: [1, '4 long', 5], again: ['+4', 5], hole: null},
])('a second answer that has $name', ({lines, again, hole}) => {
  expect(holeIn(lines.map(line), again.map(line))).toEqual(hole && {...hole, rest: hole.rest.map(line)});
});

describe("a file that Docker's reader finds its way back into", () => {
  /** What 20.10 reads of a file from there on: in pieces of 512 bytes, of which it drops the one that it cannot read. */
  const read = (file: string, tail: number): readonly LogLine[] => {
    const starts = [0, ...[...file.matchAll(/\n/g)].map(({index}) => index + 1)].filter(start => start < file.length);
    let at = starts.at(-tail) ?? 0;
    const lines: LogLine[] = [];
    let held = '';
    while (at < file.length || held.includes('\n')) {
      const end = held.indexOf('\n');
      if (end === -1) {
        held += file.slice(at, at + 512);
        at += 512;
        continue;
      }
      const found = /^@(\d+) (line \d+)\.*$/.exec(held.slice(0, end));
      held = found ? held.slice(end + 1) : '';
      if (found?.[1] && found[2]) lines.push({time: BigInt(found[1]), stream: 'stdout', text: found[2], complete: true});
    }
    return lines;
  };

  test('every hole is found, wherever it begins and however long its lines are', async () => {
    const missed: string[] = [];
    let holes = 0;
    for (let length = 20; length < 400; length += 1)
      for (const damage of [3, 24, 70]) {
        const entries = Array.from({length: 400}, (_, index) =>
          `@${index + 100} line ${index}`.padEnd(length + (index % 7), '.'),
        );
        const file = `${[...entries.slice(0, damage), 'rubbish', ...entries.slice(damage)].join('\n')}\n`;
        const lines = read(file, 1000);
        if (lines.at(-1)?.text !== 'line 399' || lines.length === entries.length) continue;
        holes += 1;
        const hole = await findHole(lines, lines.length, tail => read(file, tail));
        if (hole?.at !== damage) missed.push(`lines of ${length}, damaged at ${damage}: ${hole?.at}`);
      }
    expect(missed).toEqual([]);
    expect(holes).toBeGreaterThan(100);
  });
});

const never = (): void => {
  throw new Error('it was told to be late');
};

test('lines are kept up to a thousand, and a million characters', () => {
  const kept = new KeptLines('all', never);
  expect(kept.keep(Array.from({length: 1000}, (_, index) => line(index)))).toBe(true);
  expect([kept.keep([line(1000)]), kept.areFew]).toEqual([false, true]);
  expect([kept.take().length, kept.take().length]).toEqual([1001, 0]);
  const big = new KeptLines('all', never);
  expect(big.keep(Array.from({length: 60}, (_, index) => line(`${index} long`)))).toBe(false);
  big.take();
});

test('lines are few that are fewer than were asked for', () => {
  const kept = new KeptLines(2, never);
  const areFew = [1, 2].map(second => kept.keep([line(second)]) && kept.areFew);
  kept.take();
  expect(areFew).toEqual([true, false]);
});

test('lines are kept for five looks, half a second apart, from the first one on', () => {
  vi.useFakeTimers();
  try {
    const onLate = vi.fn();
    const kept = new KeptLines(10, onLate);
    kept.keep([]);
    vi.advanceTimersByTime(5000);
    kept.keep([line(1)]);
    vi.advanceTimersByTime(2499);
    expect(onLate).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onLate).toHaveBeenCalledTimes(1);
    const taken = new KeptLines(10, never);
    taken.keep([line(1)]);
    taken.take();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('whole seconds tell no order', () => {
  expect([isExact(line(1)), isExact({...line(1), time: 1_000_000_001n}), isExact({...line(1), time: null})]).toEqual([
    false,
    true,
    false,
  ]);
});
