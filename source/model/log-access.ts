import {quoted} from './log-record.js';

/** A request that was answered, as web servers log it. */
export interface Access {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** How long it took, as written; null when it is not told. */
  readonly took: string | null;
  /** What else is told: client, size, agent. */
  readonly fields: readonly (readonly [string, string])[];
  /** What stands behind it and was not read: columns of a format of one's own. Nothing of a line is kept from the reader. */
  readonly rest: string;
}

const methods = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|CONNECT|TRACE';
/** `"GET /x HTTP/1.1" 200`: common and combined log format, uvicorn, Django, Werkzeug, chi. */
const request = new RegExp(
  `"(?<method>${methods}) (?<path>\\S+)(?: HTTP/[\\d.]+)?"(?: from \\S+ -)? (?<status>\\d{3})(?=[ ,]|$)`,
);
/** `GET /x 200 3.1 ms - 12`, `GET /x 200 in 53ms`: morgan, Next.js. */
const first = new RegExp(`^ ?(?<method>${methods}) (?<path>/\\S*|https?:\\S+)(?: HTTP/[\\d.]+)? (?<status>\\d{3})(?=[ ,]|$)`);
/** What no method can be read in: a handshake sent to the wrong port. */
const odd = /\] "((?:\\.|[^"\\]){0,500})" (?<status>\d{3})(?= )/;
/** Rails and Phoenix: the request was told before. */
const ended = /^(?:\[[\w-]+\] )?(?:Completed|Sent) (?<status>\d{3}) /;
/** `200 | 1.2ms | 10.0.0.1 | GET "/x"`: Gin, Fiber. */
const columns = new RegExp(
  `^\\|? *(?<status>\\d{3}) \\| *(?<took>[\\d.]+ ?(?:[nµm]?s|m\\d\\S*)) *\\| *(?<client>\\S+) *\\| *(?<method>${methods}) *\\|? *"?(?<path>[^"\\s]+)`,
);
const clientFirst =
  /(?:^|[\s:])(?:(\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?|\[([\da-f:.]+)\]:\d{1,5}|((?=[\da-f]*:)[\da-f:]{2,39}(?:[\d.]{7,15})?)) (?:- (?=")|\S+ (\S+) +\[)/;
const took = /(?:^| )(?:in )?(\d+(?:\.\d+)?) ?(ms|s|µs|us)\b/;
const further = /^ (\d+|-)(?:B)?(?: "([^"]*)" "([^"]*)")?/;

const quote = 0x22;
const bar = 0x7c;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Which of the ways a message is written in, by what costs least to see: most lines are none. */
const answered = (text: string): RegExpExecArray | null => {
  let code = text.charCodeAt(0);
  if (code === 0x20) code = text.charCodeAt(1);
  if (text.includes('HTTP/', 3)) {
    const found = request.exec(text) ?? first.exec(text);
    if (found) return found;
  }
  if (isDigit(code) || code === bar || code === quote)
    return text.includes('"', 1) ? (request.exec(text) ?? columns.exec(text) ?? odd.exec(text)) : columns.exec(text);
  // G, P, D, H, O, T and C: what methods begin with. C and S are of what Rails and Phoenix say, [ of tags before it.
  if (code === 0x47 || code === 0x50 || code === 0x44 || code === 0x48 || code === 0x4f || code === 0x54) return first.exec(text);
  return code === 0x43 || code === 0x53 || code === 0x5b ? ended.exec(text) : null;
};

const statusIn = ({groups}: RegExpExecArray): number | null => {
  const status = Number(groups?.status);
  return status >= 100 && status < 600 ? status : null;
};

/** The status of the request that a message tells of; null when it is about none. */
export const statusOf = (message: string): number | null => {
  const found = answered(message);
  return found ? statusIn(found) : null;
};

type Pair = readonly [string, string];

const known = (pairs: readonly (readonly [string, string | undefined])[]): Pair[] =>
  pairs.flatMap(([name, value]) =>
    value === undefined || value === '-' || value === '' ? [] : [[name, quoted(value)] as const],
  );

const spanIn = (text: string): string | null => {
  const found = took.exec(text);
  return found ? `${found[1]}${found[2]}` : null;
};

/** `Not Found`: the status said once more. */
const reason = /^ ?[A-Z][A-Za-z' -]*$/;

/** What of a rest was not read: without the time it took, and columns with nothing in them. */
const unread = (rest: string): string => {
  if (reason.test(rest)) return '';
  const left = rest
    .replace(took, ' ')
    .replace(/(?<=^| )(?:"-"|-)(?= |$)/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  return /[\p{L}\p{N}]/u.test(left) ? left : '';
};

/** What stands around a request in quotes. */
const around = (message: string, found: RegExpExecArray): Pick<Access, 'took' | 'fields' | 'rest'> => {
  const rest = message.slice(found.index + found[0].length);
  const [, v4, bracketed, v6, user] = clientFirst.exec(message) ?? [];
  const [said = '', size, referer, agent] = further.exec(rest) ?? [];
  const client = v4 ?? bracketed ?? v6 ?? /" from (\S+?)(?::\d+)? -/.exec(found[0])?.[1];
  const fields = known([
    ['size', size],
    ['client', client],
    ['user', user],
    ['referer', referer],
    ['agent', agent],
  ]);
  const behind = rest.slice(said.length);
  return {took: spanIn(behind), fields, rest: unread(behind)};
};

/** Reads a message: what is left of a line without its head. null when it tells of no request that was answered. */
export const accessOf = (message: string): Access | null => {
  const found = answered(message);
  const status = found ? statusIn(found) : null;
  const {method, path, client, took: time} = found?.groups ?? {};
  if (!found || status === null || method === undefined || path === undefined) return null;
  const request = {method, path, status};
  if (client !== undefined) {
    const behind = message.slice(found.index + found[0].length).replace(/^"/, '');
    return {...request, took: time?.replace(' ', '') ?? null, fields: known([['client', client]]), rest: unread(behind)};
  }
  if (found[0].includes('"')) return {...request, ...around(message, found)};
  const rest = message.slice(found[0].length);
  const size = /(?: - (\d+)| - -)$/.exec(rest);
  const behind = size ? rest.slice(0, size.index) : rest;
  return {...request, took: spanIn(behind), fields: known([['size', size?.[1]]]), rest: unread(behind)};
};
