import {describe, expect, test} from 'vitest';
import {shortDuration, spokenDuration} from '../../source/model/duration.js';
import {exitCodeInWords, isOrderlyExit} from '../../source/model/exit-code.js';

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

describe('durations', () => {
  test.each([
    [-5, '0s', '0 s'],
    [0, '0s', '0 s'],
    [999, '0s', '0 s'],
    [59.9 * second, '59s', '59 s'],
    [minute, '1m', '1 min'],
    [59.9 * minute, '59m', '59 min'],
    [hour, '1h', '1 h'],
    [3 * hour + 20 * minute, '3h', '3 h 20 min'],
    [23.99 * hour, '23h', '23 h 59 min'],
    [day, '1d', '1 day'],
    [99.9 * day, '99d', '99 days'],
    [100 * day, '14w', '100 days'],
    [692 * day, '98w', '692 days'],
    [693 * day, '1y', '693 days'],
    [9999 * day, '27y', '9999 days'],
  ])('%d ms', (ms, short, spoken) => {
    expect([shortDuration(ms), spokenDuration(ms)]).toEqual([short, spoken]);
  });

  test('in columns take three cells at most', () => {
    for (let ms = 1; ms < 99 * 365 * day; ms = Math.ceil(ms * 1.1)) expect(shortDuration(ms).length).toBeLessThanOrEqual(3);
  });
});

describe('exit codes say what they mean', () => {
  test.each([
    [0, '0'],
    [1, '1'],
    [2, '2'],
    [125, '125, the engine could not run it'],
    [126, '126, command not executable'],
    [127, '127, command not found'],
    [130, '130, SIGINT'],
    [134, '134, aborted itself (SIGABRT)'],
    [137, '137, killed (SIGKILL)'],
    [139, '139, crashed (SIGSEGV)'],
    [143, '143, ended by SIGTERM'],
    [255, '255'],
  ])('%d', (code, words) => {
    expect(exitCodeInWords(code, false)).toBe(words);
  });
  test('out of memory comes before the signal', () => {
    expect(exitCodeInWords(137, true)).toBe('137, out of memory');
  });
  test('orderly are those of a stop', () => {
    expect([0, 1, 2, 126, 130, 137, 139, 143, 255].filter(isOrderlyExit)).toEqual([0, 130, 143]);
  });
});
