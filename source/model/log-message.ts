import {levelFromWord} from './log-level.js';

/** A line as people read it: what it says first, then the rest. */
export interface LogMessage {
  readonly text: string;
  /** Keys and values that stood in the line beside its message. */
  readonly fields: readonly (readonly [string, string])[];
}

const messageKeys = ['msg', 'message', 'event', 'MESSAGE', '@m', 'body', 'error', 'err'];
/** Told elsewhere on the screen: the time, the level. */
const toldKeys = new Set([
  ...['time', 'ts', 'timestamp', '@timestamp', '@t', 't', 'asctime', 'datetime', 'date', 'T'],
  ...['level', 'severity', 'lvl', 'loglevel', 'log.level', 'levelname', '@l', 'severity_text', 'Level', 'LEVEL', 'L', 's', 'v'],
]);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const valueText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null'));

/** Text that could be mistaken for more than one value is quoted. */
const quoted = (text: string): string => (text === '' || /[\s"=]/.test(text) ? JSON.stringify(text) : text);

const fromRecord = (record: Readonly<Record<string, unknown>>): LogMessage => {
  const key = messageKeys.find(candidate => typeof record[candidate] === 'string');
  const fields = Object.entries(record)
    .filter(([name]) => name !== key && !toldKeys.has(name))
    .map(([name, value]) => [name, typeof value === 'string' ? quoted(value) : valueText(value)] as const);
  return {text: key === undefined ? '' : valueText(record[key]), fields};
};

/** The object that a line is, parsed; null when it is none. */
export const jsonOf = (text: string): Readonly<Record<string, unknown>> | null => {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return null;
  try {
    const value: unknown = JSON.parse(trimmed);
    return isRecord(value) ? value : null;
  } catch {
    return null; // begins like JSON and is none: it is shown as it is
  }
};

const logfmtPair = /([\w.@/-]+)=(?:"((?:\\.|[^"\\])*)"|(\S*))(?:\s+|$)/y;

/** Go's `key=value key="two words"`, only when the line is nothing else. */
const logfmtOf = (text: string): LogMessage | null => {
  if (!/(?:^|\s)(?:msg|message|event)=/.test(text)) return null;
  const record: Record<string, string> = {};
  let at = 0;
  while (at < text.length) {
    logfmtPair.lastIndex = at;
    const match = logfmtPair.exec(text);
    if (!match?.[1]) return null;
    record[match[1]] = match[2] === undefined ? (match[3] ?? '') : match[2].replace(/\\(.)/g, '$1');
    at = logfmtPair.lastIndex;
  }
  return fromRecord(record);
};

const stamp =
  /^\[?(?:\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|[+-]\d\d:?\d\d|UTC|GMT|[A-Z]{3,4}))?|\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)\]?(?:\s+-)?\s+/;
const redis = /^(\d+:[XCSM]) \d\d \w{3} (?:\d{4} )?[\d:.]+ [.*#-] /;
const levelAhead =
  /^(?:\[\d+\] (?:\S+@\S+ )?)?[[(]?(TRACE|DEBUG[1-5]?|VERBOSE|INFO|NOTICE|WARN(?:ING)?|ERROR|ERR|SEVERE|FATAL|CRIT(?:ICAL)?|PANIC|LOG(?=:)|trace|debug|info|notice|note|warn|warning|error|err|fatal|crit|Note|System|Warning|Error)[\])]?(?::\s+|\s+-\s+|\s+)/;
const syslog = /^<\d{1,3}>(?:1 )?/;

/** What is before the message and told in columns of its own: time and level. */
const withoutHead = (text: string): string => {
  const sign = redis.exec(text);
  if (sign) return text.slice(sign[0].length);
  let rest = text.replace(syslog, '');
  const time = stamp.exec(rest);
  if (time) rest = rest.slice(time[0].length);
  const level = levelAhead.exec(rest);
  if (level && levelFromWord(level[1] ?? '') !== null) {
    const after = rest.slice(level[0].length);
    if (after.trim() !== '') rest = after;
  }
  return rest.trim() === '' ? text : rest;
};

/** Reads a line's plain text. */
export const readMessage = (text: string): LogMessage => {
  const json = jsonOf(text);
  if (json) return fromRecord(json);
  return logfmtOf(text) ?? {text: withoutHead(text), fields: []};
};
