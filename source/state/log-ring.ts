import type {LogItem} from '../model/log-entry.js';
import {blocksOf} from './log-blocks.js';
import {isGrave} from './log-flags.js';
import type {Pack} from './log-pack.js';
import {releaseSlab} from './log-slab.js';
import {type PackedLines, type Piece, packedPieces} from './packed-lines.js';
import {unpack} from './unpack.js';

/** A run of items. Never changed, so that what was found out about it (who passes a filter) can be kept by it. */
export interface LogBlock {
  /** `seq` of the first; the others follow without a gap. */
  readonly first: number;
  readonly count: number;
  /** Memory it takes now: less once its text is deflated. */
  readonly bytes: number;
  readonly errors: number;
  readonly pack: Pack;
  /** Where the next items go, as long as there is room; null when the block is full. */
  readonly growing: PackedLines | null;
}

/** The lines of a view, bounded by bytes: the oldest blocks are let go. */
export interface LogRing {
  readonly blocks: readonly LogBlock[];
  readonly bytes: number;
  readonly count: number;
  readonly errors: number;
  /** Items let go so far. */
  readonly letGo: number;
}

/** `seq` of the first line that is read: far from 0, as lines from before it may be read later. */
export const firstSeq = 2 ** 40;

export const emptyRing: LogRing = {blocks: [], bytes: 0, count: 0, errors: 0, letGo: 0};

/** Blocks unpacked not long ago: those on screen are asked for again and again. */
const unpacked = new Map<LogBlock, readonly LogItem[]>();
const mostUnpacked = 4;
/** The block that grows is another one with each line: only what is new of it is unpacked. */
let growing: {readonly lines: PackedLines; readonly first: number; readonly items: readonly LogItem[]} | null = null;

const growingItems = (block: LogBlock, lines: PackedLines): readonly LogItem[] => {
  const known = growing?.lines === lines && growing.first === block.first ? growing.items : [];
  if (known.length >= block.count) return known.length === block.count ? known : known.slice(0, block.count);
  const items = [...known, ...unpack(block.pack, block.first, known.length, lines.startOf(known.length))];
  growing = {lines, first: block.first, items};
  return items;
};

/** The items of a block. */
export const itemsOf = (block: LogBlock): readonly LogItem[] => {
  if (block.growing) return growingItems(block, block.growing);
  const known = unpacked.get(block);
  if (known) return known;
  const items = unpack(block.pack, block.first);
  unpacked.set(block, items);
  if (unpacked.size > mostUnpacked) for (const oldest of [...unpacked.keys()].slice(0, 1)) unpacked.delete(oldest);
  return items;
};

/** What is known of each item of a block besides its text, by its place: log-flags.ts reads it. Nothing is unpacked for it. */
export const flagsOf = ({pack}: LogBlock): Uint8Array => pack.columns.flags;
/** The source of each item of a block, by its place; 0 of a mark. Nothing is unpacked for it. */
export const sourcesOf = ({pack}: LogBlock): Uint16Array => pack.columns.sources;
/** The time of each item of a block, by its place: ms since 1970, NaN where the engine told none. Nothing is unpacked for it. */
export const timesOf = ({pack}: LogBlock): Float64Array => pack.columns.times;

/** Places of a block's errors and marks, without unpacking it. */
export const gravePlaces = (block: LogBlock): number[] => {
  const places: number[] = [];
  flagsOf(block).forEach((flags, place) => {
    if (isGrave(flags)) places.push(place);
  });
  return places;
};

/** All text of a block, a line each; null when it was let go. To see at once that something is not in it. */
export const textOf = ({pack}: LogBlock): string | null => pack.text();

const sum = (blocks: readonly LogBlock[], of: (block: LogBlock) => number): number =>
  blocks.reduce((total, block) => total + of(block), 0);

/** The share of a ring that is kept as it came: what is looked at most costs nothing to look at. */
const rawShare = 1 / 4;
const tooLarge = new WeakSet<LogBlock>();

