import {afterMarks, isCapital, isDigit, isLetter, type LogHead, matchAt, nobody, noHead, scanHead} from './log-head-scan.js';
import {levelFromLetter, levelFromPriority, levelFromRedis} from './log-level.js';
import {stampEnd} from './log-stamp.js';

export type {LogHead} from './log-head-scan.js';

const redis = /\d+:[XCSM] \d\d \w{3} (?:\d{4} )?[\d:.]+ ([.*#-]) (?:WARNING:? )?/y;
const redisSignal = /\d+:signal-handler \(\d+\) /y;
/** RFC 3164 and 5424, systemd's prefix, journald's. */
const priority =
  /<(\d{1,3})>(?:1 (?:-|\d{4}\S+) \S+ (\S+) \S+ \S+ (?:-|(?:\[(?:\\.|"(?:\\.|[^"\\])*"|[^\]"\\])*\])+) ?(?:\ufeff|BOM)?)?/y;
const klog = /([IWEF])\d{4,6} \d\d:\d\d:\d\d\.\d+ +\d+ ([\w./-]+:\d+)(?:\] | \u22ee (?:\[[^\]]*\] )?)/y;
const ruby = /([DIWEFA]), \[[^\]]{10,60}\] +[A-Z]+ -- [^:]{0,60}: ?/y;
/** Jupyter and Tornado: `[I 2026-11-21 14:00:01.123 ServerApp]`. */
const lettered = /\[([DIWECF]) (?=\d{6} |\d{4}-|\d\d:)/y;
/** `10.0.0.7 - ana [`: who asked is told after what was asked. */
const commonLog = /[\da-f.:]{3,45} \S+ \S+ \[/y;

const headed = {level: null, start: 0, headed: true, detail: false, from: nobody} as const;

/** Who asked stands before the time here, and is told after what was asked: nothing is taken off. */
export const commonHead: LogHead = {...headed};

const isCommonLog = (text: string, at: number): boolean =>
  matchAt(commonLog, text, at) !== null && stampEnd(text, commonLog.lastIndex) !== -1;

const digitsFirst = (text: string, at: number): LogHead => {
  let end = at + 1;
  while (isDigit(text.charCodeAt(end)) && end < at + 8) end += 1;
  const sign = text.charCodeAt(end);
  if (sign === 0x3a && isLetter(text.charCodeAt(end + 1))) {
    const level = matchAt(redis, text, at)?.[1];
    if (level !== undefined) return {...headed, level: levelFromRedis(level), start: redis.lastIndex};
    if (matchAt(redisSignal, text, at)) return {...headed, start: redisSignal.lastIndex};
  }
  return (sign === 0x2e || sign === 0x3a) && isCommonLog(text, at) ? commonHead : scanHead(text, at, false);
};

const priorityFirst = (text: string, at: number): LogHead => {
  const found = matchAt(priority, text, at);
  if (!found) return scanHead(text, at, false);
  const end = priority.lastIndex;
  const rest = scanHead(text, end, true);
  const app = found[2];
  const place = app === undefined || app === '-' ? -1 : text.indexOf(` ${app} `) + 1;
  return {
    ...rest,
    level: rest.level ?? levelFromPriority(Number(found[1])),
    from: app === undefined || place <= 0 ? rest.from : [place, place + app.length],
  };
};

const letterFirst = (text: string, at: number): LogHead => {
  const next = text.charCodeAt(at + 1);
  if (isDigit(next)) {
    const [, letter, place] = matchAt(klog, text, at) ?? [];
    if (letter === undefined || place === undefined) return noHead;
    const start = klog.lastIndex;
    const name = text.indexOf(place, at);
    return {...headed, level: levelFromLetter(letter), start, from: [name, name + place.length]};
  }
  if (next === 0x2c) {
    const letter = matchAt(ruby, text, at)?.[1];
    if (letter !== undefined) return {...headed, level: levelFromLetter(letter), start: ruby.lastIndex};
  }
  return scanHead(text, at, false);
};

const bracketFirst = (text: string, at: number): LogHead => {
  const letter = matchAt(lettered, text, at)?.[1];
  const close = letter === undefined ? -1 : text.indexOf(']', at);
  if (letter === undefined || close === -1) return scanHead(text, at, false);
  return {...headed, level: levelFromLetter(letter), start: afterMarks(text, close + 1)};
};

/** Deeper ones are what goes on. */
const deepest = 12;

/** The head of a line that is plain text: not JSON. */
export const headOf = (text: string): LogHead => {
  let at = 0;
  while ((text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09) && at < deepest) at += 1;
  const first = text.charCodeAt(at);
  if (isDigit(first)) return digitsFirst(text, at);
  if (first === 0x3c) return priorityFirst(text, at);
  if (first === 0x5b) return bracketFirst(text, at);
  if (isCapital(first)) return letterFirst(text, at);
  if (!isLetter(first) && first !== 0x3a) return noHead;
  // Of IPv6, in small letters.
  if ((first === 0x3a || first <= 0x66) && text.includes(':', at + 1) && isCommonLog(text, at)) return commonHead;
  return scanHead(text, at, false);
};
