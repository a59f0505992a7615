import {afterEach, beforeEach, expect, test} from 'vitest';
import {listRows, openList, rowOf, rowShows, select} from './list.js';
import {type EngineProxy, openProxy} from './proxy.js';
import {guestStack, type Stories} from './story-engine.js';

/** The engine goes away and comes back. */
export const lostEngineStories: Stories = engine => {
  let proxy: EngineProxy;
  beforeEach(async () => {
    proxy = await openProxy(engine());
  });
  afterEach(() => proxy.close());

  test('a lost engine is told in a banner over dimmed rows; once it answers, all is right again, and heard once', async () => {
    await engine().bring('web', 'leaves');
    const terminal = await openList({...engine(), host: proxy.host});
    await rowShows(terminal, ['shop', 'web'], /● healthy/);
    await rowShows(terminal, [guestStack, 'leaves'], / · –/);
    await expect.poll(() => proxy.eventStreams()).toBe(1);
    await select(terminal, 'shop', 'redis');
    const coloursOf = (service: string): string => {
      const y = rowOf(terminal, 'shop', service)?.y;
      return y === undefined ? '' : JSON.stringify(Array.from({length: 10}, (_, x) => terminal.cell(x, y).fg));
    };
    await expect.poll(() => coloursOf('web')).not.toBe('');
    const usual = coloursOf('web');

    await proxy.cut();
    await terminal.sees(/▲ engine lost .* ago · .* · (next try in \d+ s|trying now)/);
    await expect.poll(() => ['', usual].includes(coloursOf('web'))).toBe(false);
    expect(listRows(terminal).length).toBeGreaterThan(10);
    terminal.picture(`stories/${engine().kind}-engine-lost`);
    await terminal.press('r');
    await terminal.sees('Restart shop/redis?');
    await terminal.press('n');
    await engine().sendGuestsHome();
    await engine().bring('web', 'arrives');

    await proxy.restore();
    await terminal.unsees('engine lost');
    await terminal.until(() => rowOf(terminal, guestStack, 'leaves') === undefined, 'no row of what went meanwhile');
    await rowShows(terminal, [guestStack, 'arrives'], / · –/);
    await terminal.until(() => coloursOf('web') === usual, 'the rows in their usual colours');
    expect(terminal.selected()).toMatch(/redis/);
    await expect.poll(() => proxy.eventStreams()).toBe(1);
    terminal.picture(`stories/${engine().kind}-engine-back`);
  });

  test('cut again and again, it is still heard once, and what happens is still seen', async () => {
    const terminal = await openList({...engine(), host: proxy.host});
    for (let turn = 0; turn < 3; turn += 1) {
      await rowShows(terminal, ['shop', 'web'], /● healthy/);
      await proxy.cut();
      await terminal.sees('engine lost');
      await proxy.restore();
      await terminal.unsees('engine lost');
    }
    await expect.poll(() => proxy.eventStreams()).toBe(1);
    try {
      await engine().breakWeb('shop');
      await rowShows(terminal, ['shop', 'web'], /▲ unhealthy/);
    } finally {
      await engine().mendWeb('shop');
    }
    await rowShows(terminal, ['shop', 'web'], /● healthy/);
  });
};
