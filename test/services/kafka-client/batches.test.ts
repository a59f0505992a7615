import {gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {readBatches} from '../../../source/services/kafka-client/batches.js';
import * as library from '../../../source/services/kafka-client/library.js';
import {batchOf} from './support.js';

const read = (data: Buffer, from = 0, value = 100) => readBatches(library, 3, data, from, {value});
const shown = (data: Buffer, from = 0): [string[], number] => {
  const {items, next} = read(data, from);
  return [
    items.map(item =>
      item.kind === 'gap' ? `${item.offset} gap ${item.count}: ${item.why}` : `${item.offset} ${item.value?.text}`,
    ),
    next,
  ];
};
/** A batch with other compressed bytes, or another codec. */
const repacked = (batch: Buffer, codec: number, packed: Buffer): Buffer => {
  const bytes = Buffer.concat([batch.subarray(0, 61), packed]);
  bytes.writeInt32BE(bytes.length - 12, 8);
  bytes.writeInt16BE(codec, 21);
  return bytes;
};

describe('record batches', () => {
  test('become messages with partition, offset, time, key and value', () => {
    const {items, next} = read(batchOf(['one', 'two'], {offset: 7}));
    const text = (value: string) => ({text: value, binary: false, size: value.length, cut: false});
    expect(items).toEqual([
      {kind: 'message', partition: 3, offset: 7, timestamp: 1_700_000_000_000, key: text('k0'), value: text('one'), headers: []},
      {kind: 'message', partition: 3, offset: 8, timestamp: 1_700_000_000_001, key: text('k1'), value: text('two'), headers: []},
    ]);
    expect(next).toBe(9);
  });

  test('are read from the offset asked for, though they begin before it', () => {
    const data = Buffer.concat([batchOf(['a', 'b'], {offset: 0}), batchOf(['c', 'd'], {offset: 2})]);
    expect(shown(data, 3)).toEqual([['3 d'], 4]);
  });

  test('that are not whole end it: the rest comes with the next answer', () => {
    const [first, second] = [batchOf(['a']), batchOf(['b'], {offset: 1})];
    for (let cut = 1; cut < second.length; cut += 1) {
      expect(shown(Buffer.concat([first, second.subarray(0, second.length - cut)]))).toEqual([['0 a'], 1]);
    }
  });

  test.each(['gzip', 'lz4', 'snappy'] as const)('packed with %s are unpacked', compression => {
    const values = ['one '.repeat(50), 'two'];
    expect(read(batchOf(values, {compression}), 0, 1000).items.map(item => item.kind === 'message' && item.value?.text)).toEqual(
      values,
    );
  });

  test("packed by Java's snappy, in blocks, are unpacked", () => {
    const batch = batchOf(['a'.repeat(300), 'b'], {compression: 'snappy'});
    const records = library.compressionsAlgorithms.snappy.decompressSync(batch.subarray(61));
    const blocks = [records.subarray(0, 100), records.subarray(100)].map(part => {
      const packed = library.compressionsAlgorithms.snappy.compressSync(part);
      const length = Buffer.alloc(4);
      length.writeInt32BE(packed.length);
      return Buffer.concat([length, packed]);
    });
    const head = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(shown(repacked(batch, 2, Buffer.concat([head, ...blocks])))).toEqual([[`0 ${'a'.repeat(100)}`, '1 b'], 2]);
  });

  test('packed in a way that is unknown become a gap, and what follows is read', () => {
    const data = Buffer.concat([repacked(batchOf(['a', 'b']), 6, Buffer.from('?')), batchOf(['c'], {offset: 2})]);
    expect(shown(data)).toEqual([['0 gap 2: compressed with codec 6: not readable here', '2 c'], 3]);
  });

  test('that would unpack to a flood stay packed', () => {
    const bomb = gzipSync(Buffer.alloc(65 << 20));
    expect(shown(repacked(batchOf(['a']), 1, bomb))).toEqual([['0 gap 1: compressed with gzip: larger than can be shown'], 1]);
  });

  test.each([
    ['gzip', 1],
    ['snappy', 2],
    ['lz4', 3],
  ])('with rubbish for %s become a gap', (name, codec) => {
    const [[gap]] = shown(repacked(batchOf(['a']), codec, Buffer.from('not packed at all')));
    expect(gap).toBe(`0 gap 1: compressed with ${name}: damaged`);
  });

  test('before Kafka 0.11 become a gap', () => {
    const old = batchOf(['a'], {offset: 4});
    old[16] = 1;
    expect(shown(Buffer.concat([old, batchOf(['b'], {offset: 5})]))).toEqual([
      ['4 gap null: written before Kafka 0.11: not readable here', '5 b'],
      6,
    ]);
  });

  test('of a transaction that ends are passed over', () => {
    const control = batchOf(['end']);
    control.writeInt16BE(0x20, 21);
    expect(shown(Buffer.concat([control, batchOf(['a'], {offset: 1})]))).toEqual([['1 a'], 2]);
  });

  test('of very many messages are read in parts', () => {
    const data = batchOf(
      Array.from({length: 12_000}, (_, index) => `${index}`),
      {compression: 'gzip'},
    );
    const first = read(data);
    expect([first.items.length, first.next]).toEqual([10_000, 10_000]);
    const second = read(data, first.next);
    expect([second.items.length, second.next]).toEqual([2000, 12_000]);
  });

  test('of any bytes do no harm, and never lead backwards', () => {
    const whole = batchOf(['a', 'b', 'c'], {offset: 10, compression: 'gzip'});
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), {maxLength: 8}), changes => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        expect(read(bytes, 10).next).toBeGreaterThanOrEqual(10);
      }),
      {numRuns: 500},
    );
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 200}), bytes => {
        expect(read(Buffer.from(bytes), 5).next).toBeGreaterThanOrEqual(5);
      }),
    );
  });
});

describe('keys and values', () => {
  test('are cut at a whole character and say how long they are', () => {
    const [item] = read(batchOf(['ä'.repeat(80)]), 0, 101).items;
    expect(item?.kind === 'message' && item.value).toEqual({text: 'ä'.repeat(50), binary: false, size: 160, cut: true});
  });
});
