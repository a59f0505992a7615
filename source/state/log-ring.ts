import {bytesOf, type LogItem} from '../model/log-entry.js';
import {isError} from '../model/log-level.js';

/** A run of items. Never changed: what was found out about it (who passes a filter) is kept by it. */
export interface LogBlock {
  /** `seq` of the first; the others follow without a gap. */
  readonly first: number;
  readonly items: readonly LogItem[];
  readonly bytes: number;
  readonly errors: number;
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

export const emptyRing: LogRing = {blocks: [], bytes: 0, count: 0, errors: 0, letGo: 0};

const itemsInBlock = 512;
const bytesInBlock = 256 * 1024;

const isFull = (block: LogBlock): boolean => block.items.length >= itemsInBlock || block.bytes >= bytesInBlock;

const blocksOf = (items: readonly LogItem[]): LogBlock[] => {
  const blocks: LogBlock[] = [];
  let open: LogItem[] = [];
  let bytes = 0;
  let errors = 0;
  const close = (): void => {
    const [first] = open;
    if (first) blocks.push({first: first.seq, items: open, bytes, errors});
    open = [];
    bytes = 0;
    errors = 0;
  };
  for (const item of items) {
    open.push(item);
    bytes += bytesOf(item);
    if (item.kind === 'line' && isError(item.level)) errors += 1;
    if (open.length >= itemsInBlock || bytes >= bytesInBlock) close();
  }
  close();
  return blocks;
};

const sum = (blocks: readonly LogBlock[], of: (block: LogBlock) => number): number =>
  blocks.reduce((total, block) => total + of(block), 0);

/** The ring with `items` (whose `seq` goes on from its last one) at its end, and without what is too old for `limit` bytes. */
export const withItems = (ring: LogRing, items: readonly LogItem[], limit: number): LogRing => {
  if (items.length === 0) return ring;
  const last = ring.blocks.at(-1);
  const joins = last !== undefined && !isFull(last);
  const kept = joins ? ring.blocks.slice(0, -1) : ring.blocks;
  const blocks = [...kept, ...blocksOf(joins ? [...last.items, ...items] : items)];
  let bytes = sum(blocks, block => block.bytes);
  let gone = 0;
  while (bytes > limit && gone < blocks.length - 1) {
    bytes -= blocks[gone]?.bytes ?? 0;
    gone += 1;
  }
  const left = gone === 0 ? blocks : blocks.slice(gone);
  return {
    blocks: left,
    bytes,
    count: sum(left, block => block.items.length),
    errors: sum(left, block => block.errors),
    letGo: ring.letGo + sum(blocks.slice(0, gone), block => block.items.length),
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
  return block?.items[seq - block.first];
};

export const firstItem = (ring: LogRing): LogItem | undefined => ring.blocks[0]?.items[0];
export const lastItem = (ring: LogRing): LogItem | undefined => ring.blocks.at(-1)?.items.at(-1);
