import {describe, expect, test} from 'vitest';
import {isOpenEnded, parseLogRange, rangeInWords, requestOf} from '../../source/model/log-range.js';

/** A Saturday, 14:02:11. */
const now = Date.UTC(2026, 10, 21, 14, 2, 11);

const said = (typed: string): string => {
  const read = parseLogRange(typed, now, 'utc');
  return 'range' in read ? rangeInWords(read.range, now, 'utc') : `! ${read.problem}`;
};

describe('a range of time that is typed', () => {
  test.each([
    ['15m', 'last 15 min'],
    ['90s', 'last 90 s'],
    ['60s', 'last 1 min'],
    ['500ms', 'last 500 ms'],
    ['2h', 'last 2 h'],
    ['1h30m', 'last 1 h 30 min'],
    ['1d', 'last 1 day'],
    ['2d', 'last 2 days'],
    ['14:00', 'since 14:00'],
    ['14:00:30', 'since 14:00:30'],
    ['15:00', 'since Fri 20 Nov 15:00'],
    ['yesterday 14:00', 'since Fri 20 Nov 14:00'],
    ['11-20 14:00', 'since Fri 20 Nov 14:00'],
    ['12-24 10:00', 'since Wed 24 Dec 2025 10:00'],
    ['2026-11-21T14:00Z', 'since 14:00'],
    ['14:00-14:01', '14:00 to 14:01'],
    [' 13:00 - 13:30 ', '13:00 to 13:30'],
    ['13:00–13:30', '13:00 to 13:30'],
    ['13:00 to 13:30', '13:00 to 13:30'],
    ['14:00..15:00', '14:00 to 15:00'],
    ['2h..1h', '12:02:11 to 13:02:11'],
    ['2h-1h', '12:02:11 to 13:02:11'],
    ['23:50..00:10', 'Fri 20 Nov 23:50 to Sat 21 Nov 00:10'],
    ['yesterday 14:00-14:30', 'Fri 20 Nov 14:00 to 14:30'],
    ['2026-11-20 14:00-14:30', 'Fri 20 Nov 14:00 to 14:30'],
    ['11-20 14:00..11-20 15:00', 'Fri 20 Nov 14:00 to 15:00'],
    ['2026-11-20T14:00-05:00', 'since Fri 20 Nov 19:00'],
    ['yesterday 03:00-yesterday 04:00', 'Fri 20 Nov 03:00 to 04:00'],
    ['Yesterday 23:00-today 01:00', 'Fri 20 Nov 23:00 to Sat 21 Nov 01:00'],
    ['11-20 03:00-11-20 04:00', 'Fri 20 Nov 03:00 to 04:00'],
    ['2026-11-20T03:00-2026-11-20T04:00', 'Fri 20 Nov 03:00 to 04:00'],
    ['2026-11-20 03:00-2026-11-21', 'Fri 20 Nov 03:00 to Sat 21 Nov 00:00'],
    ['..14:00', 'until 14:00'],
    ['13:00..', 'since 13:00'],
  ])('%s is %s', (typed, words) => {
    expect(said(typed)).toBe(words);
  });

  test.each([
    ['', '""'],
    ['..', '".."'],
    ['25:00', '"25:00"'],
    ['0m', '"0m"'],
    ['soon', '"soon"'],
    ['14:00..soon', '"soon"'],
    ['soon..14:00', '"soon"'],
    ['2026-02-30', '"2026-02-30"'],
  ])('"%s" is told not to be one, with examples', (typed, quoted) => {
    expect(said(typed)).toBe(`! ${quoted} is no time: try 15m, 14:00, yesterday 14:00 or 14:00-14:30`);
  });

  test.each([
    ['1h..2h', '! 2h is not after 1h: the earlier time comes first'],
    ['2026-11-20..2026-11-19', '! 2026-11-19 is not after 2026-11-20: the earlier time comes first'],
    ['yesterday 04:00-yesterday 03:00', '! yesterday 03:00 is not after yesterday 04:00: the earlier time comes first'],
    ['2026-11-30', '! 2026-11-30 is still to come'],
    ['2026-11-30..2026-12-01', '! 2026-11-30 is still to come'],
  ])('%s: %s', (typed, problem) => {
    expect(said(typed)).toBe(problem);
  });

  test('with an end it is not followed, and the engine is asked for no more', () => {
    const read = parseLogRange('13:00-13:30', now, 'utc');
    const range = 'range' in read ? read.range : null;
    expect(range && isOpenEnded(range)).toBe(false);
    expect(range && requestOf(range, now)).toEqual({
      tail: 'all',
      since: Date.UTC(2026, 10, 21, 13),
      until: Date.UTC(2026, 10, 21, 13, 30),
    });
    expect(isOpenEnded({kind: 'between', since: 1, until: null})).toBe(true);
  });

  test('is of the clock of this machine where that is asked for', () => {
    const read = parseLogRange('2026-11-20 13:00', now, 'local');
    expect('range' in read && requestOf(read.range, now).since).toBe(new Date(2026, 10, 20, 13).getTime());
  });
});

test('a span longer than the calendar of engines goes back to its beginning', () => {
  const read = parseLogRange('9999w', Date.UTC(2026, 10, 21), 'utc');
  expect('range' in read && requestOf(read.range, Date.UTC(2026, 10, 21))).toEqual({tail: 'all', since: 0});
});
