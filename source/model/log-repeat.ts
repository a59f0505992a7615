import {commonHead, headOf, type LogHead} from './log-head.js';
import {stampEnd} from './log-stamp.js';

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Whether two heads differ in nothing but their digits: times, process and thread numbers. */
const sameShape = (a: string, aEnd: number, b: string, bEnd: number): boolean => {
  let i = 0;
  let j = 0;
  for (;;) {
    while (i < aEnd && isDigit(a.charCodeAt(i))) i += 1;
    while (j < bEnd && isDigit(b.charCodeAt(j))) j += 1;
    if (i >= aEnd || j >= bEnd) return i >= aEnd && j >= bEnd;
    const code = a.charCodeAt(i);
    const other = b.charCodeAt(j);
    if (code === other) {
      i += 1;
      j += 1;
    } else if (code === 0x20) i += 1;
    else if (other === 0x20) j += 1;
    else return false;
  }
};

/** Names in JSON and logfmt whose values say nothing about what happened. */
const passing = new Set([
  'time',
  'ts',
  'timestamp',
  '@timestamp',
  '@t',
  'asctime',
  'datetime',
  'date',
  't',
  'T',
  'Timestamp',
  '$date',
  'pid',
  'process',
]);

/** The name that a value belongs to, and where the value ends; null when `at` is not within one. */
const valueAround = (text: string, at: number): {readonly name: string; readonly end: number} | null => {
  const colon = text.lastIndexOf(':', at);
  const comma = text.lastIndexOf(',', at);
  let key = colon;
  // Times have colons: the one that a name stands before is looked for.
  while (key > 0 && text.charCodeAt(key - 1) !== 0x22) key = text.lastIndexOf(':', key - 1);
  if (key <= 0 || (comma > key && !text.slice(key, comma).includes('"'))) return null;
  const start = text.lastIndexOf('"', key - 2);
  if (start === -1) return null;
  const name = text.slice(start + 1, key - 1);
  let end = key + 1;
  while (text.charCodeAt(end) === 0x20) end += 1;
  if (text.charCodeAt(end) === 0x22) {
    const quote = text.indexOf('"', end + 1);
    return quote === -1 || quote < at ? null : {name, end: quote + 1};
  }
  while (end < text.length && !/[,}\]]/.test(text[end] ?? '')) end += 1;
  return end < at ? null : {name, end};
};

const mostValues = 4;

/** Lines of JSON that are equal but for times and process numbers, wherever they stand. */
const sameJson = (before: string, now: string): boolean => {
  let i = 0;
  let j = 0;
  for (let values = 0; values <= mostValues; values += 1) {
    while (i < before.length && before.charCodeAt(i) === now.charCodeAt(j)) {
      i += 1;
      j += 1;
    }
    if (i === before.length && j === now.length) return true;
    const own = valueAround(before, i);
    const other = own && passing.has(own.name) ? valueAround(now, j) : null;
    if (!own || !other || own.name !== other.name) return false;
    i = own.end;
    j = other.end;
  }
  return false;
};

const pairTime = /^(?:level=\w+ |logger=\S+ )?(?:time|ts|t|timestamp)=(?:"[^"]{1,50}"|\S{1,50}) /;

const samePairs = (before: string, now: string): boolean => {
  // All of them begin with t or l.
  if (now.charCodeAt(0) !== before.charCodeAt(0) || (now.charCodeAt(0) !== 0x74 && now.charCodeAt(0) !== 0x6c)) return false;
  const start = pairTime.exec(now)?.[0].length;
  return start !== undefined && before.replace(pairTime, '') === now.slice(start);
};

/** Behind the client and the time. */
const sameRequest = (before: string, now: string): boolean => {
  const open = now.indexOf(' [');
  const end = stampEnd(now, open + 2);
  return before.startsWith(now.slice(0, open + 2)) && end !== -1 && before.slice(stampEnd(before, open + 2)) === now.slice(end);
};

/** A client's port changes with each request: `127.0.0.1:52114 - "GET …`. */
const port = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}(?= - ")/;
const withoutPort = (message: string): string => message.replace(port, '$1');

const sameEnd = (a: string, b: string): boolean => {
  const length = Math.min(4, a.length, b.length);
  for (let back = 1; back <= length; back += 1) if (a.charCodeAt(a.length - back) !== b.charCodeAt(b.length - back)) return false;
  return true;
};

/** Of a line in the common log format, instead of where its message begins. */
export const inCommonLog = -1;

/** Where a line's message begins, for comparing it. */
export const startOf = (head: LogHead | null): number => (head === commonHead ? inCommonLog : (head?.start ?? 0));

/** As `saysAgain`, of lines of which it is known where their messages begin. */
export const saysAgainFrom = (before: string, beforeStart: number, now: string, nowStart: number): boolean => {
  if (before === now) return now.trim() !== '';
  if (now.charCodeAt(0) === 0x7b) return before.charCodeAt(0) === 0x7b && sameJson(before, now);
  // Lines of a flood mostly differ near their end: that costs nothing to see.
  if (before === '' || !sameEnd(before, now)) return false;
  if (nowStart === inCommonLog) return beforeStart === inCommonLog && sameRequest(before, now);
  if (nowStart === 0) return beforeStart === 0 && samePairs(before, now);
  const message = now.slice(nowStart);
  if (beforeStart <= 0 || message === '' || !sameShape(before, beforeStart, now, nowStart)) return false;
  if (before.length - beforeStart === message.length && before.endsWith(message)) return true;
  return isDigit(message.charCodeAt(0)) && withoutPort(before.slice(beforeStart)) === withoutPort(message);
};

/**
 * Whether a line says again what the one before it said: the same text, whatever times and process numbers they begin with, and of JSON
 * whatever its fields of time. A number in the message counts: it may be all that they tell.
 */
export const saysAgain = (before: string, now: string): boolean =>
  saysAgainFrom(before, startOf(headOf(before)), now, startOf(headOf(now)));
