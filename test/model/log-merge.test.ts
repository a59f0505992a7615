import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {Merger} from '../../source/model/log-merge.js';

const merger = (): Merger<string> => new Merger<string>(200, 700, {awayMs: 5000});

describe('merging by time', () => {
  test('a line waits for one that may be older, but not for long', () => {
    const merge = merger();
    merge.open('a');
    merge.open('b');
    merge.opened('a');
    merge.opened('b');
    merge.push('a', 'later', 20, 1000);
    expect(merge.take(1100)).toEqual([]);
    merge.push('b', 'earlier', 10, 1150);
    expect(merge.take(1160)).toEqual(['earlier']);
    expect(merge.take(1199)).toEqual([]);
    expect(merge.take(1200)).toEqual(['later']);
    expect(merge.size).toBe(0);
  });

  test('while another container still sends its past, lines wait longer', () => {
    const merge = merger();
    merge.open('a');
    merge.open('b');
    merge.push('a', 'x', 5, 0);
    expect(merge.take(650)).toEqual([]);
    merge.push('b', 'old', 1, 660);
    expect(merge.take(661)).toEqual(['old']);
    expect(merge.take(700)).toEqual(['x']);
  });

  test('a single source, and one next to closed ones, waits for nobody', () => {
    const merge = merger();
    merge.open('a');
    merge.open('b');
    merge.close('b');
    merge.push('a', 'x', 5, 0);
    expect(merge.take(0)).toEqual(['x']);
  });

  test('an event finds its place between lines and holds nobody up', () => {
    const merge = merger();
    merge.open('a');
    merge.opened('a');
    merge.push('events', 'died', 7, 0);
    expect(merge.take(100)).toEqual([]);
    merge.push('a', 'last words', 6, 100);
    expect(merge.take(100)).toEqual(['last words']);
    merge.push('a', 'first words', 8, 150);
    expect(merge.take(150)).toEqual(['died', 'first words']);
  });

  test('lines wait longest for containers whose engine is away, and are in order when it is back', () => {
    const merge = merger();
    for (const source of ['a', 'b']) merge.open(source);
    merge.push('a', 'before', 5, 0);
    for (const source of ['a', 'b']) merge.away(source);
    expect(merge.take(4999)).toEqual([]);
    for (const source of ['a', 'b']) merge.open(source);
    merge.push('b', 'meanwhile', 4, 4999);
    expect(merge.take(4999)).toEqual(['meanwhile', 'before']);
  });

  test('an engine whose clock was set back has its lines in order by the new time from there on', () => {
    const merge = merger();
    const write = (...times: readonly (readonly [source: string, time: number])[]): string[] => {
      for (const [source, time] of times) merge.push(source, `${source} ${time}`, time, 0);
      return merge.take(0);
    };
    expect(write(['a', 3_600_000], ['b', 3_600_010])).toEqual(['a 3600000', 'b 3600010']);
    expect(write(['a', 0], ['a', 40], ['b', 20], ['b', 60])).toEqual(['a 0', 'b 20', 'a 40', 'b 60']);
  });

  test('sources that are closed and empty leave nothing behind', () => {
    const merge = merger();
    for (let turn = 0; turn < 1000; turn += 1) {
      merge.open(`a${turn}`);
      merge.push(`a${turn}`, 'x', turn, turn);
      merge.close(`a${turn}`);
      expect(merge.take(turn)).toEqual(['x']);
    }
    expect(merge.sources).toBe(0);
  });

  test('a clock that jumps back does not reorder its own source', () => {
    const merge = merger();
    merge.push('a', 'one', 100, 0);
    merge.push('a', 'two', 50, 0);
    merge.push('a', 'three', null, 0);
    expect(merge.take(0)).toEqual(['one', 'two', 'three']);
  });

  test('gives what a stable sort by time gives, each line once, however the sources arrive', () => {
    const source = fc.array(fc.nat(50), {maxLength: 30}).map(times => [...times].sort((a, b) => a - b));
    fc.assert(
      fc.property(fc.array(source, {minLength: 1, maxLength: 5}), fc.infiniteStream(fc.nat()), (sources, choices) => {
        const merge = new Merger<{time: number; number: number}>(200, 700);
        const left = sources.map(times => [...times]);
        sources.forEach((_, index) => {
          merge.open(String(index));
        });
        const pushed: {time: number; number: number}[] = [];
        const taken: {time: number; number: number}[] = [];
        while (left.some(times => times.length > 0)) {
          const live = left.map((times, index) => ({times, index})).filter(({times}) => times.length > 0);
          const pick = live[(choices.next().value ?? 0) % live.length];
          const time = pick?.times.shift();
          if (!pick || time === undefined) break;
          const item = {time, number: pushed.length};
          pushed.push(item);
          merge.push(String(pick.index), item, time, 0);
          if (pick.times.length === 0) merge.close(String(pick.index));
          taken.push(...merge.take(0));
        }
        taken.push(...merge.take(1000));
        expect(taken.map(({time}) => time)).toEqual(pushed.map(({time}) => time).sort((a, b) => a - b));
        expect(new Set(taken).size).toBe(pushed.length);
        const whole = new Merger<{time: number; number: number}>(200, 700);
        for (const item of pushed) whole.push(String(item.number), item, item.time, 0);
        expect(whole.take(0)).toEqual([...pushed].sort((a, b) => a.time - b.time));
      }),
    );
  });
});
