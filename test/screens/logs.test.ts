import {expect, test} from 'vitest';
import {openList, select} from '../stories/list.js';
import {logStories} from '../stories/logs.js';
import {onDemo} from './support/on-demo.js';

onDemo('a log', shop => {
  logStories(shop);

  test('a connection that is cut in the middle of a line loses none and repeats none', async () => {
    await shop().bring('counter', 'counter');
    const takeBack = shop().demo.faults.add({kind: 'reset', afterBytes: 700, path: /^\/containers\/[^/]+\/logs/, times: 2});
    try {
      const terminal = await openList(shop(), {rows: 70});
      await select(terminal, 'shop-guest', 'counter');
      await terminal.press('l');
      await terminal.sees('counter line 40:');
      const numbers = [...terminal.text().matchAll(/counter line (\d+):/g)].map(found => Number(found[1]));
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    } finally {
      takeBack();
    }
  });
});
