import {expect, test} from 'vitest';
import {childOf} from '../../source/live/desk.js';

test('a controller ends with its parent, also with one that has ended already, and not the other way round', () => {
  const parent = new AbortController();
  const [first, second] = [childOf(parent.signal), childOf(parent.signal)];
  first.abort();
  expect([parent.signal.aborted, second.signal.aborted]).toEqual([false, false]);
  parent.abort();
  expect(second.signal.aborted).toBe(true);
  expect(childOf(parent.signal).signal.aborted).toBe(true);
});
