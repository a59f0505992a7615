/** Repeatable chance: the same words give the same numbers, so a demo with one seed is the same demo each time. */

/** 32 bits from words and numbers (FNV-1a, then murmur3's finaliser so that neighbours differ). */
export const hash = (...parts: readonly (string | number)[]): number => {
  let value = 0x811c9dc5;
  for (const part of parts) {
    const text = typeof part === 'number' ? `#${part}` : part;
    for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    value = Math.imul(value ^ 0x9e, 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
};

/** From 0 up to, not including, 1. */
export const chance = (...parts: readonly (string | number)[]): number => hash(...parts) / 2 ** 32;

/** A whole number from `low` to `high`, both included. */
export const between = (low: number, high: number, ...parts: readonly (string | number)[]): number =>
  low + Math.floor(chance(...parts) * (high - low + 1));

/** One of the list; throws on an empty one. */
export const pick = <T>(list: readonly T[], ...parts: readonly (string | number)[]): T => {
  const one = list[hash(...parts) % list.length];
  if (one === undefined) throw new RangeError('nothing to pick from');
  return one;
};

/** `length` hexadecimal digits. */
export const hex = (length: number, ...parts: readonly (string | number)[]): string => {
  let text = '';
  for (let index = 0; text.length < length; index += 1)
    text += hash(...parts, index)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, length);
};
