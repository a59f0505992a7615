/** A share of a whole as `87%`; `–` when the whole is 0. */
export const shareText = (part: number, whole: number): string => (whole > 0 ? `${Math.round((part / whole) * 100)}%` : '–');

/** What is nearly all there may be is bad, and nearly that is worth a warning. */
export const levelOf = (part: number, whole: number): 'quiet' | 'warn' | 'bad' => {
  const share = whole > 0 ? part / whole : 0;
  return share >= 0.9 ? 'bad' : share >= 0.8 ? 'warn' : 'quiet';
};
