import {describe, expect, test} from 'vitest';
import type {Container} from '../../../source/model/container.js';
import {History} from '../../../source/model/history.js';
import {remember} from '../../../source/state/histories.js';
import {bar, sparkline} from '../../../source/ui/format/bar.js';
import type {Look} from '../../../source/ui/format/look.js';
import {memberSpark, stackSpark} from '../../../source/ui/format/spark.js';
import {container, ended, now, stackWith, usage} from '../../model/sample.js';
import {stateWith} from '../../state/sample.js';
import {asciiLook, bare, cells, colourLook, looks, plainLook, rowContext} from '../sample.js';

const drawn = (share: number, width = 8): string => bare(bar(share, width, plainLook, text => text));

describe('a bar', () => {
  test.each([
    [0, '        '],
    [0.001, '╸       '],
    [0.25, '━━      '],
    [0.3, '━━╸     '],
    [0.5, '━━━━    '],
    [1, '━━━━━━━━'],
    [7, '━━━━━━━━'],
    [-1, '        '],
  ])('of %d', (share, expected) => {
    expect(drawn(share)).toBe(expected);
  });
  test('is as wide as it should be, whatever its share', () => {
    for (let share = -0.2; share < 1.2; share += 0.013)
      for (const width of [1, 8, 14])
        for (const look of [plainLook, asciiLook]) expect(cells(bar(share, width, look, text => text))).toBe(width);
  });
  test('has a track only where another colour than its own is sure to be seen', () => {
    expect(bare(bar(0.5, 8, colourLook, text => text))).toBe('━━━━━━━━');
    for (const {look} of looks.filter(({name}) => /^(16|none)$/.test(name)))
      expect(bare(bar(0.5, 8, look, text => text))).toBe('━━━━    ');
  });
  test('in ASCII has a track', () => {
    expect(bare(bar(0.3, 8, asciiLook, text => text))).toBe('##-.....');
  });
});

describe('a sparkline', () => {
  test.each([
    [[0, 1, 2, 3, 4, 5, 6, 7, 8], 8, '▁▁▂▃▄▅▆▇█'],
    [[Number.NaN, 8, Number.NaN], 8, ' █ '],
    [[99], 8, '█'],
    [[0, 0], 0, '▁▁'],
    [[], 8, ''],
  ])('%j of %d', (values, most, expected) => {
    expect(sparkline(values, most, plainLook)).toBe(expected);
  });
});

describe('memory over two minutes', () => {
  const member = container('s/a');
  const state = stateWith([member, container('s/b')]);
  const context = rowContext(state, plainLook, []);
  const stack = stackWith(member, container('s/b'));
  const [first] = stack.members;
  for (let age = 30; age >= 0; age -= 2)
    remember(state.histories, member.id, usage({readAt: now - age * 1000, memory: 100 + age}));

  test('without a limit stands at half height, also while most of the time is not known yet', () => {
    const line = first ? bare(memberSpark(first, {limit: null, role: 'faint'}, 10, context, plainLook)) : '';
    expect(line).toMatch(/^·{7}[▄▃]{3}$/);
  });
  test('with a limit stands as high as it fills it', () => {
    const line = first ? bare(memberSpark(first, {limit: 130, role: 'good'}, 10, context, plainLook)) : '';
    expect(line).toMatch(/^·{7}[▆▇█]{3}$/);
  });
  test('of a stack is the sum of those that are known', () => {
    expect(bare(stackSpark(stack, {limit: null}, 10, context, plainLook))).toMatch(/^·{7}[▄▃]{3}$/);
  });
  test('of what was never measured is a faint line where something runs, else blank', () => {
    const none = {limit: null, role: 'faint'} as const;
    const spark = (look: Look, ...containers: readonly Container[]): string => {
      const fresh = stackWith(...containers);
      const [only] = fresh.members;
      const lines = [only ? memberSpark(only, none, 10, context, look) : '', stackSpark(fresh, none, 10, context, look)];
      return [...new Set(lines.map(bare))].join();
    };
    expect(spark(plainLook, container('s/b'))).toBe('··········');
    expect(spark(colourLook, container('s/b'))).toBe('▁▁▁▁▁▁▁▁▁▁');
    for (const {look} of looks.filter(({name}) => /^(16|none)$/.test(name)))
      expect(spark(look, container('s/b'))).toBe('··········');
    expect(spark(plainLook, ended('s/b', 0))).toBe(' '.repeat(10));
  });
  test('does not hang on an empty history', () => {
    expect(new History(4, 1).cells(2, 1, now)).toEqual([Number.NaN, Number.NaN]);
  });
});
