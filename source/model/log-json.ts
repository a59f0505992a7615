import type {Container} from './container.js';
import type {LogLevel} from './log-level.js';
import type {LogLine} from './log-line.js';
import {readMessage} from './log-message.js';
import {recordOf as fieldsOf, type LogRecord} from './log-record.js';

/** A line as scripts get it, an object a line. These fields stay; others may be added. */
export interface ScriptLine {
  /** The engine's, RFC 3339 in UTC with nine digits; null when it told none. */
  readonly time: string | null;
  /** The compose project, or the swarm stack. */
  readonly stack: string | null;
  readonly service: string | null;
  /** Of the replica. */
  readonly number: number | null;
  readonly container: string;
  readonly id: string;
  readonly stream: LogLine['stream'];
  readonly level: LogLevel | null;
  /** What the line says, without its time, its level and colours; '' when it says nothing but its fields. */
  readonly message: string;
  /** Who in the program says it: a logger, a module. */
  readonly from?: string;
  /** All names and values that the line has, of JSON as they are, of logfmt as text. */
  readonly fields?: LogRecord;
  /** The line as it was written. */
  readonly text: string;
}

let lastSecond = -1n;
let lastSecondText = '';

/** Nanoseconds since 1970 as RFC 3339 in UTC, nine digits: as engines write it. */
export const stampOf = (time: bigint): string => {
  const second = time / 1_000_000_000n;
  if (second !== lastSecond) {
    lastSecond = second;
    lastSecondText = new Date(Number(second) * 1000).toISOString().slice(0, 20);
  }
  return `${lastSecondText.slice(0, 19)}.${String(time % 1_000_000_000n).padStart(9, '0')}Z`;
};

/** @param plain the line without colours, as it is read */
export const scriptLine = (
  {id, name, project, service, number}: Container,
  {time, stream, text}: LogLine,
  level: LogLevel | null,
  plain: string,
): ScriptLine => {
  const {text: message, from} = readMessage(plain);
  const fields = fieldsOf(plain);
  return {
    time: time === null ? null : stampOf(time),
    stack: project,
    service,
    number,
    container: name,
    id,
    stream,
    level,
    message,
    ...(from === null ? {} : {from}),
    ...(fields === null ? {} : {fields}),
    text,
  };
};

const deceiving = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** As one line of JSON that no terminal obeys: control characters and marks that reorder text are escaped, and mean the same. */
export const jsonLine = (line: ScriptLine): string =>
  JSON.stringify(line).replace(deceiving, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
