import {accessOf} from './log-access.js';
import {headOf} from './log-head.js';
import {isRecord, jsonOf, type LogRecord, trailingRecord} from './log-record.js';

/** A value inside of objects: `req.method`; a name with a dot in it comes first. */
const valueAt = (record: LogRecord, name: string): unknown => {
  if (name in record) return record[name];
  const dot = name.indexOf('.');
  const inner = dot === -1 ? undefined : record[name.slice(0, dot)];
  if (isRecord(inner)) return valueAt(inner, name.slice(dot + 1));
  const other = Object.keys(record).find(key => key.toLowerCase() === name.toLowerCase());
  return other === undefined ? undefined : record[other];
};

const textOf = (value: unknown): string | null =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : (JSON.stringify(value) ?? null);

const special = /[.*+?^${}()|[\]\\]/g;

/** `name=value` and `name="two words"` among words, and in the query of a URL. */
const pairOf = (name: string): RegExp =>
  new RegExp(`(?:^|[\\s,;&?({\\["'])${name.replace(special, '\\$&')}=(?:"((?:\\\\.|[^"\\\\])*)"|([^\\s,;&)\\]}"']*))`, 'i');

const ofRequests = new Set(['status', 'method', 'path', 'took', 'client', 'size', 'agent', 'user', 'referer']);

/** Reads a field of lines, given as plain text: of JSON, of `name=value` pairs, of requests in access logs; null where there is none. */
export const fieldReader = (name: string): ((line: string) => string | null) => {
  const pair = pairOf(name);
  const outer = name.split('.')[0] ?? name;
  const lower = outer.toLowerCase();
  const isOfRequest = ofRequests.has(name.toLowerCase());
  return line => {
    if (line.includes('{"') && line.toLowerCase().includes(`"${lower}`)) {
      const record = jsonOf(line) ?? trailingRecord(line)?.record;
      const value = record ? textOf(valueAt(record, name)) : null;
      if (value !== null) return value;
    }
    if (line.includes('=')) {
      const found = pair.exec(line);
      if (found) return found[1] ?? found[2] ?? '';
    }
    if (!isOfRequest) return null;
    const access = accessOf(line.slice(headOf(line).start));
    if (!access) return null;
    const {method, path, status, took, fields} = access;
    const own: Readonly<Record<string, string | null>> = {method, path, status: String(status), took};
    return own[name.toLowerCase()] ?? fields.find(([key]) => key === name.toLowerCase())?.[1] ?? null;
  };
};

const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  b: 1,
  kb: 1000,
  kib: 1024,
  mb: 1e6,
  mib: 1024 ** 2,
  gb: 1e9,
  gib: 1024 ** 3,
};

/** A number, with a unit of time (then ms) or size (then bytes) perhaps: `500`, `1.2s`, `38ms`, `4KiB`; null for all else. */
export const amountOf = (text: string): number | null => {
  const [, number, unit = ''] = /^(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?) ?([a-zµ]{0,3})$/i.exec(text.trim()) ?? [];
  if (number === undefined) return null;
  const factor = unit === '' ? 1 : units[unit.toLowerCase()];
  return factor === undefined ? null : Number(number) * factor;
};
