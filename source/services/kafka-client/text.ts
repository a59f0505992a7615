import {isUtf8} from 'node:buffer';
import type {MessageText} from '../../model/topic.js';

/** Hexadecimal is for a look at the beginning. */
const longestHex = 1024;

/** Without the bytes of a character that was cut in two. */
const wholeCharacters = (bytes: Buffer): Buffer => {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0b1100_0000) === 0b1000_0000) continue; // in the middle of a character
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needs > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
};

/** At most `limit` bytes of a key or a value as text, copied: nothing of the reply is held. */
export const messageText = (bytes: Buffer | null, limit: number): MessageText | null => {
  if (bytes === null) return null;
  const size = bytes.length;
  const kept = size > limit ? wholeCharacters(bytes.subarray(0, limit)) : bytes;
  if (isUtf8(kept)) return {text: kept.toString('utf8'), binary: false, size, cut: kept.length < size};
  const shown = bytes.subarray(0, Math.min(limit, longestHex));
  return {text: shown.toString('hex'), binary: true, size, cut: shown.length < size};
};
