import {bytesOf, type LogItem} from '../model/log-entry.js';
import {isError} from '../model/log-level.js';
import {flagsOfItem, isGrave, type Pack, packBytes, packOf, packText, releasePack, slabBytes, unpack} from './log-pack.js';

/** A run of items: packed once it is full. Never changed, so that what was found out about it (who passes a filter) can be kept by it. */
export interface LogBlock {
  /** `seq` of the first; the others follow without a gap. */
  readonly first: number;
  readonly count: number;
  readonly bytes: number;
  /** Lines of a stack trace do not count: they belong to one. */
  readonly errors: number;
  readonly content: {readonly kind: 'open'; readonly items: readonly LogItem[]} | {readonly kind: 'packed'; readonly pack: Pack};
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

const itemsInBlock = 4096;

/** Blocks unpacked not long ago: those on screen are asked for again and again. */
const unpacked = new Map<LogBlock, readonly LogItem[]>();
const mostUnpacked = 4;

/** The items of a block. */
export const itemsOf = (block: LogBlock): readonly LogItem[] => {
  if (block.content.kind === 'open') return block.content.items;
  const known = unpacked.get(block);
  if (known) return known;
  const items = unpack(block.content.pack, block.first);
  unpacked.set(block, items);
  if (unpacked.size > mostUnpacked) for (const oldest of [...unpacked.keys()].slice(0, 1)) unpacked.delete(oldest);
  return items;
};

/** What is known of each item of a block besides its text, by its place: `isMark` and so on of log-pack.ts read it. Nothing is unpacked for it. */
export const flagsOf = ({content}: LogBlock): Uint8Array =>
  content.kind === 'packed' ? content.pack.flags : Uint8Array.from(content.items, flagsOfItem);

/** The source of each item of a block, by its place; 0 of a mark. Nothing is unpacked for it. */
export const sourcesOf = ({content}: LogBlock): Uint16Array =>
  content.kind === 'packed'
    ? content.pack.sources
    : Uint16Array.from(content.items, item => (item.kind === 'mark' ? 0 : item.source));

/** The time of each item of a block, by its place: ms since 1970, NaN where the engine told none. Nothing is unpacked for it. */
export const timesOf = ({content}: LogBlock): Float64Array =>
  content.kind === 'packed' ? content.pack.times : Float64Array.from(content.items, ({time}) => time ?? Number.NaN);

/** Places of a block's errors and marks, without unpacking it. */
export const gravePlaces = (block: LogBlock): number[] => {
  const places: number[] = [];
  flagsOf(block).forEach((flags, place) => {
    if (isGrave(flags)) places.push(place);
  });
  return places;
};

/** All text of a packed block, a line each; null of an open one. To see at once that something is not in it. */
export const textOf = (block: LogBlock): string | null => (block.content.kind === 'packed' ? packText(block.content.pack) : null);

const blockOf = (items: readonly LogItem[], bytes: number, isFull: boolean): LogBlock => {
  const pack = isFull ? packOf(items) : null;
  return {
    first: items[0]?.seq ?? 0,
    count: items.length,
    bytes: pack ? packBytes(pack) : bytes,
    errors: items.reduce((sum, item) => sum + (item.kind === 'line' && isError(item.level) && !item.continues ? 1 : 0), 0),
    content: pack ? {kind: 'packed', pack} : {kind: 'open', items},
  };
};

const packed = (block: LogBlock, items: readonly LogItem[]): LogBlock => {
  const pack = packOf(items);
  return {...block, bytes: packBytes(pack), content: {kind: 'packed', pack}};
};

/** Whether a line belongs to the one before it: a block does not begin in the middle of a stack trace, unless that is endless. */
const belongs = (item: LogItem): boolean => item.kind === 'line' && (item.continues || item.repeats);
const longestTail = 256;

const blocksOf = (items: readonly LogItem[]): LogBlock[] => {
  const blocks: LogBlock[] = [];
  let from = 0;
  let bytes = 0;
  let text = 0;
  items.forEach((item, index) => {
    const size = item.text.length + 1;
    const count = index - from;
    const isFull = count >= itemsInBlock - longestTail || text + size > slabBytes * 0.9;
    const mustEnd = count >= itemsInBlock || text + size > slabBytes;
    if (count > 0 && (mustEnd || (isFull && !belongs(item)))) {
      blocks.push(blockOf(items.slice(from, index), bytes, true));
      from = index;
      bytes = 0;
      text = 0;
    }
    bytes += bytesOf(item);
    text += size;
  });
  if (from < items.length) blocks.push(blockOf(items.slice(from), bytes, text > slabBytes));
  return blocks;
};

const sum = (blocks: readonly LogBlock[], of: (block: LogBlock) => number): number =>
  blocks.reduce((total, block) => total + of(block), 0);

/** The ring with `items` (whose `seq` goes on from its last one) at its end, and without what is too old for `limit` bytes. */
export const withItems = (ring: LogRing, items: readonly LogItem[], limit: number): LogRing => {
  if (items.length === 0) return ring;
  const last = ring.blocks.at(-1);
  const open = last?.content.kind === 'open' ? last.content.items : null;
  const kept = open ? ring.blocks.slice(0, -1) : ring.blocks;
  const blocks = [...kept, ...blocksOf(open ? [...open, ...items] : items)];
  let bytes = sum(blocks, block => block.bytes);
  let gone = 0;
  while (bytes > limit && gone < blocks.length - 1) {
    const block = blocks[gone];
    bytes -= block?.bytes ?? 0;
    if (block?.content.kind === 'packed') releasePack(block.content.pack);
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

/**
 * The ring with older `items` (whose `seq` ends just before its first one) at its beginning. Nothing is let go for them: whoever asks for
 * older lines looks first whether there is room.
 */
export const withOlderItems = (ring: LogRing, items: readonly LogItem[]): LogRing => {
  if (items.length === 0) return ring;
  const blocks = blocksOf(items).map(
    (block): LogBlock => (block.content.kind === 'open' ? packed(block, block.content.items) : block),
  );
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

const timeIn = (block: LogBlock | undefined, index: number): number | null => {
  if (!block) return null;
  if (block.content.kind === 'open') return block.content.items.at(index)?.time ?? null;
  const time = block.content.pack.times.at(index) ?? Number.NaN;
  return Number.isNaN(time) ? null : time;
};

/** Times of the oldest and of the newest line, ms since 1970; null where there is none, or the engine told none. */
export const firstTime = (ring: LogRing): number | null => timeIn(ring.blocks[0], 0);
export const lastTime = (ring: LogRing): number | null => timeIn(ring.blocks.at(-1), -1);
