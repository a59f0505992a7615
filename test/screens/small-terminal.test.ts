import {expect, test} from 'vitest';
import {openList, select} from '../stories/list.js';
import {onDemo} from './support/on-demo.js';

onDemo('a terminal that is pulled too small', shop => {
  test('takes no key for what is not seen; large again, all is as it was', async () => {
    const terminal = await openList(shop());
    terminal.resize(30, 6);
    await terminal.sees('stacktop needs 40 x 8 cells');
    await terminal.press('?', '/', 'x', 'enter', 'S', 'y');
    terminal.resize(120, 40);
    await terminal.sees(/[▾▸] shop-test /);
    await terminal.settles();
    expect(terminal.text()).not.toMatch(/filter.*x|Stop |a page up|stopping/);
  });

  test.each(['q', 'ctrl-c'])('%s quits it', async key => {
    const terminal = await openList(shop());
    await terminal.press('?');
    await terminal.sees('PgUp');
    terminal.resize(30, 6);
    await terminal.sees('stacktop needs 40 x 8 cells');
    await terminal.press(key);
    expect(await terminal.exit()).toEqual({code: 0, signal: null});
  });

  test('of 40 by 8 cuts what does not fit, and nothing is drawn over another thing', async () => {
    const terminal = await openList(shop());
    await select(terminal, 'shop', 'web');
    await terminal.press('u');
    await terminal.sees(/http:.*:8000/);
    await terminal.press('Q');
    await terminal.sees('For the camera');
    terminal.resize(40, 8);
    await terminal.sees(/The QR code takes/);
    await terminal.settles();
    const lines = terminal.text().split('\n');
    expect(lines[0]).toMatch(/^ stacktop /);
    expect(lines[5]).toMatch(/^─+$/);
    expect(lines[6]).toMatch(/^ For the camera.*…$/);
    expect(lines[7]).toMatch(/q back/);
  });
});
