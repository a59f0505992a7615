import {expect, test} from 'vitest';
import {run} from '../commands/program.js';
import {openList, rowOf, select} from './list.js';
import {openProxy} from './proxy.js';
import type {Stories} from './story-engine.js';

/** The stack of these stories. */
export const troubledStack = 'shop-troubled';

/** Logs that cannot be read, and logs that are opened again and again. */
export const logTroubleStories: Stories = engine => {
  const bring = (guest: 'counter' | 'unlogged', service: string): Promise<string> =>
    engine().bring(guest, service, {stack: troubledStack});

  test('a log that cannot be read says why, alone and beside others, and holds none of them up', async () => {
    await bring('counter', 'api');
    await bring('unlogged', 'mute');
    const terminal = await openList(engine(), {columns: 120, rows: 30});
    await terminal.until(() => rowOf(terminal, troubledStack, 'mute') !== undefined, 'both');
    await select(terminal, troubledStack, 'mute');
    await terminal.press('l');
    await terminal.sees(/shop-troubled\/mute {2}unreadable · configured logging driver does not support reading/);
    await terminal.sees(/^ {2}configured logging driver does not support reading$/m);
    await terminal.sees('with "logging: {driver: local}" in its compose file, or json-file, it can be read');
    terminal.picture(`stories/${engine().kind}-log-unread`);
    await terminal.press('q');
    await select(terminal, troubledStack);
    await terminal.press('l');
    await terminal.sees('━━ no log of mute: configured logging driver does not support reading');
    await terminal.sees(/shop-troubled {2}.*no log of mute: configured logging driver does not support reading/);
    await terminal.sees(/api line \d+:/);
    terminal.picture(`stories/${engine().kind}-log-one-unread`);
    const printed = await run(['logs', `${troubledStack}/mute`], {env: {DOCKER_HOST: engine().host}});
    expect(printed).toMatchObject({code: 1, stdout: ''});
    expect(printed.stderr).toMatch(/no log of \S+mute\S*: configured logging driver .*; with "logging: /);
  });

  test('opened and closed fifty times, it leaves no connection behind', async () => {
    await bring('counter', 'api');
    await bring('counter', 'jobs');
    const proxy = await openProxy(engine());
    try {
      const terminal = await openList({...engine(), host: proxy.host}, {columns: 100, rows: 24});
      await terminal.until(() => rowOf(terminal, troubledStack, 'jobs') !== undefined, 'both');
      await select(terminal, troubledStack);
      const turn = async (): Promise<void> => {
        await terminal.press('l');
        await terminal.sees(/shop-troubled {2}2 containers · following/);
        await terminal.press('q');
        await terminal.sees('▾ shop-test');
      };
      for (let count = 0; count < 5; count += 1) await turn();
      const before = proxy.connections();
      for (let count = 0; count < 45; count += 1) await turn();
      // Requests that met on a busy machine leave as many idle connections, 16 of a kind at most; one left behind by each turn were 45.
      await expect.poll(() => proxy.connections(), {timeout: 60_000}).toBeLessThanOrEqual(before + 16);
    } finally {
      await proxy.close();
    }
  });
};
