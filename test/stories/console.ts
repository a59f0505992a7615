import {expect, test} from 'vitest';
import {endInput, say, stacktopFromBash, terminalIsAsBefore} from './bash.js';
import {openList, select} from './list.js';
import type {Stories} from './story-engine.js';

/** The console of a service, in the person's own terminal. */
export const consoleStories: Stories = engine => {
  test('x on a database is psql with its user and database; a query is answered; leaving it comes back', async () => {
    const terminal = await stacktopFromBash(engine());
    await select(terminal, 'shop', 'postgres');
    await terminal.sees(/x psql/);
    await terminal.press('x');
    await terminal.sees('in shop/postgres ── ^D comes back to stacktop');
    await terminal.sees(/^orders=[#>] ?$/m);
    await say(terminal, 'select 1;');
    await terminal.sees(/^ +1$/m);
    terminal.picture(`stories/${engine().kind}-console-psql`);
    await endInput(terminal, /^orders=[#>] ?$/);
    await terminal.sees('psql in shop/postgres ended: exit code 0');
    expect(terminal.alternate).toBe(true);
    await terminal.press('q');
    await terminalIsAsBefore(terminal);
  });

  test('x on a cache is redis-cli', async () => {
    const terminal = await openList(engine());
    await select(terminal, 'shop', 'redis');
    await terminal.press('x');
    await terminal.sees(/^127\.0\.0\.1:6379> ?$/m);
    await say(terminal, 'PING');
    await terminal.sees(/^PONG$/m);
    await endInput(terminal, /^127\.0\.0\.1:6379> ?$/);
    await terminal.sees('redis-cli in shop/redis ended: exit code 0');
  });

  test('x where there is no console says what to do, and nothing else happens', async () => {
    const terminal = await openList(engine());
    await select(terminal, 'shop', 'web');
    await terminal.press('x');
    await terminal.sees(/x: .*e opens a shell/);
    await select(terminal, 'shop');
    await terminal.press('x');
    await terminal.sees('x: choose a container of the stack first');
    expect(terminal.alternate).toBe(true);
  });

  test('x in read-only mode is refused: in a console anything can be typed', async () => {
    const terminal = await openList(engine(), {args: ['stack=shop', '--read-only']});
    await select(terminal, 'shop', 'postgres');
    await terminal.press('x');
    await terminal.sees('x: read-only mode: a console could change anything');
  });
};
