import {describe, expect, test} from 'vitest';
import {parseFilter} from '../../source/model/filter.js';
import {type RowOptions, rowName, rowsOf} from '../../source/model/rows.js';
import {groupStacks} from '../../source/model/stack.js';
import {totalsOf} from '../../source/model/totals.js';
import {container, ended} from './sample.js';

const stacks = groupStacks([
  container('auren/api'),
  container('auren/kafka', {health: 'unhealthy'}),
  ended('auren/migrate', 0),
  ended('auren/worker', 1),
  ended('old/api', 143),
  container('old/db', {state: 'created'}),
]);
const figures = {usageOf: () => undefined, totalsOf: (stack: (typeof stacks)[number]) => totalsOf(stack, () => undefined)};

const shown = (options: Partial<Omit<RowOptions, 'filter'>> & {filter?: string} = {}): string[] =>
  rowsOf(
    stacks,
    {
      sort: options.sort ?? {field: 'order', inverted: false},
      all: options.all ?? true,
      isFolded: options.isFolded ?? (() => false),
      filter: parseFilter(options.filter ?? ''),
    },
    figures,
  ).map(row =>
    row.kind === 'stack'
      ? `${row.stack.name}${row.folded ? ' folded' : ''}`
      : `- ${rowName(row)}${row.kind === 'missing' ? ' missing' : ''}${row.last ? ' last' : ''}`,
  );

describe('the lines of the list', () => {
  test('a stack, then its containers', () => {
    expect(shown()).toEqual(['auren', '- api', '- kafka', '- migrate', '- worker last', 'old', '- api', '- db last']);
  });
  test('a folded stack shows its own line', () => {
    expect(shown({isFolded: key => key === ':auren'})).toEqual(['auren folded', 'old', '- api', '- db last']);
  });
  test('a filter unfolds what it finds, and leaves out stacks in which it finds nothing', () => {
    expect(shown({filter: 'kafka', isFolded: () => true})).toEqual(['auren', '- kafka last']);
    expect(shown({filter: 'nothing'})).toEqual([]);
  });
  test('running only: what failed stays, what was stopped or is done goes, and so do stacks that are all stopped', () => {
    expect(shown({all: false})).toEqual(['auren', '- api', '- kafka', '- worker last']);
  });
  test('running only, and a filter', () => {
    expect(shown({all: false, filter: 'stack=old'})).toEqual([]);
  });
  test('sorted within the stack', () => {
    expect(shown({sort: {field: 'health', inverted: false}, filter: 'auren'})).toEqual([
      'auren',
      '- kafka',
      '- worker',
      '- api',
      '- migrate last',
    ]);
  });
});