/** Deflates the oldest blocks of those that lie there as they came. */
const deflateOld = (blocks: readonly LogBlock[], limit: number): void => {
  const isRaw = (block: LogBlock): boolean => block.growing === null && block.pack.isRaw && !tooLarge.has(block);
  let raw = sum(blocks, block => (isRaw(block) ? block.bytes : 0));
  for (const block of blocks) {
    if (raw <= limit * rawShare) return;
    if (!isRaw(block)) continue;
    raw -= block.bytes;
    if (!block.pack.deflate()) tooLarge.add(block);
  }
};

/** The ring with packed lines, whose first has the number `seq`, at its end, and without what is too old for `limit` bytes. */
export const withPieces = (ring: LogRing, pieces: readonly Piece[], seq: number, limit: number): LogRing => {
  if (pieces.length === 0) return ring;
  const last = ring.blocks.at(-1);
  // Not when another ring has gone on from here already.
  const begun = last?.growing && last.growing.count === last.count ? last.growing : null;
  const kept = begun ? ring.blocks.slice(0, -1) : ring.blocks;
  const blocks = [...kept, ...blocksOf(pieces, seq, begun, true)];
  deflateOld(blocks, limit);
  let bytes = sum(blocks, block => block.bytes);
  let gone = 0;
  while (bytes > limit && gone < blocks.length - 1) {
    const block = blocks[gone];
    bytes -= block?.bytes ?? 0;
    block?.pack.release();
    gone += 1;
  }
  const left = gone === 0 ? blocks : blocks.slice(gone);
  return {
    blocks: left,
    bytes,
    count: sum(left, block => block.count),
    errors: sum(left, block => block.errors),
    letGo: ring.letGo + sum(blocks.slice(0, gone), block => block.count),
  };
};

const withPacked = <T>(items: readonly LogItem[], use: (pieces: readonly Piece[]) => T): T => {
  const pieces = packedPieces(items);
  const result = use(pieces);
  for (const {lines} of pieces) releaseSlab(lines.slab);
  return result;
};

/** The ring with `items` (whose `seq` goes on from its last one) at its end, and without what is too old for `limit` bytes. */
export const withItems = (ring: LogRing, items: readonly LogItem[], limit: number): LogRing =>
  withPacked(items, pieces => withPieces(ring, pieces, items[0]?.seq ?? 0, limit));

/**
 * The ring with older `items` (whose `seq` ends just before its first one) at its beginning. Nothing is let go for them: whoever asks for
 * older lines looks first whether there is room.
 */
export const withOlderItems = (ring: LogRing, items: readonly LogItem[]): LogRing => {
  if (items.length === 0) return ring;
  const blocks = withPacked(items, pieces => blocksOf(pieces, items[0]?.seq ?? 0, null, false));
  return {
    blocks: [...blocks, ...ring.blocks],
    bytes: ring.bytes + sum(blocks, block => block.bytes),
    count: ring.count + items.length,
    errors: ring.errors + sum(blocks, block => block.errors),
    letGo: ring.letGo,
  };
};

/** Index of the block that holds `seq`, or of the nearest one; -1 when there are none. */
export const blockIndexOf = (ring: LogRing, seq: number): number => {
  let low = 0;
  let high = ring.blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ring.blocks[middle]?.first ?? 0) <= seq) low = middle;
    else high = middle - 1;
  }
  return ring.blocks.length === 0 ? -1 : low;
};

/** The item with this `seq`; undefined when it was let go. */
export const itemAt = (ring: LogRing, seq: number): LogItem | undefined => {
  const block = ring.blocks[blockIndexOf(ring, seq)];
  return block && itemsOf(block)[seq - block.first];
};

const known = (time: number | undefined): number | null => (time === undefined || Number.isNaN(time) ? null : time);

/** Times of the oldest and of the newest line, ms since 1970; null where there is none, or the engine told none. */
export const firstTime = (ring: LogRing): number | null => known(ring.blocks[0]?.pack.firstTime);
export const lastTime = (ring: LogRing): number | null => known(ring.blocks.at(-1)?.pack.lastTime);
