/** What a line of JSON or logfmt holds: names and values, in its own order. */
export type LogRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is LogRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Text that could be mistaken for more than one value is quoted. */
export const quoted = (text: string): string => (text === '' || /[\s"=]/.test(text) ? JSON.stringify(text) : text);

const parsed = (text: string): LogRecord | null => {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null; // begins like JSON and is none: it is shown as it is
  }
};

/** The object that a line is, parsed; null when it is none. */
export const jsonOf = (text: string): LogRecord | null => {
  const trimmed = text.trim();
  return trimmed.startsWith('{') && trimmed.endsWith('}') ? parsed(trimmed) : null;
};

const pair = /([\w.@/-]+)=(?:"((?:\\.|[^"\\])*)"|(\S*))(?:\s+|$)/y;
const escaped: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r'};
const told = /(?:^|\s)(?:msg|message|event)=/;
const named = /(?:^|\s)(?:level|lvl|severity)=/;

/** Go's `key=value key="two words"`, only when the line is nothing else, and says something or has a level. */
export const logfmtOf = (text: string): LogRecord | null => {
  if (!/^\s*[\w.@/-]+=/.test(text) || !(told.test(text) || named.test(text))) return null;
  const record: Record<string, string> = {};
  let at = text.length - text.trimStart().length;
  while (at < text.length) {
    pair.lastIndex = at;
    const match = pair.exec(text);
    if (!match?.[1]) return null;
    record[match[1]] =
      match[2] === undefined ? (match[3] ?? '') : match[2].replace(/\\(.)/g, (_, sign: string) => escaped[sign] ?? sign);
    at = pair.lastIndex;
  }
  return record;
};

/** A message that ends with an object, as those of winston, zap's console and Monolog do. */
export const trailingRecord = (text: string): {readonly text: string; readonly record: LogRecord} | null => {
  const trimmed = text.replace(/ (?:\[\]|\{\}) (?:\[\]|\{\})$|(?<=\}) \[\]$/, '');
  if (trimmed.endsWith('}')) {
    // The first brace that an object can begin with; a second one is tried where the first is part of the message.
    let at = trimmed.search(/(?:^|[\s:])\{"/);
    for (let tries = 0; at !== -1 && tries < 3; tries += 1) {
      const start = trimmed.indexOf('{', at);
      const record = parsed(trimmed.slice(start));
      if (record) return {text: trimmed.slice(0, start).trimEnd(), record};
      const next = trimmed.slice(start + 1).search(/[\s:]\{"/);
      at = next === -1 ? -1 : start + 1 + next;
    }
  }
  return trimmed === text ? null : {text: trimmed, record: {}};
};

/** The names and values of a line, whichever way they are written; null when it has none. */
export const recordOf = (text: string): LogRecord | null =>
  jsonOf(text) ?? logfmtOf(text) ?? trailingRecord(text)?.record ?? null;
