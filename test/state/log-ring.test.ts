import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {LogItem} from '../../source/model/log-entry.js';
import {logLevels} from '../../source/model/log-level.js';
import {isContinuing, isMark, isRepeating, isStderr, levelIn} from '../../source/state/log-flags.js';
import {
  emptyRing,
  firstSeq,
  firstTime,
  flagsOf,
  gravePlaces,
  itemAt,
  itemsOf,
  type LogRing,
  lastTime,
  sourcesOf,
  timesOf,
  withItems,
  withOlderItems,
} from '../../source/state/log-ring.js';
import {line, lines} from './support-logs.js';

const all = (ring: LogRing): LogItem[] => ring.blocks.flatMap(block => [...itemsOf(block)]);
const limit = 32 * 1024 * 1024;

describe('the ring of lines', () => {
  test('gives every line back as it was, packed or not', () => {
    const item = fc.record({
      kind: fc.constant('line' as const),
      source: fc.nat(300),
      time: fc.option(fc.double({min: 0, max: 2e12, noNaN: true}), {nil: null}),
      stderr: fc.boolean(),
      level: fc.constantFrom(null, ...logLevels),
      continues: fc.boolean(),
      repeats: fc.boolean(),
      text: fc.string({unit: 'grapheme', maxLength: 30}).map(text => text.replaceAll('\n', ' ')),
    });
    fc.assert(
      fc.property(fc.array(item, {maxLength: 40}), fc.nat(200), (made, repeat) => {
        const items = Array.from({length: repeat + 1}, () => made)
          .flat()
          .map((one, index): LogItem => ({...one, seq: index + 1}));
        const ring = withItems(withItems(emptyRing, items.slice(0, 7), limit), items.slice(7), limit);
        expect(all(ring)).toEqual(items);
        expect(ring.count).toBe(items.length);
      }),
      {numRuns: 30},
    );
  });

  test('keeps marks and lines that are longer than a block', () => {
    const long = 'é日'.repeat(100_000);
    const items: LogItem[] = [line(1, long), {kind: 'mark', seq: 2, time: 5, tone: 'bad', text: 'web died'}, ...lines(10_000, 3)];
    const ring = withItems(emptyRing, items, limit);
    expect(itemAt(ring, 1)?.text).toBe(long);
    expect(itemAt(ring, 2)).toEqual(items[1]);
    expect(itemAt(ring, 9000)).toEqual(items[8999]);
    expect(itemAt(ring, 20_000)).toBeUndefined();
  });

  test('never holds more than its bytes, lets the oldest go and counts them', () => {
    let ring = emptyRing;
    for (let batch = 0; batch < 100; batch += 1) {
      ring = withItems(ring, lines(1000, batch * 1000 + 1), 200_000);
      expect(ring.bytes).toBeLessThanOrEqual(200_000 + 65_536 * 2);
    }
    expect(ring.letGo).toBeGreaterThan(10_000);
    expect(ring.count + ring.letGo).toBe(100_000);
    expect(itemAt(ring, 100_000)?.text).toBe('line 100000');
    expect(itemAt(ring, 1)).toBeUndefined();
    expect(firstTime(ring)).toBe(itemAt(ring, ring.letGo + 1)?.time);
    expect(lastTime(ring)).toBe(itemAt(ring, 100_000)?.time);
  });

  test('what was let go reads as empty and never as other lines', () => {
    const before = withItems(emptyRing, lines(20_000), limit);
    withItems(before, lines(40_000, 20_001), 100_000);
    const [first] = before.blocks;
    expect(first && itemsOf(first)).toEqual([]);
  });

  test('tells flags, sources and times of a block without its text, packed or not', () => {
    const items: LogItem[] = [
      line(1, 'a', {level: 'error', source: 3}),
      {kind: 'mark', seq: 2, time: null, tone: 'bad', text: 'web died'},
      line(3, ' at b', {level: 'warn', stderr: true, continues: true}),
      line(4, 'a', {repeats: true, time: null}),
    ];
    for (const ring of [withItems(emptyRing, items, limit), withOlderItems(emptyRing, items)]) {
      const [block] = ring.blocks;
      if (!block) throw new Error('no block');
      const flags = [...flagsOf(block)];
      expect(flags.map(levelIn)).toEqual(['error', null, 'warn', null]);
      expect(flags.map(isMark)).toEqual([false, true, false, false]);
      expect(flags.map(isStderr)).toEqual([false, false, true, false]);
      expect(flags.map(isContinuing)).toEqual([false, false, true, false]);
      expect(flags.map(isRepeating)).toEqual([false, false, false, true]);
      expect([...sourcesOf(block)]).toEqual([3, 0, 0, 0]);
      expect([...timesOf(block)]).toEqual([items[0]?.time, Number.NaN, items[2]?.time, Number.NaN]);
      expect(gravePlaces(block)).toEqual([0, 1]);
    }
  });

  test('counts errors, and not each line of a trace', () => {
    const trace = [line(2, ' at x', {level: 'error', continues: true}), line(3, 'b', {level: 'fatal'}), line(4, 'c')];
    expect(withItems(emptyRing, [line(1, 'a', {level: 'error'}), ...trace], limit).errors).toBe(2);
  });
});

describe('older lines', () => {
  test('come before the others, packed, and are found by their numbers', () => {
    const ring = withItems(emptyRing, lines(10, firstSeq), limit);
    const older = lines(5000, firstSeq - 5000).map(one => ({...one, level: 'error' as const}));
    const both = withOlderItems(ring, older);
    expect(all(both).map(({seq}) => seq)).toEqual(Array.from({length: 5010}, (_, index) => firstSeq - 5000 + index));
    expect([both.count, both.errors, both.letGo]).toEqual([5010, 5000, 0]);
    expect(itemAt(both, firstSeq - 5000)).toEqual(older[0]);
    expect(both.bytes).toBeGreaterThan(ring.bytes);
    expect(withOlderItems(ring, [])).toBe(ring);
  });

  test('a block does not begin within a stack trace, unless the trace is endless', () => {
    const traced = lines(30_000).map((one, index) => ({...one, continues: index % 7 !== 0}));
    const starts = withItems(emptyRing, traced, limit).blocks.map(block => itemsOf(block)[0]);
    expect(starts.length).toBeGreaterThan(5);
    for (const start of starts) expect(start).toMatchObject({continues: false});
    const endless = lines(30_000).map(one => ({...one, continues: true}));
    expect(withItems(emptyRing, endless, limit).blocks.length).toBeGreaterThan(5);
  });
});
