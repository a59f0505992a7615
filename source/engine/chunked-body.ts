const NEWLINE = 0x0a;
/** More digits than a chunk can be long. */
const MOST_DIGITS = 12;

/** What comes next of a body: a chunk's length, the rest of that line, its bytes, the line's end after them, the lines at the end. */
type Part = 'length' | 'extension' | 'bytes' | 'end' | 'trailer' | 'over';

const digitOf = (byte: number): number => {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const small = byte | 0x20;
  return small >= 0x61 && small <= 0x66 ? small - 0x57 : -1;
};

const malformed = (): Error => Object.assign(new Error('a reply is not chunked as it says'), {code: 'HPE_INVALID_CHUNK_SIZE'});

/**
 * Takes the lengths out of a body with `Transfer-Encoding: chunked` (RFC 9112, 7.1), in the memory where it lies: an engine sends each line of
 * a log as a chunk of its own, a hundred thousand a second.
 */
export class ChunkedBody {
  #part: Part = 'length';
  #length = 0;
  #digits = 0;
  #isEmptyLine = true;

  /** The last chunk has come, and what follows it. */
  get isOver(): boolean {
    return this.#part === 'over';
  }

  /**
   * Moves what the chunks carry in `bytes[from, to)` together, from `from` on.
   * @returns where that ends. Throws an Error with code `HPE_INVALID_CHUNK_SIZE`, as Node's own parser
   */
  take(bytes: Buffer, from: number, to: number): number {
    let end = from;
    let at = from;
    while (at < to && this.#part !== 'over') {
      if (this.#part !== 'bytes') {
        this.#step(bytes[at] ?? 0);
        at += 1;
        continue;
      }
      const next = Math.min(to, at + this.#length);
      if (at !== end) bytes.copyWithin(end, at, next);
      end += next - at;
      this.#length -= next - at;
      at = next;
      if (this.#length === 0) this.#part = 'end';
    }
    return end;
  }

  #step(byte: number): void {
    switch (this.#part) {
      case 'length': {
        const digit = digitOf(byte);
        if (digit >= 0 && this.#digits < MOST_DIGITS) {
          this.#length = this.#length * 16 + digit;
          this.#digits += 1;
        } else if (this.#digits === 0 || digit >= 0) throw malformed();
        else if (byte === NEWLINE) this.#begin();
        else this.#part = 'extension';
        return;
      }
      case 'extension':
        if (byte === NEWLINE) this.#begin();
        return;
      case 'end':
        if (byte === NEWLINE) this.#part = 'length';
        else if (byte !== 0x0d) throw malformed();
        return;
      default:
        if (byte === NEWLINE && this.#isEmptyLine) this.#part = 'over';
        else if (byte !== 0x0d) this.#isEmptyLine = byte === NEWLINE;
    }
  }

  /** A chunk of a known length begins; the one without any is the last. */
  #begin(): void {
    this.#digits = 0;
    this.#part = this.#length === 0 ? 'trailer' : 'bytes';
  }
}
