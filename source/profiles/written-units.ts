const units = [
  ['T', 1024 ** 4],
  ['G', 1024 ** 3],
  ['M', 1024 ** 2],
  ['K', 1024],
] as const;

/** Bytes as a compose file has them, exactly: `800M`, `2G`, `1000000`. */
export const limitText = (bytes: number): string => {
  const whole = Math.round(bytes);
  const unit = units.find(([, factor]) => whole >= factor && whole % factor === 0);
  return unit ? `${whole / unit[1]}${unit[0]}` : String(whole);
};

const mebibyte = 1024 ** 2;

/** Two digits that tell: 776 becomes 780, 31.4 becomes 32, 1234 becomes 1300. */
const roundUp = (value: number): number => {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / step) * step;
};

/** Bytes that something took, rounded up to what a person would write, never above the limit: `780M`. */
export const usualText = (bytes: number, limit: number | null): string => {
  const usual = roundUp(Math.max(1, bytes / mebibyte)) * mebibyte;
  return limit !== null && limit > 0 && usual > limit ? limitText(limit) : limitText(usual);
};

/** Seconds as a compose file has them: `10s`, `500ms`, `2m`. */
export const durationText = (seconds: number): string => {
  const ms = Math.max(1, Math.round(seconds * 1000));
  if (ms % 60_000 === 0) return `${ms / 60_000}m`;
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
};
