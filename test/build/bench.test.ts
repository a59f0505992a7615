import fs from 'node:fs';
import {describe, expect, test} from 'vitest';
import {aimOf, columns, verdict} from '../../build/bench/aims.mjs';
import {median, medians, quantile, ratio, shown, times} from '../../build/bench/figures.mjs';
import {isStatic, tarOf} from '../../build/bench/image.mjs';
import {parse, UsageError} from '../../build/bench/options.mjs';
import {planOf} from '../../build/bench/plan.mjs';
import {markdownTable, textTable} from '../../build/bench/table.mjs';

describe('figures', () => {
  test.each([
    [[], 0.5, null],
    [[null, null], 0.5, null],
    [[3], 0.95, 3],
    [[10, 9, 1], 0.5, 9],
    [[10, null, 2, 4], 0.5, 4],
    [Array.from({length: 100}, (_, index) => index + 1), 0.95, 96],
    [[1, 2, 3], 1, 3],
  ])('of %j the share %d lies below %j', (values, share, expected) => {
    expect(quantile(values, share)).toBe(expected);
  });

  test('each figure has the median of its rounds, and those of no round are unknown', () => {
    expect(
      medians([
        {a: 1, b: null},
        {a: 3, b: null},
        {a: 2, c: 5},
      ]),
    ).toEqual({a: 2, b: null, c: 5});
    expect(median([null, 7])).toBe(7);
  });

  test.each([
    [20, 10, '2.0 ×'],
    [1234, 10, '123 ×'],
    [3, 10, '0.3 ×'],
    [3, 100, '0.03 ×'],
    [null, 10, '–'],
    [10, null, '–'],
    [10, 0, '–'],
  ])('%j beside %j is %s', (other, own, expected) => {
    expect(times(ratio(other, own))).toBe(expected);
  });

  test.each([
    [null, 0, '–'],
    [Number.NaN, 1, '–'],
    [13_800.4, 0, '13,800'],
    [2.345, 1, '2.3'],
  ])('%j with %d digits is %s', (value, digits, expected) => {
    expect(shown(value, digits)).toBe(expected);
  });
});

describe('aims', () => {
  const at = (containers: number, isEmbedded = false) => ({containers, isEmbedded});
  const column = (key: string) => {
    const found = columns.find(each => each.key === key);
    if (!found) throw new Error(`no column ${key}`);
    return found;
  };

  test('there is one for each size', () => {
    expect([27, 30, 227, 1000].map(size => aimOf(column('rss'), at(size)))).toEqual([64, 64, 90, 120]);
    expect(aimOf(column('names'), at(227))).toBeNull();
  });

  test('what an embedded engine costs is not judged by what a real one may', () => {
    expect(aimOf(column('both'), at(27))).toBe(14);
    expect(aimOf(column('both'), at(27, true))).toBeNull();
  });

  test.each([
    ['rss', 64.4, 64, 'met'],
    ['rss', 80, 64, 'missed by 16 MB, 25 %'],
    ['both', 14.04, 14, 'met'],
    ['both', 21, 14, 'missed by 7.0 ms/s, 50 %'],
    ['sockets', 0, 0, 'met'],
    ['sockets', 0.5, 0, 'missed by 0.50 a second'],
    ['rss', null, 64, null],
    ['p50', 3, null, null],
  ])('%s of %j, at most %j: %s', (key, value, aim, expected) => {
    expect(verdict(column(key), value, aim)).toBe(expected);
  });
});

describe('tables', () => {
  const rows = [
    ['', 'ms', 'B/s'],
    ['stacktop', '9', '1,200'],
    ['a | b', '10', '–'],
  ];
  test('text has columns of one width', () => {
    expect(textTable(rows)).toEqual(['          ms    B/s', 'stacktop   9  1,200', 'a | b     10      –']);
  });
  test('Markdown has its bars escaped', () => {
    expect(markdownTable(rows)).toEqual(['|  | ms | B/s |', '|---|--:|--:|', '| stacktop | 9 | 1,200 |', '| a \\| b | 10 | – |']);
  });
});

describe('the command line', () => {
  test('without flags all sizes are measured, on a crowd, in three rounds', () => {
    expect(parse([])).toMatchObject({sizes: [30, 227, 1000], crowd: true, demo: null, short: false, rounds: 3, write: false});
  });
  test.each([
    [['--short'], {short: true, rounds: 1}],
    [['--demo', '200'], {demo: 200, sizes: [200]}],
    [['--demo=200', '--short'], {demo: 200, short: true}],
    [['--demo', '--short'], {demo: 30, short: true}],
    [['--containers', '200,30,30'], {sizes: [30, 200]}],
    [['--containers=50', '--no-crowd', '--write', '--rounds', '2'], {sizes: [50], crowd: false, write: true, rounds: 2}],
  ])('%j', (args, expected) => {
    expect(parse(args)).toMatchObject(expected);
  });
  test.each([
    [['--containers'], '--containers needs a value'],
    [['--containers', '30,many'], '--containers takes a number from 1 to 5000, not many'],
    [['--demo', '0'], '--demo takes a number from 1 to 5000, not 0'],
    [['--demo', 'many'], '--demo takes a number from 1 to 5000, not many'],
    [['--fast'], 'there is no --fast'],
  ])('%j is refused in one line', (args, message) => {
    expect(() => parse(args)).toThrow(new UsageError(message));
  });
});

describe('the sizes', () => {
  test.each<[string, readonly string[], number | null, number, readonly number[], readonly number[]]>([
    ['the real engine as far as it carries', [], 6, 250, [30, 227], [1000]],
    ['one that carries little', [], 6, 50, [30], [227, 1000]],
    ['what runs already, where that is more', [], 40, 250, [40, 227], [1000]],
    ['no engine', [], null, 250, [], [30, 227, 1000]],
    ['no crowd', ['--no-crowd'], 6, 250, [6], [30, 227, 1000]],
    ['no crowd where nothing runs', ['--no-crowd'], 0, 250, [], [30, 227, 1000]],
    ['in short what runs', ['--short'], 6, 250, [6], []],
    ['in short with nothing there', ['--short'], 0, 250, [], [30]],
    ['in short without engine', ['--short'], null, 250, [], [30]],
    ['the demo', ['--demo', '200'], 6, 250, [], [200]],
  ])('%s', (_, args, running, most, real, embedded) => {
    expect(planOf(parse(args), running, most)).toEqual({real, embedded});
  });
});

describe('the image of the crowd', () => {
  test('Node needs a loader, and a script is no program', () => {
    expect(isStatic(Buffer.from('#!/bin/sh\n'.padEnd(100)))).toBe(false);
    if (process.platform === 'linux') expect(isStatic(fs.readFileSync(process.execPath))).toBe(false);
  });
  test('its tar has one file, in whole blocks, with a sum over its head', () => {
    const tar = tarOf('busybox', Buffer.from('x'.repeat(600)));
    expect(tar.length).toBe(512 + 1024 + 1024);
    const sum = Number.parseInt(tar.toString('latin1', 148, 154), 8);
    const head = Buffer.from(tar.subarray(0, 512)).fill(' ', 148, 156);
    expect(sum).toBe(head.reduce((all, byte) => all + byte, 0));
    expect(tar.toString('latin1', 0, 7)).toBe('busybox');
  });
});
