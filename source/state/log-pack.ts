import {releaseSlab, type Slab, type Stored, store, unstore} from './log-slab.js';
import type {PackedLines} from './packed-lines.js';

/** What is known of the items of a block besides their text, by their places. */
export interface Columns {
  /** ms since 1970, NaN where the engine told none. */
  readonly times: Float64Array;
  /** As log-flags.ts reads them. */
  readonly flags: Uint8Array;
  /** 0 of a mark. */
  readonly sources: Uint16Array;
}

/** Bytes that an item takes beside its text, and those of the objects around a pack, as measured in V8. */
const itemBytes = 11;
const overhead = 1500;
const overheadDeflated = 700;
/** What does not get a quarter smaller is kept as it is. */
const worthIt = 0.75;

/** Loaded when it is first needed, which the first screen never does. */
const zlib = (): typeof import('node:zlib') => process.getBuiltinModule('node:zlib');

/** A block is 64 KB: a window of 8 KB makes it no larger, in a quarter of the memory, and quicker. */
const windowBits = 13;
const quick = {level: 1, windowBits, memLevel: 6};
const smaller = (bytes: Uint8Array): Buffer => zlib().deflateRawSync(bytes, quick);
/** `length` is what it will be. */
const larger = (bytes: Uint8Array, length: number): Buffer =>
  zlib().inflateRawSync(bytes, {windowBits, chunkSize: Math.max(64, length)});

/** Columns inflated not long ago. */
const inflated = new Map<Pack, Columns>();
const mostInflated = 8;

/**
 * Items of a block as bytes: their text (UTF-8, a newline after each) in a slab, and columns. What is older is deflated: logs get five to
 * ten times smaller, for a third of what it costs to take them in, and what was inflated to be looked at is not kept.
 */
export class Pack {
  readonly count: number;
  /** Bytes of text. */
  readonly length: number;
  /** Times of the first and of the last item, as in the columns. */
  readonly firstTime: number;
  readonly lastTime: number;
  readonly #ascii: boolean;
  readonly #owner: object;
  #slab: Slab | null;
  #columns: Columns | null;
  /** Columns, then text. */
  #deflated: Stored | null = null;
  #textAt = 0;

  /** The lines as they are now; stays the same when more are added. `isWhole`: no more will be. */
  constructor(lines: PackedLines, isWhole: boolean) {
    const {slab, owner, count, length, ascii, times, flags, sources} = lines;
    this.count = count;
    this.length = length;
    this.firstTime = times[0] ?? Number.NaN;
    this.lastTime = times[count - 1] ?? Number.NaN;
    this.#ascii = ascii;
    this.#owner = owner;
    this.#slab = slab;
    this.#columns = isWhole
      ? {times: times.slice(0, count), flags: flags.slice(0, count), sources: sources.slice(0, count)}
      : {times: times.subarray(0, count), flags: flags.subarray(0, count), sources: sources.subarray(0, count)};
  }

  /** Memory it takes. */
  get bytes(): number {
    if (this.#deflated) return this.#deflated.bytes.length + overheadDeflated;
    return this.#slab ? this.#slab.bytes.length + this.count * itemBytes + overhead : 0;
  }

  /** Memory that is filled of it. */
  get filledBytes(): number {
    return this.length + this.count * itemBytes + overhead;
  }

  /** Not deflated, and not let go. */
  get isRaw(): boolean {
    return this.#slab !== null;
  }

  get columns(): Columns {
    if (this.#columns) return this.#columns;
    const known = inflated.get(this);
    if (known) return known;
    const columns = this.#inflateColumns();
    inflated.set(this, columns);
    if (inflated.size > mostInflated) for (const oldest of [...inflated.keys()].slice(0, 1)) inflated.delete(oldest);
    return columns;
  }

  /** The text from byte `from` up to `to`, or all that follows, without the last newline; null when it was let go. */
  text(from = 0, to = this.length): string | null {
    const bytes = this.#deflated
      ? larger(this.#deflated.bytes.subarray(this.#textAt), this.length)
      : this.#slab?.owner === this.#owner
        ? this.#slab.bytes
        : null;
    return bytes ? bytes.toString(this.#ascii ? 'latin1' : 'utf8', from, Math.max(from, to - 1)) : null;
  }

  /** Makes it small; false when that is not worth it. */
  deflate(): boolean {
    const slab = this.#slab;
    const columns = this.#columns;
    if (!columns || slab?.owner !== this.#owner) return false;
    const text = smaller(slab.bytes.subarray(0, this.length));
    if (text.length > this.length * worthIt) return false;
    const others = smaller(joined(columns));
    this.#deflated = store([others, text]);
    this.#textAt = others.length;
    this.#columns = null;
    this.#slab = null;
    releaseSlab(slab);
    return true;
  }

  /** Lets go of it: from now on it is empty, and its memory is used for others. */
  release(): void {
    if (this.#slab?.owner === this.#owner) releaseSlab(this.#slab);
    if (this.#deflated) unstore(this.#deflated);
    this.#slab = null;
    this.#deflated = null;
    inflated.delete(this);
  }

  #inflateColumns(): Columns {
    const bytes = this.#deflated && larger(this.#deflated.bytes.subarray(0, this.#textAt), this.count * itemBytes);
    if (!bytes) return {times: new Float64Array(), flags: new Uint8Array(), sources: new Uint16Array()};
    // Copied: what zlib gives begins at any address, and numbers do not.
    const buffer = new Uint8Array(bytes).buffer;
    const {count} = this;
    return {
      times: new Float64Array(buffer, 0, count),
      sources: new Uint16Array(buffer, count * 8, count),
      flags: new Uint8Array(buffer, count * 10, count),
    };
  }
}

const bytesIn = ({buffer, byteOffset, byteLength}: ArrayBufferView): Uint8Array => new Uint8Array(buffer, byteOffset, byteLength);

const joined = ({times, sources, flags}: Columns): Uint8Array => {
  const all = new Uint8Array(flags.length * itemBytes);
  all.set(bytesIn(times));
  all.set(bytesIn(sources), flags.length * 8);
  all.set(flags, flags.length * 10);
  return all;
};
