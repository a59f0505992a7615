import {describe, expect, test} from 'vitest';
import {aimsTable, type Run, ratios, type Size, sideBySide, tally, titleOf} from '../../build/bench/report.mjs';
import {byHand, resultsPage} from '../../build/bench/results.mjs';

const own = {
  name: 'stacktop',
  names: 140,
  memory: 300,
  p95: 8,
  cpu: 10,
  engine: 0,
  both: 10,
  bytes: 400,
  sockets: 0,
  rss: 60,
  rssKeys: 70,
};
const other = {name: 'docker stats', names: 1400, memory: 1500, p95: null, cpu: 5, engine: 55, both: 60, bytes: 13_800, rss: 30};
const real: Size = {
  containers: 30,
  engine: 'Docker 20.10.24',
  isEmbedded: false,
  rows: [own, other],
  cold: {names: 230, memory: 380},
  baseline: {first: 2, last: 2.4},
  flood: null,
};
const embedded: Size = {
  ...real,
  containers: 1000,
  engine: 'embedded',
  isEmbedded: true,
  rows: [own],
  flood: {floodP95: 61, floodRss: 118},
};
const run: Run = {
  machine: '2 × AMD EPYC, 24 GiB, Linux 6.18',
  versions: 'stacktop 0.1.0 (abc), Node v20.20.2',
  date: '2026-11-22',
  load: [0.1, 0.9],
  floor: {start: 41, rss: 43},
  spans: {idle: 15},
  rounds: 3,
  sizes: [real, embedded],
};
const rowOf = (table: readonly (readonly string[])[], name: string) => table.find(([first]) => first === name);

test('figures stand side by side, unknown ones as a dash', () => {
  const [head, ...rows] = sideBySide(real);
  expect(head?.slice(0, 4)).toEqual(['', 'names ms', 'memory ms', 'key p50 ms']);
  expect(rows[1]).toEqual(['docker stats', '1,400', '1,500', '–', '–', '5.0', '55.0', '60.0', '13,800', '–', '30', '–']);
});

test('others are told as multiples of ours, where both are known and ours is something', () => {
  expect(ratios(real)).toEqual([
    ['', 'names', 'memory', 'own CPU', 'CPU together', 'terminal', 'RSS idle'],
    ['docker stats', '10 ×', '5.0 ×', '0.5 ×', '6.0 ×', '35 ×', '0.5 ×'],
  ]);
  expect(ratios(embedded)).toBeNull();
});

test('each aim is met, or missed by so much', () => {
  const table = aimsTable(run);
  expect(table[0]).toEqual(['', '30', '1,000, embedded']);
  expect(rowOf(table, 'names, ms')).toEqual(['names, ms', '140 (≤ 150: met)', '140']);
  expect(rowOf(table, 'memory, ms')?.[1]).toBe('300 (≤ 250: missed by 50 ms, 20 %)');
  expect(rowOf(table, 'key p95 in a flood of log lines, ms')).toEqual([
    'key p95 in a flood of log lines, ms',
    '–',
    '61.0 (≤ 50: missed by 11.0 ms, 22 %)',
  ]);
  expect(tally(run)).toEqual({met: 11, of: 14});
});

test('the engine and how much it drifted are named', () => {
  expect(titleOf(real)).toBe('30 containers, Docker 20.10.24 (2.0 ms/s with nobody asking before, 2.4 after)');
});

describe('the file', () => {
  test('is written again around what was written by hand', () => {
    const first = resultsPage(run, null);
    const kept = 'RSS: Node.\n\nNames: | React.';
    const edited = first.replace('Nothing written yet.', () => kept);
    expect(byHand(edited)).toBe(kept);
    const again = resultsPage({...run, date: '2026-12-01'}, byHand(edited));
    expect(byHand(again)).toBe(kept);
    expect(again).toContain('2026-12-01; stacktop 0.1.0 (abc), Node v20.20.2; 2 × AMD EPYC');
    expect(resultsPage(run, byHand(again))).toBe(edited);
  });
  test('has nothing by hand where there are no markers', () => {
    expect(byHand('# Something else')).toBeNull();
    expect(byHand('')).toBeNull();
  });
});
