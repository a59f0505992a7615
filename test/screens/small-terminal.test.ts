import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {openList, select} from '../stories/list.js';
import {Terminal} from '../support/terminal.js';
import {onDemo} from './support/on-demo.js';

const launcher = fileURLToPath(new URL('../../bin/stacktop.js', import.meta.url));

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

onDemo('a terminal that reports no size', shop => {
  /** 0×0, as a PTY has it whose size nobody set. */
  const unsized = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Terminal =>
    Terminal.open({
      command: 'sh',
      args: ['-c', 'stty rows 0 cols 0 && exec "$@"', 'sh', process.execPath, launcher, ...args],
      env: {DOCKER_HOST: shop().host, ...env},
      columns: 120,
      rows: 40,
    });
  const widest = (terminal: Terminal): number => Math.max(...terminal.lines().map(line => line.trimEnd().length));

  test('is taken for one of 80 by 24, until it tells its size', async () => {
    const terminal = unsized(['stack=shop']);
    await terminal.sees(/[▾▸] shop-test /);
    await terminal.settles();
    expect(widest(terminal)).toBe(80);
    expect(terminal.lines()[23]).toMatch(/quit|help/);
    terminal.resize(100, 40);
    await terminal.until(() => widest(terminal) === 100, 'a screen as wide as the terminal');
  });

  test('or for what COLUMNS and LINES say', async () => {
    const terminal = unsized(['stack=shop'], {COLUMNS: '110', LINES: '30'});
    await terminal.sees(/[▾▸] shop-test /);
    await terminal.until(() => widest(terminal) === 110, 'a screen of 110 columns');
    expect(terminal.lines()[29]).toMatch(/quit|help/);
  });

  test('gets a list for 80 columns', async () => {
    const terminal = unsized(['ls']);
    expect(await terminal.exit()).toEqual({code: 0, signal: null});
    expect(terminal.text()).toContain('shop-test');
    expect(widest(terminal)).toBeLessThanOrEqual(80);
  });
});
