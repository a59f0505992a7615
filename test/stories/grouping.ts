import {expect, test} from 'vitest';
import {listRows, openList, rowShows} from './list.js';
import {type Stories, shops} from './story-engine.js';

/** Two stacks with the same services are two stacks. */
export const groupingStories: Stories = engine => {
  test('two stacks with the same services are two, each with rows, health and totals of its own', async () => {
    const terminal = await openList(engine(), {columns: 140, rows: 30});
    for (const shop of shops) {
      for (const service of ['postgres', 'redis', 'web']) await rowShows(terminal, [shop, service], /● healthy .* \d/);
      await rowShows(terminal, [shop, 'job'], /✓ done/);
      await rowShows(terminal, [shop, null], /3\/3 ● healthy/);
    }
    const places = listRows(terminal).map(row => `${row.stack}/${row.service ?? ''}`);
    expect(places.filter(place => place.startsWith('shop/'))).toHaveLength(5);
    expect(places.filter(place => place.startsWith('shop-test/'))).toHaveLength(5);
    expect(new Set(places).size).toBe(places.length);
    terminal.picture(`stories/${engine().kind}-two-stacks`);
  });

  test('what happens to one of them does not show in the other', async () => {
    const terminal = await openList(engine());
    await rowShows(terminal, ['shop', 'web'], /● healthy/);
    try {
      await engine().breakWeb('shop');
      await rowShows(terminal, ['shop', 'web'], /▲ unhealthy/);
      await rowShows(terminal, ['shop', null], /3\/3 ▲ unhealthy/);
      expect(listRows(terminal).filter(row => row.stack === 'shop-test' && /unhealthy/.test(row.text))).toEqual([]);
    } finally {
      await engine().mendWeb('shop');
    }
    await rowShows(terminal, ['shop', 'web'], /● healthy/);
  });
};
