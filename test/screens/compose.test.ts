import {test} from 'vitest';
import {openList, select} from '../stories/list.js';
import {onDemo} from './support/on-demo.js';

onDemo('compose', shop => {
  test('the demo has no compose files: that is said, with what works all the same', async () => {
    const terminal = await openList(shop());
    await select(terminal, 'shop');
    await terminal.press('C');
    await terminal.sees("the demo engine's stacks have no compose files");
    await terminal.sees('What needs no compose works: r restarts, S stops and starts, ^x removes.');
    await terminal.sees(/down -v +and the volumes/);
    terminal.picture('stories/demo-compose');
    await terminal.press('enter');
    await terminal.sees("Enter: the demo engine's stacks have no compose files");
    await terminal.press('esc');
    await select(terminal, 'shop', 'web');
    await terminal.press('C');
    await terminal.sees('shop/web  compose');
    await terminal.unsees('down -v');
    await terminal.press('q');
    await terminal.sees(/▾ shop /);
  });
});
