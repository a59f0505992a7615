/** Whose clock people read: that of this machine, or UTC. */
export type Zone = 'local' | 'utc';

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
const sinceEpoch = /^\d{9,10}(?:\.\d+)?$/;
const days = /^(?:(today|yesterday)|(?:(\d{4})-)?(\d\d)-(\d\d))$/i;
const clocks = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/i;

/** The length of a span of time as people write it, `90s` or `1h30m`, in ms; null when it is none. */
export const parseSpan = (text: string): number | null =>
  span.test(text)
    ? [...text.matchAll(piece)].reduce((sum, [, amount, unit]) => sum + Number(amount) * (unitMs[unit ?? ''] ?? 0), 0)
    : null;

interface Day {
  readonly year: number;
  /** 0 is January. */
  readonly month: number;
  readonly day: number;
}

export const dayOf = (ms: number, zone: Zone): Day => {
  const date = new Date(ms);
  return zone === 'utc'
    ? {year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate()}
    : {year: date.getFullYear(), month: date.getMonth(), day: date.getDate()};
};

type Clock = readonly [hours: number, minutes: number, seconds: number, ms: number];
const midnight: Clock = [0, 0, 0, 0];

const at = ({year, month, day}: Day, clock: Clock, zone: Zone): number =>
  zone === 'utc' ? Date.UTC(year, month, day, ...clock) : new Date(year, month, day, ...clock).getTime();

/** null where the calendar has no such day: 31 April. */
const real = (day: Day): Day | null => {
  const date = new Date(Date.UTC(day.year, day.month, day.day));
  return date.getUTCMonth() === day.month && date.getUTCDate() === day.day ? day : null;
};

const offsetMs = (zone: string): number => {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
};

/** How a moment is read that does not say all of itself. */
export interface MomentReading {
  readonly zone?: Zone;
  /** What it comes after, ms since 1970: a time of day is the first one after it. Without it, the last one before now. */
  readonly after?: number | null;
}

/**
 * A moment as people write it, as ms since 1970: `10m`, `1h30m` or `2d` before `now`; `now`; `14:00` and `14:00:30`, which were today or
 * else yesterday; `yesterday`, `yesterday 14:00`, `11-20 14:00`; `2026-01-31`, `2026-01-31T10:00`, of the zone given where they say
 * none; seconds since 1970. Null when it is none of these.
 */
export const parseMoment = (text: string, now: number, {zone = 'local', after = null}: MomentReading = {}): number | null => {
  const typed = text.trim();
  const ago = parseSpan(typed);
  if (ago !== null) return Math.max(0, now - ago);
  if (/^now$/i.test(typed)) return now;
  if (sinceEpoch.test(typed)) return Number(typed) * 1000;
  // `2026-01-31T10:00`, `yesterday 14:00`: a day, a time of it, or both.
  const [, first = '', second = ''] = /^(\S+?)(?:(?:T| +)(\S+))?$/.exec(typed) ?? [];
  const day = days.exec(first);
  const time = clocks.exec(day ? second : first);
  if ((!day && second !== '') || (day ? second !== '' && !time : !time)) return null;
  const [, word, year, month, date] = day ?? [];
  const [, hours, minutes, seconds = '0', fraction = '0', suffix = ''] = time ?? [];
  // A zone only where a year tells that a machine has written it: `14:00-15:00` is a range.
  if (suffix !== '' && year === undefined) return null;
  const clock: Clock =
    hours === undefined
      ? midnight
      : [Number(hours), Number(minutes), Number(seconds), Number(fraction.padEnd(3, '0').slice(0, 3))];
  if (clock[0] > 23 || clock[1] > 59 || clock[2] > 59) return null;
  const today = dayOf(now, zone);
  if (!day) {
    const base = after === null ? today : dayOf(after, zone);
    const ms = at(base, clock, zone);
    if (after === null) return ms > now ? at({...base, day: base.day - 1}, clock, zone) : ms;
    return ms > after ? ms : at({...base, day: base.day + 1}, clock, zone);
  }
  if (word !== undefined) return at({...today, day: today.day - (word.toLowerCase() === 'yesterday' ? 1 : 0)}, clock, zone);
  const named = {year: Number(year ?? today.year), month: Number(month) - 1, day: Number(date)};
  if (suffix !== '') return real(named) ? at(named, clock, 'utc') - offsetMs(suffix) : null;
  // Without a year it is the last such day that has been.
  const before = year === undefined && at(named, clock, zone) > now && at(named, midnight, zone) > now;
  const found = real(before ? {...named, year: named.year - 1} : named);
  return found && at(found, clock, zone);
};
