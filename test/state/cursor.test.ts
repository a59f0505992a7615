import {expect, test} from 'vitest';
import {choose, chosenOf, indexIn, moveBy, nowhere, windowOf} from '../../source/state/cursor.js';

const rows = (...keys: readonly string[]) => keys.map(key => ({key}));
const letters = rows('a', 'b', 'c', 'd', 'e');

test('what is chosen stays chosen wherever its row goes', () => {
  const place = choose(letters, nowhere, 2, 10);
  expect(chosenOf(rows('x', 'y', 'a', 'b', 'c'), place)?.key).toBe('c');
});

test('when its row is gone, the one in its place is chosen, and the last one at the end', () => {
  const place = choose(letters, nowhere, 2, 10);
  expect(chosenOf(rows('a', 'b', 'd', 'e'), place)?.key).toBe('d');
  expect(chosenOf(rows('a'), place)?.key).toBe('a');
  expect(indexIn([], place)).toBe(-1);
});

test('a move goes no further than the list, and scrolls no further than needed', () => {
  let place = moveBy(letters, nowhere, 3, 2);
  expect(place).toEqual({key: 'd', index: 3, top: 2});
  place = moveBy(letters, place, 99, 2);
  expect(place).toEqual({key: 'e', index: 4, top: 3});
  place = moveBy(letters, place, -1, 2);
  expect(place.top).toBe(3);
  expect(moveBy(letters, place, -99, 2)).toEqual({key: 'a', index: 0, top: 0});
});

test('on screen are the rows around the chosen one', () => {
  const seen = windowOf(letters, choose(letters, nowhere, 4, 2), 2);
  expect([seen.rows.map(({key}) => key), seen.top, seen.chosen]).toEqual([['d', 'e'], 3, 1]);
});
