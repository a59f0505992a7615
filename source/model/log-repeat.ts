/** A time that a program puts before its lines: digits and what stands between them, with a letter or two for the zone. */
const time = /^[[\d][\d\-/:.,TZ+[\] ]{6,40}/;

const timeLength = (text: string): number => time.exec(text)?.[0].length ?? 0;

/**
 * Whether a line says again what the one before it said: the same text, whatever times they begin with. A number further on counts: it
 * may be all that they tell.
 */
export const saysAgain = (before: string, now: string): boolean => {
  if (before === now) return now.trim() !== '';
  // Lines of a flood differ in their length or near their end: that costs nothing to see.
  if (before.length !== now.length || before.length === 0 || !now.endsWith(before.slice(-8))) return false;
  const length = timeLength(now);
  return length > 0 && length === timeLength(before) && before.slice(length) === now.slice(length) && length < now.length;
};
