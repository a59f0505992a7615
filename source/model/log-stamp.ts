/**
 * Times as programs write them before their lines. Years first: ISO 8601 and its relatives of Python, Go, nginx, ClickHouse and Postgres;
 * days first: Apache, PHP, Django, Redis; months first: syslog, asctime, US dates; only a clock: logback, zerolog; seconds since 1970.
 */
const zone =
  '(?: ?(?:Z|[+-]\\d\\d(?::?\\d\\d){0,2}(?![\\d.])|UTC|GMT|MSK|CES?T|EES?T|WES?T|[ECMP][SD]T|[IJKB]ST|AE[SD]T|NZ[SD]T|HKT|SGT)(?![\\w]))?';
const clock = '\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?';
const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const digitsFirst = new RegExp(
  [
    `\\d{4}([-/.])\\d\\d\\1\\d\\d(?:[T ]| - )${clock}${zone}`,
    `${clock}${zone}(?! ?[AP]M)`,
    '\\d{1,2}:\\d\\d(?::\\d\\d)? ?[AP]M',
    `\\d\\d?([-/ ])(?:${month})\\2\\d{4}[ :]${clock}${zone}(?: [A-Z]\\w+/\\w+)?`,
    '\\d\\d?/\\d\\d?/\\d{4},? \\d{1,2}:\\d\\d:\\d\\d(?: ?[AP]M)?',
    '\\d{6} \\d\\d:\\d\\d:\\d\\d',
    '1\\d{9}(?:\\.\\d{1,9})?(?=:? )',
  ].join('|'),
  'y',
);
const lettersFirst = new RegExp(`(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?${month} [ \\d]\\d ${clock}(?: \\d{4})?${zone}`, 'y');

/** `-`, `.`, `/`, `:` and space. */
const isSign = (code: number): boolean => (code >= 0x2d && code <= 0x2f) || code === 0x3a || code === 0x20;

const signs = (text: string, at: number): boolean =>
  isSign(text.charCodeAt(at + 4)) ||
  isSign(text.charCodeAt(at + 2)) ||
  isSign(text.charCodeAt(at + 1)) ||
  text.charCodeAt(at + 6) === 0x20 ||
  isSign(text.charCodeAt(at + 10));

/** Where a time that begins at `at` ends; -1 when none begins there. */
export const stampEnd = (text: string, at: number): number => {
  const first = text.charCodeAt(at);
  const isDigit = first >= 0x30 && first <= 0x39;
  // A day or a month begins with one of these, a time has a sign at one of these places: most others are seen here to be none.
  if (isDigit ? !signs(text, at) : !(first >= 0x41 && first <= 0x57)) return -1;
  const stamp = isDigit ? digitsFirst : lettersFirst;
  stamp.lastIndex = at;
  return stamp.test(text) ? stamp.lastIndex : -1;
};
