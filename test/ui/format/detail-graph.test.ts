import {stripVTControlCharacters} from 'node:util';
import {describe, expect, it} from 'vitest';
import {History} from '../../../source/model/history.js';
import {createTheme} from '../../../source/terminal/theme.js';
import {cellWidth} from '../../../source/terminal/widths.js';
import {area, graphLines, spread} from '../../../source/ui/format/detail-graph.js';
import {createLook} from '../../../source/ui/format/look.js';

const look = createLook(createTheme('none', 'dark', false));
const ascii = createLook(createTheme('none', 'dark', true));
const none = Number.NaN;

describe('values are spread over the cells there are', () => {
  it.each([
    [[1, 5, 2, 3], 2, [5, 3]],
    [[1, 2], 4, [1, 1, 2, 2]],
    [[none, none, 7, none], 2, [none, 7]],
    [[], 2, [none, none]],
  ])('%j over %i', (values, width, cells) => {
    expect(spread(values, width)).toEqual(cells);
  });
});

describe('an area', () => {
  it.each([
    [[0, 4, 8], 8, 1, ['▁▄█']],
    [[0, 8, 16], 16, 2, ['  █', '▁██']],
    [[none, 99], 8, 1, [' █']],
    [[0, 0], 0, 1, ['▁▁']],
  ])('of %j up to %i in %i lines', (values, most, height, lines) => {
    expect(area(values, most, height, look)).toEqual(lines);
  });

  it('has an ASCII form', () => {
    expect(area([1, 8], 8, 1, ascii)).toEqual(['_#']);
  });
});

it('says now, most and unit beside the area, in exactly the width', () => {
  const history = new History(150, 2000);
  history.add(298_000, 50);
  const graph = {
    label: 'cpu',
    figure: '50.0%',
    beside: 'of 150%',
    curves: [{history, role: 'text' as const, sign: ''}],
    top: null,
    floor: 5,
    format: (value: number) => `${value}%`,
  };
  for (const width of [16, 30, 60]) {
    const lines = graphLines(graph, width, 2, 298_000, look).map(stripVTControlCharacters);
    expect(lines).toHaveLength(3);
    expect(lines.map(text => cellWidth(text))).toEqual([width, width, width]);
    expect(lines[2]?.trimEnd().endsWith('█')).toBe(true);
  }
  expect(stripVTControlCharacters(graphLines(graph, 40, 2, 298_000, look)[0] ?? '')).toMatch(/^ cpu 50\.0% of 150% +max 50%$/);
  const head = (width: number): string =>
    stripVTControlCharacters(graphLines({...graph, beside: 'of 150%, 3%, usually 200'}, width, 2, 298_000, look)[0] ?? '');
  expect([head(60), head(30)]).toEqual([
    expect.stringMatching(/^ cpu 50\.0% of 150%, 3%, usually 200 +max 50%$/),
    expect.stringMatching(/^ cpu 50\.0% of 150%, 3% max 50%$/),
  ]);
});
