import {expect, test} from 'vitest';
import {memoryWeight} from '../../source/model/memory-weight.js';
import {hour, MiB, minute} from './sample.js';

// MiB used, limit, usual; time until it is full.
test.each<[string, number, number | null, number | null, number | null, string]>([
  ['nothing to measure it against', 900, null, null, null, 'quiet'],
  ['comfortable', 300, 800, null, null, 'good'],
  ['tight', 620, 800, null, null, 'warn by limit'],
  ['about to be killed', 792, 800, null, null, 'bad by limit'],
  ['as usual at its limit', 792, 800, 800, null, 'good'],
  ['as usual, and a little more', 612, 620, 600, null, 'good'],
  ['more than usual, and near its limit', 700, 750, 600, null, 'bad by limit'],
  ['a limit that leaves room', 560, 800, 500, null, 'good'],
  ['half as much again as usual', 600, null, 400, null, 'warn by usual'],
  ['twice as much as usual', 800, null, 400, null, 'bad by usual'],
  ['twice as much of little', 40, null, 20, null, 'good'],
  ['three times as much of little', 60, null, 20, null, 'warn by usual'],
  ['five times as much of little', 100, null, 20, null, 'bad by usual'],
  ['full in a quarter of an hour', 300, 800, null, 15 * minute, 'warn by trend'],
  ['full in minutes, as usual as it is', 590, 600, 600, 5 * minute, 'bad by trend'],
  ['full in some hours', 300, 800, null, 5 * hour, 'good'],
  ['a limit of 0 is none', 300, 0, null, null, 'quiet'],
])('%s', (_, used, limit, usual, fullIn, said) => {
  const bytes = (value: number | null): number | null => (value === null ? null : value * MiB);
  const {severity, by} = memoryWeight({used: used * MiB, limit: bytes(limit), usual: bytes(usual), fullIn});
  expect(severity === 'warn' || severity === 'bad' ? `${severity} by ${by}` : severity).toBe(said);
});
