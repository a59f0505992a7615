import {describe, expect, test} from 'vitest';
import type {Container} from '../../source/model/container.js';
import {groupStacks} from '../../source/model/stack.js';
import {findTarget} from '../../source/model/target.js';
import {laterTest} from '../../source/model/target-later.js';
import {container} from './sample.js';

const there = [container('shop/web'), container('shop/db'), container('alone', {id: 'abcdef0123456789'})];

const meant = (word: string): ((of: Container) => boolean) | null => {
  const found = findTarget(groupStacks(there), word);
  if (found.kind === 'none') throw new Error(found.message);
  return laterTest(found, word);
};

const web2 = container('shop/web', {number: 2, id: 'new'});
const web1 = container('shop/web', {id: 'new'});
const run = container('shop/web', {oneOff: true, name: 'shop-web-run-1'});
const queue = container('shop/queue');
const other = container('shop-test/web');

describe('a container that comes later is meant', () => {
  test.each([
    ['shop', [true, true, true, true, false]],
    ['shop/web', [true, true, false, false, false]],
    ['shop/web/1', [false, true, false, false, false]],
  ])('by %s', (word, expected) => {
    expect([web2, web1, run, queue, other].map(of => meant(word)?.(of))).toEqual(expected);
  });

  test('by a name when it has that name, by an id never', () => {
    expect(meant('alone')?.(container('alone', {id: 'new'}))).toBe(true);
    expect(meant('alone')?.(container('alone-2'))).toBe(false);
    expect(meant('abcdef0123')).toBeNull();
  });
});
