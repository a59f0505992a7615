import {describe, expect, test} from 'vitest';
import {editDistance, nearNames} from '../../source/model/near.js';

describe('how far two words are apart', () => {
  test.each([
    ['web', 'web', 0],
    ['web', 'wbe', 1],
    ['web', 'we', 1],
    ['web', 'webs', 1],
    ['web', 'wob', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
    ['abc', '', 3],
  ])('%s and %s: %d', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
    expect(editDistance(to, from)).toBe(distance);
  });
});

test.each([
  ['shp', ['shop']],
  ['SHOP', ['shop', 'shop-test']],
  ['shop-tst', ['shop-test']],
  ['test', ['shop-test']],
  ['x', []],
  ['', []],
  ['nothing-like-it', []],
])('who types %s is offered %j', (typed, names) => {
  expect(nearNames(typed, ['shop', 'shop-test', 'auren', 'shop'])).toEqual(names);
});
