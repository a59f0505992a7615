import {expect, test} from 'vitest';
import {openList, select} from '../stories/list.js';
import {logStories} from '../stories/logs.js';
import {onDemo} from './support/on-demo.js';

onDemo('a log', shop => {
  logStories(shop);

  test('a connection that is cut in the middle of a line loses none and repeats none', async () => {
    const takeBack = shop().demo.faults.add({kind: 'reset', afterBytes: 700, path: /^\/containers\/[^/]+\/logs/, times: 2});
    try {
      const terminal = await openList(shop(), {rows: 70});
      // Now, and not before: its first lines are to be on the screen still, however long the program took to start.
      await shop().bring('counter', 'counter');
      await select(terminal, 'shop-guest', 'counter');
      await terminal.press('l');
      const numbers = (): number[] => [...terminal.text().matchAll(/counter line (\d+):/g)].map(found => Number(found[1]));
      await terminal.until(() => (numbers().at(-1) ?? 0) >= 40, 'line 40');
      const seen = numbers();
      expect(seen.length).toBeGreaterThan(30);
      expect(seen).toEqual(seen.map((_, index) => (seen[0] ?? 0) + index));
    } finally {
      takeBack();
    }
  });
});
