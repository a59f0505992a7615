import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {LogItem} from '../../source/model/log-entry.js';
import {logLevels} from '../../source/model/log-level.js';
import {Pack} from '../../source/state/log-pack.js';
import {emptyRing, flagsOf, itemsOf, type LogRing, timesOf, withItems, withPieces} from '../../source/state/log-ring.js';
import {slabBytes} from '../../source/state/log-slab.js';
import {PackedLines, packedPieces} from '../../source/state/packed-lines.js';
import {itemsOfPieces, unpack} from '../../source/state/unpack.js';
import {line, lines, noise} from './support-logs.js';

const anyText = fc.string({unit: 'grapheme', maxLength: 60}).map(text => text.replaceAll('\n', ' '));
const anyItem = fc.oneof(
  fc.record({
    kind: fc.constant('line' as const),
    seq: fc.constant(0),
    source: fc.nat(300),
    time: fc.option(fc.double({min: 0, max: 2e12, noNaN: true}), {nil: null}),
    stderr: fc.boolean(),
    level: fc.constantFrom(null, ...logLevels),
    continues: fc.boolean(),
    repeats: fc.boolean(),
    text: anyText,
  }),
  fc.record({
    kind: fc.constant('mark' as const),
    seq: fc.constant(0),
    time: fc.option(fc.nat(), {nil: null}),
    tone: fc.constantFrom('good' as const, 'warn' as const, 'bad' as const, 'info' as const),
    text: anyText,
  }),
);

const packed = (items: readonly LogItem[]): PackedLines => {
  const all = new PackedLines(slabBytes);
  for (const item of items) expect(all.push(item)).toBe(true);
  return all;
};

const numbered = (items: readonly LogItem[], first: number): LogItem[] =>
  items.map((item, index) => ({...item, seq: first + index}));

describe('a pack', () => {
  test('gives the lines of pieces, and reads no more of the text than theirs', () => {
    fc.assert(
      fc.property(fc.array(anyItem, {minLength: 1, maxLength: 80}), fc.nat(79), fc.nat(80), (items, first, count) => {
        const all = packed(items);
        const from = Math.min(first, items.length - 1);
        const to = Math.min(from + count, items.length);
        expect(itemsOfPieces([{lines: all, from, to}])).toEqual(numbered(items.slice(from, to), from));
        const text = new Pack(all, false).text(all.startOf(from), all.startOf(to)) ?? '';
        expect(text).toBe(
          items
            .slice(from, to)
            .map(item => item.text)
            .join('\n'),
        );
      }),
    );
  });

  test('gives every item back as it was, deflated or not, and whatever was added meanwhile', () => {
    fc.assert(
      fc.property(fc.array(anyItem, {minLength: 1, maxLength: 200}), fc.array(anyItem, {maxLength: 300}), (items, more) => {
        const all = packed(items);
        const before = new Pack(all, false);
        for (const item of more) all.push(item);
        expect(unpack(before, 7)).toEqual(numbered(items, 7));
        const whole = new Pack(all, true);
        const expected = numbered([...items, ...more], 7);
        expect(unpack(whole, 7)).toEqual(expected);
        const columns = structuredClone(whole.columns);
        whole.deflate();
        expect(unpack(whole, 7)).toEqual(expected);
        expect(whole.columns).toEqual(columns);
        expect(whole.text(all.startOf(items.length))).toBe(more.map(({text}) => text).join('\n'));
      }),
      {numRuns: 60},
    );
  });

  test('takes a tenth of its memory when it is deflated, and what cannot get smaller stays as it is', () => {
    const usual = new Pack(packed(lines(1500).map(one => ({...one, text: `INFO GET /api/orders/${one.seq} 200`}))), true);
    const raw = usual.bytes;
    expect(usual.deflate()).toBe(true);
    expect(usual.bytes).toBeLessThan(raw / 4);
    expect(usual.isRaw).toBe(false);
    const random = new Pack(packed([line(1, noise(30_000))]), true);
    expect(random.deflate()).toBe(false);
    expect(unpack(random, 1)).toEqual([line(1, noise(30_000))]);
  });

  test('that was let go is empty, and never what others wrote into its memory', () => {
    for (const deflates of [false, true]) {
      const pack = new Pack(packed(lines(3000)), true);
      if (deflates) pack.deflate();
      pack.release();
      for (let others = 0; others < 40; others += 1) packed(lines(2000, 50_000));
      expect(pack.text()).toBeNull();
      expect(unpack(pack, 1)).toEqual([]);
      expect(pack.bytes).toBe(0);
    }
  });
});

describe('a ring of a flood', () => {
  const textOf = (seq: number): string =>
    seq % 1000 === 7 ? `ERROR request ${seq} failed: the disk is full` : `INFO request ${seq} took ${seq % 97} ms`;
  const flood = (from: number, count: number): LogItem[] =>
    Array.from({length: count}, (_, index) =>
      line(from + index, textOf(from + index), {level: (from + index) % 1000 === 7 ? 'error' : 'info'}),
    );

  test('holds several times its bytes of text, all of it as it came, and says how much it takes', () => {
    const limit = 2 * 1024 * 1024;
    let ring: LogRing = emptyRing;
    for (let seq = 1; seq < 100_000; seq += 5000) ring = withItems(ring, flood(seq, 5000), limit);
    expect(ring.letGo).toBe(0);
    expect(ring.bytes).toBeLessThanOrEqual(limit);
    expect(ring.bytes).toBe(ring.blocks.reduce((sum, {bytes}) => sum + bytes, 0));
    expect(ring.errors).toBe(100);
    let next = 1;
    for (const block of ring.blocks) {
      expect(block.first).toBe(next);
      expect(itemsOf(block).map(({text}) => text)).toEqual(
        Array.from({length: block.count}, (_, index) => textOf(block.first + index)),
      );
      expect(flagsOf(block)).toHaveLength(block.count);
      expect(timesOf(block)[0]).toBe(itemsOf(block)[0]?.time);
      next += block.count;
    }
    expect(next).toBe(100_001);
  });

  test('pieces of packed lines make the same ring as the items', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyItem, {minLength: 1, maxLength: 300}), {maxLength: 8}), batches => {
        let seq = 1;
        let byItems: LogRing = emptyRing;
        let byPieces: LogRing = emptyRing;
        for (const batch of batches) {
          byItems = withItems(byItems, numbered(batch, seq), 1e7);
          byPieces = withPieces(byPieces, packedPieces(batch), seq, 1e7);
          seq += batch.length;
        }
        const all = (ring: LogRing): LogItem[] => ring.blocks.flatMap(block => [...itemsOf(block)]);
        expect(all(byPieces)).toEqual(numbered(batches.flat(), 1));
        expect(all(byItems)).toEqual(all(byPieces));
      }),
      {numRuns: 30},
    );
  });

  test('two rings that go on from the same one do not write over each other', () => {
    const base = withItems(emptyRing, lines(10), 1e7);
    const one = withItems(base, lines(5, 11), 1e7);
    const other = withItems(base, [line(11, 'other')], 1e7);
    const texts = (ring: LogRing): string[] => ring.blocks.flatMap(block => itemsOf(block).map(({text}) => text));
    expect(texts(one)).toEqual(lines(15).map(({text}) => text));
    expect(texts(other)).toEqual([...lines(10).map(({text}) => text), 'other']);
    expect(texts(base)).toEqual(lines(10).map(({text}) => text));
  });
});
