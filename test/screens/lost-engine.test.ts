import {expect, test} from 'vitest';
import {openList} from '../stories/list.js';
import {lostEngineStories} from '../stories/lost-engine.js';
import {onDemo} from './support/on-demo.js';

onDemo('an engine that goes away', shop => {
  lostEngineStories(shop);

  test('an engine that refuses is asked with growing pauses, and q still quits', async () => {
    const terminal = await openList(shop());
    try {
      await shop().demo.stopListening();
      await terminal.sees(/engine lost .* nothing answers at /);
      await terminal.sees(/next try in [2-5] s/);
      await terminal.press('q');
      expect(await terminal.exit()).toEqual({code: 0, signal: null});
    } finally {
      await shop().demo.listenAgain();
    }
  });

  test.each([
    ['ends its events', {kind: 'end', afterBytes: 200, path: '/events', times: 1}],
    ['is cut in the middle of an event', {kind: 'reset', afterBytes: 120, path: '/events', times: 1}],
    ['is cut in the middle of a chunk', {kind: 'half-chunk', path: '/events', times: 1}],
  ] as const)('an engine that %s is heard again', async (_, fault) => {
    const takeBack = shop().demo.faults.add(fault);
    const terminal = await openList(shop());
    try {
      await shop().breakWeb('shop');
      await terminal.sees(/web +▲ unhealthy/);
    } finally {
      takeBack();
      await shop().mendWeb('shop');
    }
    await terminal.unsees(/▲ unhealthy/);
    await terminal.unsees('engine lost');
  });
});
