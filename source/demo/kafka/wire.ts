/** Kafka's wire format, as much of it as the demo's broker speaks (kafka.apache.org/protocol). Numbers are big-endian. */

/** Reads a request. Throws RangeError when it ends early. */
export class Decoder {
  #at = 0;

  constructor(readonly bytes: Buffer) {}

  skip(length: number): void {
    this.#at += length;
  }

  int8(): number {
    this.#at += 1;
    return this.bytes.readInt8(this.#at - 1);
  }

  int16(): number {
    this.#at += 2;
    return this.bytes.readInt16BE(this.#at - 2);
  }

  int32(): number {
    this.#at += 4;
    return this.bytes.readInt32BE(this.#at - 4);
  }

  /** Offsets and times: no larger than a number can be exact. */
  int64(): number {
    this.#at += 8;
    return Number(this.bytes.readBigInt64BE(this.#at - 8));
  }

  boolean(): boolean {
    return this.int8() !== 0;
  }

  unsignedVarint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      this.#at += 1;
      const byte = this.bytes.readUInt8(this.#at - 1);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  }

  #text(length: number): string {
    if (length < 0 || this.#at + length > this.bytes.length) throw new RangeError('a text longer than its request');
    this.#at += length;
    return this.bytes.toString('utf8', this.#at - length, this.#at);
  }

  /** Of the older form: a length of two bytes; null is ''. */
  string(): string {
    return this.#text(Math.max(0, this.int16()));
  }

  /** Of the compact form; null is ''. */
  compactString(): string {
    return this.#text(Math.max(0, this.unsignedVarint() - 1));
  }

  array<T>(each: () => T): T[] {
    return Array.from({length: this.#count(this.int32())}, each);
  }

  /** null when it is null. */
  compactArray<T>(each: () => T): T[] | null {
    const length = this.unsignedVarint() - 1;
    return length < 0 ? null : Array.from({length: this.#count(length)}, each);
  }

  #count(length: number): number {
    if (length > this.bytes.length - this.#at) throw new RangeError('a list longer than its request');
    return Math.max(0, length);
  }

  tags(): void {
    for (let left = this.unsignedVarint(); left > 0; left -= 1) {
      this.unsignedVarint();
      this.skip(this.unsignedVarint());
    }
  }
}

/** Writes a reply. */
export class Encoder {
  readonly #parts: Buffer[] = [];

  raw(bytes: Buffer): this {
    this.#parts.push(bytes);
    return this;
  }

  int8(value: number): this {
    return this.raw(Buffer.from([value & 0xff]));
  }

  int16(value: number): this {
    const bytes = Buffer.alloc(2);
    bytes.writeInt16BE(value);
    return this.raw(bytes);
  }

  int32(value: number): this {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    return this.raw(bytes);
  }

  int64(value: number): this {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64BE(BigInt(value));
    return this.raw(bytes);
  }

  boolean(value: boolean): this {
    return this.int8(value ? 1 : 0);
  }

  unsignedVarint(value: number): this {
    const bytes: number[] = [];
    let rest = value;
    while (rest > 0x7f) {
      bytes.push((rest % 128) | 0x80);
      rest = Math.floor(rest / 128);
    }
    return this.raw(Buffer.from([...bytes, rest]));
  }

  /** Of records: the sign in the last bit. */
  varint(value: number): this {
    return this.unsignedVarint(value >= 0 ? value * 2 : -value * 2 - 1);
  }

  string(text: string): this {
    const bytes = Buffer.from(text);
    return this.int16(bytes.length).raw(bytes);
  }

  compactString(text: string | null): this {
    return text === null ? this.unsignedVarint(0) : this.compactBytes(Buffer.from(text));
  }

  compactBytes(bytes: Buffer): this {
    return this.unsignedVarint(bytes.length + 1).raw(bytes);
  }

  array<T>(list: readonly T[], each: (one: T) => void): this {
    this.int32(list.length);
    list.forEach(one => void each(one));
    return this;
  }

  /** Each of them ends with its (no) tags. */
  compactArray<T>(list: readonly T[], each: (one: T) => void, tagged = true): this {
    this.unsignedVarint(list.length + 1);
    for (const one of list) {
      each(one);
      if (tagged) this.tags();
    }
    return this;
  }

  tags(): this {
    return this.unsignedVarint(0);
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}
