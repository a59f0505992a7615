import {expect, test} from 'vitest';
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

test.each(['', 'yesterday', '10', '-5m', '10x', '5 m', '2026-13-01', '2026-1-1', '12:00', 'm', '1h-2m', '2026-01-01T25:00'])(
  '"%s" is no time',
  text => {
    expect(parseMoment(text, now)).toBeNull();
  },
);
