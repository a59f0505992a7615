import {expect, test} from 'vitest';
import {listen} from './engine-socket.js';
import {openList, rowShows, select} from './list.js';
import type {Stories} from './story-engine.js';

/** A person hears of a failing check when the engine does. */
const limitMs = 1000;

/** Health on screen, and why. */
export const healthStories: Stories = engine => {
  test('a check that fails, and passes again, is on screen within a second of the engine’s event, with its own last words', async () => {
    const terminal = await openList(engine(), {columns: 140, rows: 30});
    await rowShows(terminal, ['shop', 'web'], /● healthy/);
    const events = await listen(engine());
    const delayOf = async (health: string, sign: string, since: number): Promise<number> => {
      await rowShows(terminal, ['shop', 'web'], new RegExp(`${sign} ${health}`), {within: 20_000});
      const seen = Date.now();
      const told = (): number | undefined =>
        events.told.slice(since).findLast(event => event.action === `health_status: ${health}`)?.at;
      await expect.poll(told).toBeDefined();
      return Math.round(seen - (told() ?? 0));
    };
    try {
      await select(terminal, 'shop', 'web');
      const before = events.told.length;
      await engine().breakWeb('shop');
      const falling = await delayOf('unhealthy', '▲', before);
      await terminal.sees(/▲ web unhealthy for .*check ask http:\/\/localhost:8000\/health said “.*503.*”/);
      terminal.picture(`stories/${engine().kind}-unhealthy`);
      const between = events.told.length;
      await engine().mendWeb('shop');
      const rising = await delayOf('healthy', '●', between);
      await terminal.unsees(/web unhealthy/);
      console.log(`${engine().kind}: event to screen ${falling} ms to unhealthy, ${rising} ms to healthy`);
      expect(Math.max(falling, rising)).toBeLessThan(limitMs);
    } finally {
      await engine().mendWeb('shop');
      events.stop();
    }
  });
};
