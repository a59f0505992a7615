/** Readers for the edge: an engine's reply is `unknown` until one of these has looked at it. Missing and null give the fallback. */

export type RawRecord = Readonly<Record<string, unknown>>;

const EMPTY: RawRecord = Object.freeze({});

function isRecord(value: unknown): value is RawRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function record(value: unknown): RawRecord {
  return isRecord(value) ? value : EMPTY;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown, fallback = ''): string {
  return typeof value === 'string' ? value : fallback;
}

export function flag(value: unknown): boolean {
  return value === true;
}

/** A finite number; digits in a string count too (`"ExitCode": "137"` of an event's attributes). */
export function numeric(value: unknown): number | null {
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A number that is not below zero: what only grows, and what is in use. */
export function counter(value: unknown): number | null {
  const number = numeric(value);
  return number !== null && number >= 0 ? number : null;
}

/** A number above zero: for limits and ids where the engine says 0 for "none". */
export function positive(value: unknown): number | null {
  const number = numeric(value);
  return number !== null && number > 0 ? number : null;
}

/** Only the strings of a list; a single string is a list of one (`Entrypoint` may be either). */
export function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return list(value).filter(item => typeof item === 'string');
}

/** A record of strings; entries of other types are left out. */
export function stringRecord(value: unknown): Readonly<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const [key, item] of Object.entries(record(value))) if (typeof item === 'string') result[key] = item;
  return result;
}

/** ms since 1970 of an RFC 3339 time; null for none, including Go's zero time `0001-01-01T00:00:00Z`. */
export function time(value: unknown): number | null {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}
