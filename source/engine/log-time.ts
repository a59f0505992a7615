/** RFC 3339 with up to nine digits, as engines put it before a line when asked for `timestamps`, and the space after it. */
const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d) /;
const LONGEST = 36;

export interface Stamp {
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  /** Bytes it takes, its space included. */
  readonly length: number;
}

let lastSecond = '';
let lastSecondNs = 0n;

/** The stamp at `offset`; null when there is none. */
export function stampAt(bytes: Buffer, offset = 0): Stamp | null {
  const first = bytes[offset];
  if (first === undefined || first < 0x30 || first > 0x39) return null;
  const match = STAMP.exec(bytes.toString('latin1', offset, Math.min(bytes.length, offset + LONGEST)));
  if (!match) return null;
  const [whole, seconds = '', fraction = '', zone = ''] = match;
  const key = seconds + zone;
  if (key !== lastSecond) {
    const ms = Date.parse(key);
    if (Number.isNaN(ms)) return null;
    // Lines come many to a second: the costly part is done once for it.
    lastSecond = key;
    lastSecondNs = BigInt(ms) * 1_000_000n;
  }
  return {time: lastSecondNs + BigInt(fraction.padEnd(9, '0')), length: whole.length};
}

/** Docker's own form is always this long: nine digits, UTC, and a space. */
export const fixedStamp = '2006-01-02T15:04:05.000000000Z '.length;
const secondsLength = '2006-01-02T15:04:05'.length;
const knownSecond = Buffer.alloc(secondsLength);
let knownSecondNs: bigint | null = null;

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** Nanoseconds of a stamp in Docker's own form, which takes `fixedStamp` bytes; null when there is another one there, or none. */
export function fixedStampAt(bytes: Buffer, from: number, to: number): bigint | null {
  if (to - from < fixedStamp || bytes[from + 29] !== 0x5a || bytes[from + 30] !== 0x20 || bytes[from + 19] !== 0x2e) return null;
  let same = knownSecondNs !== null;
  for (let at = secondsLength - 1; same && at >= 0; at--) same = bytes[from + at] === knownSecond[at];
  if (!same) {
    const stamp = stampAt(bytes, from);
    if (stamp === null || stamp.length !== fixedStamp) return null;
    bytes.copy(knownSecond, 0, from, from + secondsLength);
    knownSecondNs = lastSecondNs;
    return stamp.time;
  }
  let fraction = 0;
  for (let at = from + secondsLength + 1; at < from + 29; at++) {
    if (!isDigit(bytes[at])) return null;
    fraction = fraction * 10 + (bytes[at] ?? 0) - 0x30;
  }
  return knownSecondNs === null ? null : knownSecondNs + BigInt(fraction);
}

/** As the query `since` and `until` take it: seconds with a fraction. A number is ms since 1970, a bigint ns. */
export function secondsOf(time: number | bigint): string {
  const ns = typeof time === 'bigint' ? time : BigInt(Math.round(time * 1000)) * 1000n;
  return `${ns / 1_000_000_000n}.${String(ns % 1_000_000_000n).padStart(9, '0')}`;
}
