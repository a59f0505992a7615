const sizeFactors: Readonly<Record<string, number>> = {b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4};
const timeFactors: Readonly<Record<string, number>> = {ms: 0.001, s: 1, m: 60, h: 3600};

/** Bytes of `800M` or `1.5g`, as compose reads them (1024); null for anything else. */
export const bytesOf = (text: string): number | null => {
  const match = /^(\d{1,15}(?:\.\d+)?)([bkmgt]?)$/i.exec(text.trim());
  const factor = sizeFactors[(match?.[2] || 'b').toLowerCase()];
  return match?.[1] === undefined || factor === undefined ? null : Math.round(Number(match[1]) * factor);
};

/** Seconds of `10s`, `500ms` or `2m`; null for anything else. */
export const secondsOf = (text: string): number | null => {
  const match = /^(\d{1,9}(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  const factor = timeFactors[match?.[2] ?? ''];
  return match?.[1] === undefined || factor === undefined ? null : Number(match[1]) * factor;
};
