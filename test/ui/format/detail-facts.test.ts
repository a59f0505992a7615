import {expect, test} from 'vitest';
import {sampled} from '../../../source/state/usage-updates.js';
import {sourceLine} from '../../../source/ui/format/detail-facts.js';
import {usage} from '../../model/sample.js';
import {bare, plainLook} from '../sample.js';
import {container, noon, sceneOf} from '../support/detail-scene.js';

test.each([
  ['cgroup', null, "figures from the kernel's cgroup files, 3 s old, every 1 s"],
  ['one-shot', null, 'figures from the engine, asked each time, 3 s old, every 2 s'],
  ['stream', null, "figures from the engine's stream, 3 s old, every 1 s"],
  ['cgroup', 5000, "figures from the kernel's cgroup files, 3 s old, every 5 s"],
  ['one-shot', 500, 'figures from the engine, asked each time, 3 s old, every 0.5 s'],
  ['stream', 5000, "figures from the engine's stream, 3 s old, every 1 s"],
])('figures from %s, asked for every %s ms, say how often they are read', (source, intervalMs, words) => {
  const {id} = container();
  const figures = new Map([[id, {...usage({cache: 0}), source, readAt: noon - 3000}]]);
  const state = sampled({...sceneOf({tab: 'overview'}), intervalMs}, figures, noon);
  expect(bare(sourceLine(state, id, 120, plainLook)).trim()).toBe(words);
});
