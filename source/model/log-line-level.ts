import {statusOf} from './log-access.js';
import {headOf, type LogHead} from './log-head.js';
import {levelOfJson} from './log-json-level.js';
import {type LogLevel, levelFromStatus, levelFromWord} from './log-level.js';
import {troubleOf} from './log-trouble.js';

const named = /(?:^|[\s,])(?:level|lvl|severity|loglevel)=(["']?)([A-Za-z]{3,13})\1(?=[\s,]|$)/;
/** Where no head was understood: a level that is set off from the words around it. */
const setOff =
  /(?:^|\s)(?:(ERROR|FATAL|WARN(?:ING)?|CRITICAL|SEVERE|PANIC)(?:: |\s*\||\s+- )|[[<](TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRIT(?:ICAL)?|SEVERE|ALERT|EMERG|PANIC|trace|debug|info|notice|warn|warning|error|fatal|crit|critical|alert|emerg)\s*[\]>])/;
const embeddedJson = /\{"[\w@.-]{1,40}"\s*:/;

const headLength = 240;

const isQuoted = (text: string, at: number): boolean => {
  let quotes = 0;
  for (let place = text.indexOf('"'); place !== -1 && place < at; place = text.indexOf('"', place + 1))
    if (text.charCodeAt(place - 1) !== 0x5c) quotes += 1;
  return quotes % 2 === 1;
};

/** `level=warn` among other pairs, not inside of a quoted message. */
const levelOfPairs = (text: string): LogLevel | null => {
  const found = named.exec(text);
  return found && !isQuoted(text, found.index + found[0].indexOf('=')) ? levelFromWord(found[2] ?? '') : null;
};

/** The level of a line that begins with this head. */
export const levelWithHead = (line: string, head: LogHead): LogLevel | null => {
  if (head.detail) return null;
  const start = line.charCodeAt(head.start) === 0x20 ? line.length - line.slice(head.start).trimStart().length : head.start;
  const message = line.slice(start, start + 2 * headLength);
  const {level} = head;
  if (level !== null) {
    if (level !== 'info') return level;
    // Syslog's priority is of who passed the line on.
    const pairs = line.charCodeAt(0) === 0x3c ? levelOfPairs(message) : null;
    if (pairs !== null) return pairs;
    // A server that logs its failures among its other answers.
    const status = statusOf(message);
    return status === null ? level : levelFromStatus(status);
  }
  const short = message.length > headLength ? message.slice(0, headLength) : message;
  if (short.includes('=')) {
    const pairs = levelOfPairs(short);
    if (pairs !== null) return pairs;
  }
  const status = statusOf(message);
  if (status !== null) return levelFromStatus(status);
  const trouble = troubleOf(short);
  if (trouble !== null) return trouble;
  const found = setOff.exec(short.length > 120 ? short.slice(0, 120) : short);
  if (found) return levelFromWord(found[1] ?? found[2] ?? '');
  const json = short.includes('{"') ? embeddedJson.exec(short) : null;
  return json ? levelOfJson(line.slice(head.start + json.index)) : null;
};

/** The level a line tells, as plain text; null when it tells none. */
export const levelOf = (line: string): LogLevel | null =>
  line.charCodeAt(0) === 0x7b && (line.charCodeAt(1) === 0x22 || line.charCodeAt(1) === 0x20)
    ? levelOfJson(line)
    : levelWithHead(line, headOf(line));
