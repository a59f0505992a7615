import {expect, test} from 'vitest';
import {out, silent} from '../../source/demo/logs/voice.js';
import {listRows, openList, rowOf, select} from '../stories/list.js';
import {onDemo} from './support/on-demo.js';

const escapes = '\x1b[2J\x1b[31mred\x1b]0;title\x07\x9b5A\r\n\x08\x07';
const names = {
  escapes: `esc${escapes}`,
  wide: '日本語コンテナ😀👩‍👩‍👧',
  combining: `e${'\u0301'.repeat(40)}nd`,
  long: 'x'.repeat(300),
  turned: 'right\u202eleft',
};

onDemo('names, labels and outputs that mean no good', shop => {
  test.each([
    [80, 24],
    [120, 40],
    [200, 50],
  ])('change nothing but their own cells, at %i×%i', async (columns, rows) => {
    const quiet = await openList(shop(), {columns, rows});
    await quiet.sees(/redis .* [\d.]+M/);
    const usual = quiet.lines().slice(2, 4);
    for (const name of Object.values(names)) {
      const container = shop().demo.world.add('shop-guest', name, 1, {
        image: `image:${escapes}`,
        labels: {
          'com.docker.compose.project': 'shop-guest',
          'com.docker.compose.service': name,
          'com.docker.compose.container-number': '1',
          'com.docker.compose.oneoff': 'False',
        },
        check: {test: ['CMD', `check${escapes}`], interval: 100, timeout: 100, retries: 1, startPeriod: 0},
      });
      shop().demo.world.breakHealth(container.id, {output: `${escapes}${'long '.repeat(900)}`});
    }
    const terminal = await openList(shop(), {columns, rows});
    await terminal.until(() => (terminal.text().match(/▲ unhealthy/g) ?? []).length >= 5, 'five unhealthy ones');
    await terminal.settles({quiet: 100, within: 2000}).catch(() => {}); // its clock goes on
    expect(terminal.lines().slice(2, 4)).toHaveLength(usual.length);
    expect(terminal.lines()[0]).toMatch(/^ stacktop /);
    await terminal.until(() => /q quit$/.test(terminal.lines().at(-1) ?? ''), 'its last key');
    expect(listRows(terminal).filter(row => row.stack === 'shop')).toHaveLength(5);
    expect(listRows(terminal).filter(row => row.stack === 'shop-test')).toHaveLength(5);
    const column = (service: string, stack: string): number => (rowOf(terminal, stack, service)?.text ?? '').indexOf('●');
    expect(column('web', 'shop')).toBe(column('web', 'shop-test'));
    expect(terminal.text()).not.toMatch(/\u202e|\x1b|\x07/);
    expect(terminal.raw).not.toMatch(/\x1b\]0;title|\x1b\[2J\x1b\[31mred/);
    await select(terminal, 'shop-test');
    await terminal.press('up');
    for (let turn = 0; turn < 5; turn += 1) {
      await terminal.sees(/unhealthy for \d+ [^·\n]*· check/);
      await terminal.press('up');
    }
    terminal.picture(`stories/hostile-${columns}x${rows}`);
  });

  test('last lines of a log that mean no good stay in their frame', async () => {
    shop().demo.world.add('shop-guest', 'api', 1, {
      restartPolicy: 'no',
      behaviour: {
        ...shop().demo.world.find('shop/web').spec.behaviour,
        readyAfter: 0,
        voice: {...silent, opening: () => [out(`${escapes}${'日本'.repeat(200)}`)]},
      },
      check: {test: ['CMD', 'check'], interval: 100, timeout: 100, retries: 1, startPeriod: 0},
    });
    const terminal = await openList(shop());
    await select(terminal, 'shop-guest', 'api');
    shop().demo.world.breakHealth('shop-guest/api', {output: 'no', survivesRestart: true});
    await terminal.press('r', 'enter');
    await terminal.sees('shop-guest/api: unhealthy');
    const frame = terminal.lines().filter(line => /^ {2}[│╭╰]/.test(line));
    expect(frame.length).toBeGreaterThan(3);
    expect(frame.every(line => /[│╮╯]$/.test(line))).toBe(true);
    terminal.picture('stories/hostile-last-lines');
  });
});
