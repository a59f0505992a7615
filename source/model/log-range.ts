import {calendarText} from './calendar.js';
import {parseMoment, parseSpan, type Zone} from './moment.js';

/** From where on a log is read. */
export type LogRange =
  | {readonly kind: 'tail'; readonly lines: number}
  | {readonly kind: 'head'}
  | {readonly kind: 'last'; readonly ms: number}
  /** From one moment to another, ms since 1970. null: from the start of the log, and on without an end. */
  | {readonly kind: 'between'; readonly since: number | null; readonly until: number | null};

const minutes = (count: number): LogRange => ({kind: 'last', ms: count * 60_000});

/** The last lines when a log is opened. */
export const firstTail = 1000;

/** By the keys 0 to 6, as in k9s. */
export const logRanges: readonly {readonly range: LogRange; readonly does: string}[] = [
  {range: {kind: 'tail', lines: firstTail}, does: `the last ${firstTail} lines`},
  {range: {kind: 'head'}, does: 'from the start of the log'},
  {range: minutes(1), does: 'the last minute'},
  {range: minutes(5), does: 'the last 5 minutes'},
  {range: minutes(15), does: 'the last 15 minutes'},
  {range: minutes(30), does: 'the last 30 minutes'},
  {range: minutes(60), does: 'the last hour'},
];

/** What the engine is asked for. `since` and `until` are ms since 1970; without `until` the log is followed. */
export interface RangeRequest {
  readonly tail: number | 'all';
  readonly since?: number;
  readonly until?: number;
}

export const requestOf = (range: LogRange, now: number): RangeRequest => {
  switch (range.kind) {
    case 'tail':
      return {tail: range.lines};
    case 'head':
      return {tail: 'all'};
    case 'last':
      // Engines know no time before 1970.
      return {tail: 'all', since: Math.max(0, now - range.ms)};
    default:
      return {
        tail: 'all',
        ...(range.since === null ? {} : {since: range.since}),
        ...(range.until === null ? {} : {until: range.until}),
      };
  }
};

/** Whether new lines belong to it. */
export const isOpenEnded = (range: LogRange): boolean => range.kind !== 'between' || range.until === null;

/** Whether one wants to see where it begins, and not its newest lines. */
export const beginsAtTop = ({kind}: LogRange): boolean => kind === 'head' || kind === 'between';

/** `90 s`, `15 min`, `2 h`, `1 h 30 min`, `3 days`. */
const spanInWords = (ms: number): string => {
  const units = [
    ['day', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
  ] as const;
  let left = Math.round(ms / 1000) * 1000;
  if (left < 120_000 && left !== 60_000) return ms < 1000 ? `${ms} ms` : `${left / 1000} s`;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${unit === 'day' && count > 1 ? 'days' : unit}`);
  }
  return parts.join(' ');
};

/** In words, for the title; '' for the usual one. */
export const rangeInWords = (range: LogRange, now: number, zone: Zone): string => {
  if (range.kind === 'tail') return range.lines === firstTail ? '' : `last ${range.lines} lines`;
  if (range.kind === 'head') return 'from the start';
  if (range.kind === 'last') return `last ${spanInWords(range.ms)}`;
  const {since, until} = range;
  if (since === null) return until === null ? 'from the start' : `until ${calendarText(until, now, zone)}`;
  const from = calendarText(since, now, zone);
  return until === null ? `since ${from}` : `${from} to ${calendarText(until, since, zone)}`;
};

/** What can be typed for a range, as an example. */
export const rangeExamples = '15m  14:00  yesterday 14:00  11-20 14:00  14:00-14:30  2h..1h';

const clock = '\\d{1,2}:\\d\\d(?::\\d\\d)?';
/** `14:00-14:30`, where the first part may have a day: the hyphens of a date stand before digits alone. */
const hyphened = new RegExp(`^(.*(?<![-+T\\d:])${clock})-(${clock}|now)$`);
const day = '(?:today|yesterday|(?:\\d{4}-)?\\d\\d-\\d\\d)';
/** `yesterday 03:00-yesterday 04:00`: where the second part has a day of its own, the hyphen before it is no offset of a zone. */
const hyphenedDays = new RegExp(`^(.*${clock})-(${day}(?:(?:T| +)${clock})?)$`, 'i');
const separated = /^(.*?)\s*(?:\.\.\.?|…|–|—|\s-\s|\sto\s)\s*(.*)$/;

const split = (typed: string): readonly [string, string] | null => {
  const match =
    separated.exec(typed) ?? hyphened.exec(typed) ?? hyphenedDays.exec(typed) ?? /^([\d.]+[a-z]+)-([\d.]+[a-z]+)$/.exec(typed);
  return match ? [(match[1] ?? '').trim(), (match[2] ?? '').trim()] : null;
};

const problemOf = (text: string): string => `"${text}" is no time: try 15m, 14:00, yesterday 14:00 or 14:00-14:30`;

/**
 * A range of time as people type it: a moment (`parseMoment`), from which on is read, or two of them with `..`, `-` or `to` between. Of the
 * second one a time of day is the next after the first. A span alone (`15m`) goes on with time. Else why it is none, in one line.
 */
export const parseLogRange = (text: string, now: number, zone: Zone): {readonly range: LogRange} | {readonly problem: string} => {
  const typed = text.trim();
  const parts = split(typed);
  if (!parts) {
    const ms = parseSpan(typed);
    if (ms !== null) return ms > 0 ? {range: {kind: 'last', ms}} : {problem: problemOf(typed)};
    const since = parseMoment(typed, now, {zone});
    if (since === null) return {problem: problemOf(typed)};
    return since > now ? {problem: `${typed} is still to come`} : {range: {kind: 'between', since, until: null}};
  }
  const [from, to] = parts;
  if (from === '' && to === '') return {problem: problemOf(typed)};
  const since = from === '' ? null : parseMoment(from, now, {zone});
  if (from !== '' && since === null) return {problem: problemOf(from)};
  const until = to === '' ? null : parseMoment(to, now, {zone, after: since});
  if (to !== '' && until === null) return {problem: problemOf(to)};
  if (since !== null && since > now) return {problem: `${from} is still to come`};
  if (since !== null && until !== null && until <= since)
    return {problem: `${to} is not after ${from}: the earlier time comes first`};
  return {range: {kind: 'between', since, until}};
};
