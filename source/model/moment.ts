const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const span = /^(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+$/;
const piece = /(\d+(?:\.\d+)?)(ms|[smhdw])/g;
const date = /^\d{4}-\d\d-\d\d$/;
const dateTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/;

/**
 * A moment as people write it, as ms since 1970: `10m`, `1h30m` or `2d` before `now`; `2026-01-31`, `2026-01-31T10:00` (local time
 * unless it says a zone); seconds since 1970. Null when it is none of these.
 */
export const parseMoment = (text: string, now: number): number | null => {
  const typed = text.trim();
  if (span.test(typed)) {
    const ms = [...typed.matchAll(piece)].reduce((sum, [, amount, unit]) => sum + Number(amount) * (unitMs[unit ?? ''] ?? 0), 0);
    return Math.max(0, now - ms);
  }
  if (/^\d{9,10}(?:\.\d+)?$/.test(typed)) return Number(typed) * 1000;
  if (!date.test(typed) && !dateTime.test(typed)) return null;
  const ms = Date.parse(date.test(typed) ? `${typed}T00:00` : typed.replace(' ', 'T'));
  return Number.isNaN(ms) ? null : ms;
};
