import {accessOf, statusOf} from './log-access.js';
import {type Field, type ReadRecord, readRecord} from './log-fields.js';
import {headOf} from './log-head.js';
import {jsonOf, logfmtOf, trailingRecord} from './log-record.js';
import {basicSpeaker, isNobody, speakerAt, speakerBehind} from './log-speaker.js';

/** A line as people read it: what it says first, then the rest. */
export interface LogMessage {
  readonly text: string;
  /** Names and values that stood in the line beside its message, errors last. */
  readonly fields: readonly Field[];
  /** Who in the program said it: a logger, a module; null when nobody is named. */
  readonly from: string | null;
  /** HTTP status that stands in the text, of a request that was answered. */
  readonly status: number | null;
  /** Where the text stands in the line; null when it was put together of parts. */
  readonly place: readonly [start: number, end: number] | null;
}

/** nginx' processes, and the tag that Gin puts before its times. */
const worker = /^\d+#\d+: (?:\*\d+ )?/;
const framework = /^\[(?:GIN|Fiber|ECHO)\](?:-debug\])? +/i;
/** logrus and structlog fill up with spaces before what stands beside the message. */
const filling = /(?<! ) {3,}(?! )(?=\[?[\w.-]{1,60}[\]=])/g;

const ofRecord = ({text, fields, from, status}: ReadRecord): LogMessage => ({text, fields, from, status, place: null});

/** Words, with an object at their end perhaps. */
const ofWords = (text: string, start: number, from: string | null): LogMessage => {
  const speaker = from !== null && isNobody(from) ? null : from;
  const tail = trailingRecord(text);
  const said = tail?.text ?? text;
  const place = [start, start + said.length] as const;
  if (!tail) return {text: said.replace(filling, '  '), fields: [], from: speaker, status: statusOf(said), place};
  if (tail.record.level !== undefined || tail.record.severity !== undefined) {
    const read = readRecord(tail.record);
    return {...ofRecord(read), text: `${said} ${read.text}`.trim(), from: read.from ?? speaker};
  }
  return {text: said, fields: readRecord(tail.record, false).fields, from: speaker, status: null, place};
};

const ofPlain = (line: string): LogMessage => {
  const {level, start, headed, detail, from} = headOf(line);
  // What is set in has its head, or stands under what it belongs to.
  let at = start === 0 ? line.length - line.trimStart().length : Math.min(start, line.length);
  let speaker = from[1] > from[0] ? line.slice(from[0], from[1]) : null;
  if (headed && !detail) {
    at += worker.exec(line.slice(at))?.[0].length ?? 0;
    const basic = level === null ? null : basicSpeaker(line);
    if (basic) [at, speaker] = basic;
    else if (level !== null) {
      const [length, name] = speakerAt(line.slice(at));
      at += length;
      while (length > 0 && line[at] === ' ') at += 1;
      speaker = name ?? speaker;
    }
    const inner = start > 0 ? line.slice(at) : '';
    const record = jsonOf(inner) ?? logfmtOf(inner);
    if (record) return ofRecord(readRecord(record));
  }
  at += framework.exec(line.slice(at))?.[0].length ?? 0;
  const rest = line.slice(at).trimEnd();
  const access = accessOf(rest);
  if (access) {
    const {method, path, status, took, fields, rest: more} = access;
    const text = [method, path, status, took ?? '', more].join(' ').trim().replace(/ {2,}/g, ' ');
    return {text, fields, from: null, status, place: null};
  }
  const behind = headed && speaker === null ? speakerBehind(rest) : null;
  const text = behind ? rest.slice(0, behind[0]) : rest;
  // A line that is nothing but its head is shown whole.
  if (text.trim() === '') return {text: line, fields: [], from: null, status: null, place: [0, line.length]};
  return ofWords(text, at, behind?.[1] ?? speaker);
};

/** Reads a line's plain text, without colours. */
export const readMessage = (line: string): LogMessage => {
  const record = jsonOf(line) ?? logfmtOf(line);
  return record ? ofRecord(readRecord(record)) : ofPlain(line);
};
