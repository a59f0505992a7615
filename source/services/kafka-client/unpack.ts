import {gunzipSync} from 'node:zlib';
import type {Library} from './link.js';

/** A batch may be tiny and unpack to anything: beyond this it is left packed. */
const mostBytes = 64 << 20;

const names = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
export const codecName = (codec: number): string => names[codec] ?? `codec ${codec}`;

/** A batch that stays packed; the message says why. */
export class Unreadable extends Error {}

/** What Java's producers put before blocks of snappy (snappy-java, SnappyOutputStream). */
const snappyJava = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);

/** Blocks of snappy: framed by Java, or one block as other clients send it. */
const snappyBlocks = (data: Buffer): Buffer[] => {
  if (!data.subarray(0, 8).equals(snappyJava)) return [data];
  const blocks: Buffer[] = [];
  for (let at = 16; at + 4 <= data.length; ) {
    const length = data.readInt32BE(at);
    if (length <= 0 || at + 4 + length > data.length) throw new Unreadable('damaged');
    blocks.push(data.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return blocks;
};

/** What a block says it unpacks to: a little-endian base-128 number at its beginning. */
const snappySize = (block: Buffer): number => {
  let size = 0;
  for (let at = 0; at < 5 && at < block.length; at += 1) {
    const byte = block[at] ?? 0;
    size += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return size;
  }
  throw new Unreadable('damaged');
};

/** The most an lz4 frame can unpack to: its blocks, each of the size the frame allows. */
const lz4Bound = (data: Buffer): number => {
  if (data.length < 7 || data.readUInt32LE(0) !== 0x184d2204) throw new Unreadable('damaged');
  const [flags, sizes] = [data[4] ?? 0, data[5] ?? 0];
  const block = 1 << (8 + 2 * ((sizes >> 4) & 7)); // 4: 64 KiB … 7: 4 MiB
  let at = 7 + (flags & 8 ? 8 : 0) + (flags & 1 ? 4 : 0);
  let bound = 0;
  while (at + 4 <= data.length) {
    const length = data.readUInt32LE(at) & 0x7fff_ffff;
    if (length === 0) break;
    bound += block;
    at += 4 + length + (flags & 16 ? 4 : 0);
  }
  return bound;
};

const small = (bytes: number): void => {
  if (bytes > mostBytes) throw new Unreadable('larger than can be shown');
};

/** Unpacks the records of a batch. Throws Unreadable with why not: `not readable here`, `damaged`, `larger than can be shown`. */
export const unpack = (library: Library, codec: number, data: Buffer): Buffer => {
  const {snappy, lz4, zstd} = library.compressionsAlgorithms;
  try {
    switch (codec) {
      case 0:
        return data;
      case 1:
        return gunzipSync(data, {maxOutputLength: mostBytes});
      case 2: {
        const blocks = snappyBlocks(data);
        small(blocks.reduce((sum, block) => sum + snappySize(block), 0));
        return Buffer.concat(blocks.map(block => snappy.decompressSync(block)));
      }
      case 3:
        small(lz4Bound(data));
        return lz4.decompressSync(data);
      case 4:
        // Node has zstd from 22.15 on.
        if (!zstd.available) throw new Unreadable('not readable here');
        return zstd.decompressSync(data);
      default:
        throw new Unreadable('not readable here');
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new Unreadable(tooLarge ? 'larger than can be shown' : 'damaged');
  }
};
