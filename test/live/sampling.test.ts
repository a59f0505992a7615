import {describe, expect, test} from 'vitest';
import {visibleIds} from '../../source/live/sampling.js';
import type {State} from '../../source/state/state.js';
import {push, pushLogs} from '../../source/state/view-updates.js';
import {container} from '../model/sample.js';
import {stateWith} from '../state/sample.js';

const list = stateWith([container('shop/web'), container('shop/db')]);
const [stack] = list.stacks;
const [member] = stack?.members ?? [];
const key = member?.key ?? '';

describe('containers that are sampled each interval', () => {
  test.each<readonly [string, State, number]>([
    ['in the list: all that are on screen', list, 2],
    ['under the help: the same', push(list, {kind: 'help', scroll: 0}), 2],
    ['under a log: none, which hides them and needs the machine for itself', pushLogs(list, key), 0],
  ])('%s', (_, state, count) => {
    expect(visibleIds(state).size).toBe(count);
  });
});
