import {describe, expect, test} from 'vitest';
import type {UsageSample} from '../../source/model/usage.js';
import {type ComparedFigure, differenceIn} from '../../source/usage/agreement.js';

const sample = (change: Partial<UsageSample>): UsageSample => ({
  readAt: 0,
  cpuTotal: null,
  memory: null,
  cache: null,
  rx: null,
  tx: null,
  blockRead: null,
  blockWrite: null,
  pids: null,
  ...change,
});

const MiB = 2 ** 20;

describe('what the engine tells, against the files before and after it', () => {
  test.each<[string, ComparedFigure, number | null, number | null, number | null, number | null, boolean]>([
    ['the same', 'memory', 10 * MiB, 10 * MiB, 10 * MiB, 0, true],
    ['between them, however far they lie apart', 'memory', 10 * MiB, 50 * MiB, 90 * MiB, 0, true],
    ['between them, falling', 'memory', 90 * MiB, 50 * MiB, 10 * MiB, 0, true],
    ['a megabyte outside', 'memory', 10 * MiB, 11 * MiB, 10 * MiB, MiB, true],
    ['more than that outside', 'memory', 10 * MiB, 11 * MiB + 1, 10 * MiB, MiB + 1, false],
    ['a hundredth of a large one', 'memory', 1000 * MiB, 1009 * MiB, 1000 * MiB, 9 * MiB, true],
    ['another container', 'memory', 10 * MiB, 200 * MiB, 10 * MiB, 190 * MiB, false],
    ['CPU 100 ms on', 'cpuTotal', 1e9, 1.1e9, 1e9, 1e8, true],
    ['CPU of another', 'cpuTotal', 1e9, 5e9, 1.2e9, 3.8e9, false],
    ['traffic of another network namespace', 'rx', 1000, 900_000, 1000, 899_000, false],
    ['not told by the engine', 'rx', 1000, null, 1000, null, true],
    ['not told by the files', 'blockRead', null, 5, null, null, false],
  ])('%s', (_, figure, before, told, after, apart, agrees) => {
    const comparison = {
      before: sample({[figure]: before}),
      told: sample({[figure]: told}),
      after: sample({[figure]: after}),
      tookMs: 1,
    };
    expect(differenceIn(figure, comparison)).toMatchObject({figure, apart, agrees, ours: after, theirs: told});
  });
});
