import {expect, test} from 'vitest';
import {chosenOf, foundIn, type Palette} from '../../source/state/palette.js';

const item = (id: string, does: string, key: string, why: string | null = null) => ({id, does, key, why});
const palette = (typed: string, index = 0): Palette => ({
  kind: 'palette',
  typed,
  index,
  items: [
    item('look.logs', 'logs of the container', 'l'),
    item('act.restart', 'restart the stack in order', 'r'),
    item('act.stop', 'stop or start', 'S', 'it does not run'),
    item('look.shell', 'shell in the container', 'e'),
    item('act.remove', 'remove the container', '^x'),
  ],
});
const found = (typed: string): string[] => foundIn(palette(typed)).map(({id}) => id);

test.each([
  ['', ['look.logs', 'act.restart', 'look.shell', 'act.remove', 'act.stop']],
  ['re', ['act.restart', 'act.remove']],
  ['CONTAINER', ['look.logs', 'look.shell', 'act.remove']],
  ['container rem', ['act.remove']],
  ['star', ['act.restart', 'act.stop']],
  ['^x', ['act.remove']],
  ['act.', ['act.restart', 'act.remove', 'act.stop']],
  ['no such thing', []],
])('%j finds %j', (typed, ids) => {
  expect(found(typed)).toEqual(ids);
});

test('the chosen one is among those that are found', () => {
  expect(chosenOf(palette('re', 1))?.id).toBe('act.remove');
  expect(chosenOf(palette('re', 9))?.id).toBe('act.remove');
  expect(chosenOf(palette('nothing has this'))).toBeUndefined();
});
