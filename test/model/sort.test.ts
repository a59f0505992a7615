import {describe, expect, test} from 'vitest';
import {type Figures, type Sort, type SortField, sortFields, sortMembers, sortStacks} from '../../source/model/sort.js';
import {groupStacks} from '../../source/model/stack.js';
import {totalsOf} from '../../source/model/totals.js';
import type {Usage} from '../../source/model/usage.js';
import {container, ended, hour, inspection, minute, now, stackWith, usage} from './sample.js';

const figures = (known: Readonly<Record<string, Partial<Usage>>>): Figures => {
  const usageOf = (id: string): Usage | undefined => {
    const more = known[id];
    return more && usage(more);
  };
  return {usageOf, totalsOf: stack => totalsOf(stack, usageOf)};
};

const stack = stackWith(
  container('s/a', {health: 'healthy', inspection: inspection({startedAt: now - hour, restarts: 2})}),
  container('s/b', {health: 'unhealthy', inspection: inspection({startedAt: now - minute})}),
  container('s/c', {state: 'paused', inspection: inspection({startedAt: now - 2 * hour, restarts: 5})}),
  ended('s/d', 0),
  container('s/e', {inspection: null}),
);
const known = figures({
  'id-s-a-1': {cpuPercent: 1, memory: 100, rxRate: 1, txRate: 9},
  'id-s-b-1': {cpuPercent: 50, memory: 300, rxRate: 5, txRate: null},
  'id-s-c-1': {cpuPercent: 0, memory: 200, rxRate: null, txRate: 3},
  'id-s-d-1': {cpuPercent: 99, memory: 999, rxRate: 99},
});
const sorted = (field: SortField, inverted = false): string =>
  sortMembers(stack.members, {field, inverted}, known)
    .map(({label}) => label)
    .join('');

describe('containers are sorted, unknown figures last whichever way round', () => {
  test.each<readonly [SortField, string, string]>([
    ['order', 'abcde', 'edcba'],
    ['name', 'abcde', 'edcba'],
    ['cpu', 'bacde', 'cabde'],
    ['memory', 'bcade', 'acbde'],
    ['network', 'abcde', 'cbade'],
    ['restarts', 'cabde', 'bdace'],
    ['uptime', 'cabde', 'bacde'],
    ['health', 'bcead', 'daecb'],
  ])('by %s', (field, largestFirst, inverted) => {
    expect([sorted(field), sorted(field, true)]).toEqual([largestFirst, inverted]);
  });

  test('the last figures of a stopped container do not put it first', () => {
    expect(sorted('memory').startsWith('d')).toBe(false);
  });
});

describe('stacks are sorted by their totals', () => {
  const stacks = groupStacks([
    container('small/x'),
    container('big/x'),
    container('gone/x', {state: 'exited', statusExitCode: 0}),
    container('lone'),
  ]);
  const sums = figures({'id-small-x-1': {memory: 1}, 'id-big-x-1': {memory: 5}, 'id-lone': {memory: 3}});
  const names = (sort: Sort): string[] => sortStacks(stacks, sort, sums).map(({name}) => name);

  test('by name, those of no stack last, also the other way round', () => {
    expect(names({field: 'name', inverted: false})).toEqual(['big', 'gone', 'small', '(no stack)']);
    expect(names({field: 'order', inverted: true})).toEqual(['small', 'gone', 'big', '(no stack)']);
  });

  test('by memory, those without figures last', () => {
    expect(names({field: 'memory', inverted: false})).toEqual(['big', '(no stack)', 'small', 'gone']);
    expect(names({field: 'memory', inverted: true})).toEqual(['small', '(no stack)', 'big', 'gone']);
  });

  test.each(sortFields)('by %s nothing is lost', field => {
    expect(names({field, inverted: false})).toHaveLength(4);
  });
});
