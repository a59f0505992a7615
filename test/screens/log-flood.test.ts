import {expect, test} from 'vitest';
import {countsOf, logFloodStories, openFlood} from '../stories/log-flood.js';
import {floodLines} from '../stories/story-engine.js';
import {onDemo} from './support/on-demo.js';

onDemo('a log of a million lines', shop => {
  logFloodStories(shop);

  test('that its memory does not hold lets the oldest go and says how many', async () => {
    const terminal = await openFlood(shop(), ['--log-memory', '4']);
    await terminal.sees(`flood line ${floodLines}:`);
    await terminal.press('1');
    await terminal.press('space');
    await terminal.sees('following');
    const all = (): number => countsOf(terminal).held + countsOf(terminal).gone;
    await terminal.until(() => all() >= floodLines, 'all of them taken in');
    expect(countsOf(terminal).gone).toBeGreaterThan(floodLines / 4);
    expect(all()).toBeLessThan(floodLines + 10);
    await terminal.press('e');
    await terminal.sees('needle 750077: the disk is full');
    expect(terminal.text()).not.toContain('needle 77:');
  });
});
