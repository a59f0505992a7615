import type {LogEntry, LogMark} from '../model/log-entry.js';
import {flagsOfItem} from './log-flags.js';
import {newSlab, type Slab, slabBytes} from './log-slab.js';

/** An item that has no number yet. */
export type ItemDraft = Omit<LogEntry, 'seq'> | Omit<LogMark, 'seq'>;

/** Lines `from` up to `to` of some packed ones. */
export interface Piece {
  readonly lines: PackedLines;
  readonly from: number;
  readonly to: number;
}

/** A line is one line: a break in it would be taken for the next one. */
const oneLine = (text: string): string => (text.includes('\n') ? text.replaceAll('\n', ' ') : text);

const firstCapacity = 128;

/**
 * Lines as a few arrays that grow. A flood makes a hundred thousand lines a second: as objects that wait to be shown they would keep the
 * garbage collector busier than all other work; as these they are bytes that it never looks into. What was added never changes, so a view of
 * the first so many lines stays right.
 */
export class PackedLines {
  readonly slab: Slab;
  /** Who owns the slab: not these lines themselves, which whoever only reads the text would keep whole. */
  readonly owner: object = {};
  /** Lines. */
  count = 0;
  /** Bytes of their text in the slab: UTF-8, a newline after each. */
  length = 0;
  /** Each byte is a character. */
  ascii = true;
  /** Where the text of each ends, with its newline. */
  ends = new Uint32Array(firstCapacity);
  /** ms since 1970, NaN where the engine told none. */
  times = new Float64Array(firstCapacity);
  flags = new Uint8Array(firstCapacity);
  sources = new Uint16Array(firstCapacity);

  /** Forgets all lines, whose text nobody may read any more; their memory is used again. */
  clear(): void {
    this.count = 0;
    this.length = 0;
    this.ascii = true;
  }

  /** With room for `size` bytes of text. */
  constructor(size: number) {
    this.slab = newSlab(this.owner, size);
  }

  /** Adds an item; false when there is no room for it. */
  push(item: ItemDraft): boolean {
    const text = oneLine(item.text);
    const {bytes} = this.slab;
    // A character takes three bytes at most: counted only where it may be too much.
    if (this.length + text.length * 3 >= bytes.length && this.length + Buffer.byteLength(text) >= bytes.length) return false;
    const written = bytes.write(text, this.length, 'utf8');
    if (written !== text.length) this.ascii = false;
    bytes[this.length + written] = 0x0a;
    this.length += written + 1;
    this.#reserve(this.count + 1);
    this.ends[this.count] = this.length;
    this.times[this.count] = item.time ?? Number.NaN;
    this.flags[this.count] = flagsOfItem(item);
    this.sources[this.count] = item.kind === 'mark' ? 0 : item.source;
    this.count += 1;
    return true;
  }

  /** Adds lines that were packed elsewhere; there has to be room. */
  append({lines, from, to}: Piece): void {
    const start = lines.startOf(from);
    const end = lines.startOf(to);
    lines.slab.bytes.copy(this.slab.bytes, this.length, start, end);
    this.#reserve(this.count + to - from);
    const shift = this.length - start;
    for (let at = from; at < to; at += 1) this.ends[this.count + at - from] = (lines.ends[at] ?? 0) + shift;
    this.times.set(lines.times.subarray(from, to), this.count);
    this.flags.set(lines.flags.subarray(from, to), this.count);
    this.sources.set(lines.sources.subarray(from, to), this.count);
    this.ascii &&= lines.ascii;
    this.length += end - start;
    this.count += to - from;
  }

  /** Where the text of a line begins. */
  startOf(line: number): number {
    return line === 0 ? 0 : (this.ends[line - 1] ?? 0);
  }

  #reserve(count: number): void {
    if (count <= this.flags.length) return;
    const capacity = Math.max(count, this.flags.length * 2);
    // New arrays: views of the old ones go on telling what they told.
    this.ends = grown(this.ends, new Uint32Array(capacity), this.count);
    this.times = grown(this.times, new Float64Array(capacity), this.count);
    this.flags = grown(this.flags, new Uint8Array(capacity), this.count);
    this.sources = grown(this.sources, new Uint16Array(capacity), this.count);
  }
}

const grown = <T extends Uint32Array | Float64Array | Uint8Array | Uint16Array>(before: T, after: T, count: number): T => {
  after.set(before.subarray(0, count));
  return after;
};

/** Items as packed lines, in as many as they need. */
export const packedPieces = (items: readonly ItemDraft[]): Piece[] => {
  const all: PackedLines[] = [];
  for (const item of items) {
    if (all.at(-1)?.push(item)) continue;
    const next = new PackedLines(Math.max(slabBytes, Buffer.byteLength(item.text) + 1));
    next.push(item);
    all.push(next);
  }
  return all.map(lines => ({lines, from: 0, to: lines.count}));
};
