import {expect, test} from 'vitest';
import type {Terminal} from '../support/terminal.js';
import {listRows, openList, rowOf, rowShows, select} from './list.js';
import {guestStack, type Stories} from './story-engine.js';

const services = (terminal: Terminal, stack: string): (string | null)[] =>
  listRows(terminal)
    .filter(row => row.stack === stack && row.service !== null)
    .map(row => row.service);

const comes = (terminal: Terminal, stack: string, wanted: readonly string[]): Promise<void> =>
  terminal.until(() => services(terminal, stack).join() === wanted.join(), `${wanted.join(', ')} in ${stack}`);

/** Finding one's way in the list. */
export const listKeyStories: Stories = engine => {
  test('/ filters while it is typed, Enter keeps it, Esc brings everything back', async () => {
    const terminal = await openList(engine(), {args: []});
    await terminal.press('/');
    await terminal.sees('/▏');
    await terminal.type('stack=shop-test');
    await terminal.until(() => rowOf(terminal, 'shop') === undefined, 'no other stack');
    await terminal.type(' !redis');
    // Their order is that of dependencies, which not every compose tells the engine.
    const left = (): string => [...services(terminal, 'shop-test')].sort().join();
    await terminal.until(() => left() === 'job,postgres,web', 'all of shop-test but redis');
    await terminal.press('enter');
    await terminal.sees('/stack=shop-test !redis');
    terminal.picture(`stories/${engine().kind}-filter`);
    await terminal.press('esc');
    await terminal.until(() => services(terminal, 'shop').length === 4, 'the other stack again');
    await terminal.press('/');
    await terminal.type('stack=shop image=nowhere');
    await terminal.press('enter');
    await terminal.sees('Nothing here matches "stack=shop image=nowhere".');
    await terminal.sees('Esc clears the filter.');
    terminal.picture(`stories/${engine().kind}-filter-without-rows`);
  });

  test('M sorts by memory, M again turns it round, the header says so', async () => {
    const terminal = await openList(engine(), {columns: 140});
    await rowShows(terminal, ['shop', 'postgres'], /● healthy .* \d+M/);
    await rowShows(terminal, ['shop', 'redis'], /● healthy .* [\d.]+M/);
    await rowShows(terminal, ['shop', 'web'], /● healthy .* \d+M/);
    await terminal.press('M');
    await terminal.sees('by memory');
    await terminal.until(() => services(terminal, 'shop').at(-1) === 'job', 'the one without memory last');
    const sizes = (): number[] =>
      services(terminal, 'shop')
        .slice(0, 3)
        .map(service => Number(/ ([\d.]+)M /.exec(rowOf(terminal, 'shop', service)?.text ?? '')?.[1]));
    expect(sizes()).toEqual([...sizes()].sort((a, b) => b - a));
    await terminal.press('M');
    await terminal.sees('by memory, inverted');
    await terminal.press('N');
    await comes(terminal, 'shop', ['job', 'postgres', 'redis', 'web']);
    await terminal.press('f6');
    await terminal.sees('dependency order');
    terminal.picture(`stories/${engine().kind}-sort-menu`);
    await terminal.press('esc');
    await terminal.unsees('dependency order');
  });

  test('stacks fold one by one and all at once', async () => {
    const terminal = await openList(engine(), {args: [], rows: 60}); // a filter unfolds what it finds
    await select(terminal, 'shop', 'redis');
    await terminal.press('left');
    await terminal.until(() => services(terminal, 'shop').length === 0, 'shop folded');
    expect(terminal.selected()).toMatch(/▸ shop /);
    expect(services(terminal, 'shop-test')).toHaveLength(4);
    await terminal.press('-');
    await terminal.until(() => services(terminal, 'shop-test').length === 0, 'all folded');
    terminal.picture(`stories/${engine().kind}-folded`);
    await terminal.press('+');
    await terminal.until(
      () => services(terminal, 'shop').length === 4 && services(terminal, 'shop-test').length === 4,
      'all unfolded',
    );
  });

  test('a hides what does not run, and shows it again', async () => {
    const terminal = await openList(engine());
    await rowShows(terminal, ['shop', 'job'], /✓ done/);
    await terminal.press('a');
    await comes(terminal, 'shop', ['postgres', 'redis', 'web']);
    await terminal.sees('running only');
    await terminal.press('a');
    await terminal.until(() => services(terminal, 'shop').includes('job'), 'the job again');
  });

  test('space tags rows, and a question then means the tagged ones', async () => {
    const terminal = await openList(engine());
    await select(terminal, 'shop', 'postgres');
    await terminal.press('space');
    await select(terminal, 'shop-test', 'web');
    await terminal.press('space');
    await terminal.sees('2 tagged');
    expect(rowOf(terminal, 'shop-test', 'web')?.text).toMatch(/^✔/);
    await terminal.press('r');
    await terminal.sees('Restart 2 tagged containers');
    terminal.picture(`stories/${engine().kind}-tagged`);
    await terminal.press('n', 'U');
    await terminal.unsees('2 tagged');
  });

  test('the selection stays on its service when that is made anew, and when the order changes', async () => {
    for (const service of ['alpha', 'beta', 'gamma']) await engine().bring('web', service);
    const terminal = await openList(engine());
    await select(terminal, guestStack, 'beta');
    await engine().recreate('web', 'beta');
    await terminal.until(() => /beta/.test(terminal.selected() ?? '') && /· –/.test(terminal.selected() ?? ''), 'beta selected');
    await terminal.press('N', 'N');
    await comes(terminal, guestStack, ['gamma', 'beta', 'alpha']);
    await terminal.until(() => /[├└] beta/.test(terminal.selected() ?? ''), 'beta selected still');
  });

  test('--read-only refuses whatever changes something, and says so', async () => {
    const terminal = await openList(engine(), {args: ['--read-only', 'stack=shop']});
    await terminal.sees('READ ONLY');
    await select(terminal, 'shop', 'web');
    for (const [key, name] of [
      ['r', 'r'],
      ['S', 'S'],
      ['p', 'p'],
      ['f9', 'F9'],
      ['ctrl-x', '^x'],
      ['e', 'e'],
      ['E', 'E'],
    ] as const) {
      await terminal.press(key);
      await terminal.sees(`${name}: read-only mode: nothing is changed`);
    }
    expect(terminal.lines().at(-1)).not.toMatch(/restart|shell|stop/);
    terminal.picture(`stories/${engine().kind}-read-only`);
  });
};
