import {describe, expect, test} from 'vitest';
import {parseMoment} from '../../source/model/moment.js';
import {hour, minute, now, second} from './sample.js';

test.each([
  ['10m', now - 10 * minute],
  ['90s', now - 90 * second],
  ['1h30m', now - 90 * minute],
  ['1.5h', now - 90 * minute],
  ['500ms', now - 500],
  ['2d', now - 48 * hour],
  ['1w', now - 168 * hour],
  ['90000w', 0],
  ['1767268800', now],
  ['1767268800.5', now + 500],
  ['2026-01-01T12:00:00Z', now],
  ['2026-01-01T13:00:00.250+01:00', now + 250],
  ['2026-01-01 12:00Z', now],
  ['2026-01-01', new Date(2026, 0, 1).getTime()],
  ['2026-01-01T12:00', new Date(2026, 0, 1, 12).getTime()],
  [' 10m ', now - 10 * minute],
])('%s is understood', (text, ms) => {
  expect(parseMoment(text, now)).toBe(ms);
});

test.each([
  '',
  '10',
  '-5m',
  '10x',
  '5 m',
  '2026-13-01',
  '2026-02-30',
  '2026-1-1',
  '24:00',
  '12:60',
  'm',
  '1h-2m',
  '2026-01-01T25:00',
])('"%s" is no time', text => {
  expect(parseMoment(text, now)).toBeNull();
});

describe('what does not say all of itself', () => {
  const noon = Date.UTC(2026, 0, 1, 12);

  test.each([
    ['now', '2026-01-01T12:00:00.000Z'],
    ['11:30', '2026-01-01T11:30:00.000Z'],
    ['9:05:07.5', '2026-01-01T09:05:07.500Z'],
    ['12:00', '2026-01-01T12:00:00.000Z'],
    ['12:01', '2025-12-31T12:01:00.000Z'],
    ['today', '2026-01-01T00:00:00.000Z'],
    ['yesterday', '2025-12-31T00:00:00.000Z'],
    ['Yesterday 14:00', '2025-12-31T14:00:00.000Z'],
    ['today 08:00:30', '2026-01-01T08:00:30.000Z'],
    ['11-20 14:00', '2025-11-20T14:00:00.000Z'],
    ['01-01 09:00', '2026-01-01T09:00:00.000Z'],
    ['02-29', null],
    ['2025-11-20', '2025-11-20T00:00:00.000Z'],
    ['2025-11-20T14:00Z', '2025-11-20T14:00:00.000Z'],
    ['2025-11-20 14:00-05:00', '2025-11-20T19:00:00.000Z'],
    ['14:00Z', null],
    ['yesterday 14:00Z', null],
    ['yesterday noon', null],
    ['tomorrow', null],
  ])('%s, in UTC', (text, iso) => {
    const ms = parseMoment(text, noon, {zone: 'utc'});
    expect(ms === null ? null : new Date(ms).toISOString()).toBe(iso);
  });

  test('is read by the clock of this machine where no other is asked for', () => {
    expect(parseMoment('yesterday 14:00', noon)).toBe(new Date(2025, 11, 31, 14).getTime());
    expect(parseMoment('2025-11-20 14:00', noon, {zone: 'local'})).toBe(new Date(2025, 10, 20, 14).getTime());
  });

  test('comes after the moment it is to come after', () => {
    const from = Date.UTC(2025, 11, 31, 23, 50);
    expect(parseMoment('23:55', noon, {zone: 'utc', after: from})).toBe(Date.UTC(2025, 11, 31, 23, 55));
    expect(parseMoment('00:10', noon, {zone: 'utc', after: from})).toBe(Date.UTC(2026, 0, 1, 0, 10));
  });
});
