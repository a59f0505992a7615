import {isContinuing, isOneError, isRepeating} from './log-flags.js';
import {Pack} from './log-pack.js';
import type {LogBlock} from './log-ring.js';
import {slabBytes} from './log-slab.js';
import {PackedLines, type Piece} from './packed-lines.js';

const itemsInBlock = 4096;

class Block implements LogBlock {
  readonly first: number;
  readonly errors: number;
  readonly pack: Pack;
  readonly growing: PackedLines | null;

  constructor(first: number, errors: number, pack: Pack, growing: PackedLines | null) {
    this.first = first;
    this.errors = errors;
    this.pack = pack;
    this.growing = growing;
  }

  get count(): number {
    return this.pack.count;
  }

  get bytes(): number {
    return this.growing ? this.pack.filledBytes : this.pack.bytes;
  }
}

const blockOf = (lines: PackedLines, first: number, grows: boolean): LogBlock => {
  const pack = new Pack(lines, !grows);
  const errors = pack.columns.flags.reduce((sum, flags) => sum + (isOneError(flags) ? 1 : 0), 0);
  return new Block(first, errors, pack, grows ? lines : null);
};

/** Whether a line belongs to the one before it: a block does not begin in the middle of a stack trace, unless that is endless. */
const belongs = (flags: number): boolean => isContinuing(flags) || isRepeating(flags);
const longestTail = 256;

/** Makes blocks of packed lines, of which the first has the number `seq`; the first block goes on what `begun` begins. `grows`: the last one may go on. */
export const blocksOf = (pieces: readonly Piece[], seq: number, begun: PackedLines | null, grows: boolean): LogBlock[] => {
  const blocks: LogBlock[] = [];
  let lines = begun;
  let first = seq - (begun?.count ?? 0);
  const end = (last: boolean): void => {
    if (lines) blocks.push(blockOf(lines, first, last && grows));
    first += lines?.count ?? 0;
    lines = null;
  };
  for (const {lines: source, from, to} of pieces) {
    let next = from;
    let start = source.startOf(from);
    // How far this block reaches, counted before it is copied as one.
    let count = lines?.count ?? 0;
    let length = lines?.length ?? 0;
    const copy = (upTo: number): void => {
      if (upTo === next) return;
      lines ??= new PackedLines(Math.max(slabBytes, source.startOf(upTo) - source.startOf(next)));
      lines.append({lines: source, from: next, to: upTo});
      next = upTo;
    };
    for (let at = from; at < to; at += 1) {
      const size = (source.ends[at] ?? 0) - start;
      start += size;
      const isFull = count >= itemsInBlock - longestTail || length + size > slabBytes * 0.9;
      const mustEnd = count >= itemsInBlock || length + size > slabBytes;
      if (count > 0 && (mustEnd || (isFull && !belongs(source.flags[at] ?? 0)))) {
        copy(at);
        end(false);
        count = 0;
        length = 0;
      }
      count += 1;
      length += size;
    }
    copy(to);
  }
  end(true);
  return blocks;
};
