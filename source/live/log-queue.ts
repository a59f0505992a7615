import {releaseSlab, slabBytes} from '../state/log-slab.js';
import {type ItemDraft, PackedLines, type Piece} from '../state/packed-lines.js';

/** What a flood fills between two looks at it. */
const mostSpare = 24;

const firstBytes = 4096;

/** Lines of one source that wait to be shown, packed. First in, first out. */
export class LogQueue {
  #waiting: PackedLines[] = [];
  /** Lines of the first that were taken. */
  #at = 0;
  /** Taken as a whole: their memory is free once what was taken has been copied. */
  #used: PackedLines[] = [];
  readonly #spare: PackedLines[];
  /** Of the next ones: a hundred containers that write a line now and then need no slab each. */
  #size = firstBytes;

  /** `spare`: empty ones that were used before, shared with other queues. */
  constructor(spare: PackedLines[] = []) {
    this.#spare = spare;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#used.length === 0;
  }

  /** Gives the bytes that its text takes. */
  push(item: ItemDraft): number {
    const before = this.#waiting.at(-1);
    const begun = before?.length ?? 0;
    if (before?.push(item)) return before.length - begun;
    if (before) this.#size = slabBytes;
    const next = this.#next(Buffer.byteLength(item.text) + 1);
    next.push(item);
    this.#waiting.push(next);
    return next.length;
  }

  #next(least: number): PackedLines {
    if (least > this.#size) return new PackedLines(Math.max(least, slabBytes));
    return (this.#size === slabBytes ? this.#spare.pop() : undefined) ?? new PackedLines(this.#size);
  }

  /** The next `count` lines. They can be read until `release`. */
  take(count: number): Piece[] {
    const pieces: Piece[] = [];
    for (let left = count; left > 0; ) {
      const [lines] = this.#waiting;
      if (!lines) break;
      const to = Math.min(lines.count, this.#at + left);
      pieces.push({lines, from: this.#at, to});
      left -= to - this.#at;
      this.#at = to;
      // What is not full may be added to; once it is empty it is not worth going on with.
      if (to === lines.count) {
        this.#used.push(lines);
        this.#waiting.shift();
        this.#at = 0;
      }
    }
    return pieces;
  }

  /** What was taken has been copied. */
  release(): void {
    for (const lines of this.#used) {
      lines.clear();
      if (lines.slab.bytes.length === slabBytes && this.#spare.length < mostSpare) this.#spare.push(lines);
      else releaseSlab(lines.slab);
    }
    this.#used = [];
  }

  /** Forgets what waits. */
  clear(): void {
    this.#used.push(...this.#waiting);
    this.#waiting = [];
    this.#at = 0;
    this.release();
  }
}
