import {describe, expect, test} from 'vitest';
import {topOf} from '../../../source/state/answer-moves.js';
import type {ComposeLoss, ComposeView} from '../../../source/state/compose.js';
import {lossLines} from '../../../source/ui/format/compose-loss.js';
import {menuLines, menuTitle} from '../../../source/ui/format/compose-menu.js';
import {commandLines, composePage, outputLines, outputTitle} from '../../../source/ui/format/compose-output.js';
import {bare, cells, looks, obeyed, plainLook} from '../sample.js';
import {composeScene, output} from '../support/compose-scene.js';

const sizes = [
  [40, 3],
  [60, 9],
  [80, 19],
  [120, 35],
  [200, 55],
] as const;
const long = 'x'.repeat(300);
const views: readonly (readonly [string, Partial<ComposeView>])[] = [
  ['a menu', {}],
  ['one of a service', {service: 'web'}],
  ['an obstacle', {obstacle: {text: `its file /srv/${long} is not there any more`, hint: long}}],
  ['a warning', {warning: long}],
  ['what runs', output([long, '名前 👩‍👩‍👧 Started', ''])],
  [
    'what failed',
    {
      ...output([long, long], {end: {kind: 'done', at: 9, exitCode: 17, ok: false, message: long, hint: ''}}),
      left: Array.from({length: 20}, (_, place) => `shop-web-${place} is new: ${long}`),
    },
  ],
];
const loss: ComposeLoss = {
  action: 'down-volumes',
  containers: Array.from({length: 30}, (_, place) => `shop-web-${place}`),
  volumes: {
    lost: [
      {name: 'shop_data', size: 3_000_000},
      {name: `shop_${long}`, size: null},
    ],
    anonymous: [
      {name: 'a1'.repeat(32), size: 5_000_000},
      {name: 'b2'.repeat(32), size: null},
    ],
    kept: ['their', long],
    sizes: 'asking',
  },
  images: ['shop/web:latest', long],
};

const viewOf = (more: Partial<ComposeView>): ComposeView => {
  const {compose} = composeScene(more);
  if (!compose) throw new Error('the scene has a screen of compose');
  return compose;
};

describe.each(looks)('drawn in $name', ({look}) => {
  test.each(sizes)('all fits %d cells and %d lines', (width, height) => {
    for (const [, more] of views) {
      const view = viewOf(more);
      const {answer} = view;
      const lines = answer
        ? [outputTitle(view, answer, 5000, width, look), ...outputLines(view, answer, width, height, look)]
        : [menuTitle(view, width, look), ...menuLines(view, width, height - 1, look)];
      for (const line of [...lines, ...lossLines(loss, width, height, look)]) {
        expect(cells(line)).toBeLessThanOrEqual(width);
        expect(bare(line)).not.toMatch(obeyed);
      }
      if (!answer && height > 8) expect(lines.length).toBeLessThanOrEqual(height);
    }
  });
});

describe('what is said', () => {
  const text = (lines: readonly string[]): string => lines.map(line => bare(line).trimEnd()).join('\n');

  test('of a command that is too long the end is there: what it does', () => {
    const lines = commandLines(
      `docker compose -p shop -f /srv/${'x'.repeat(60)}.yml -f /srv/${'y'.repeat(60)}.yml up -d`,
      60,
      plainLook,
    );
    expect(lines).toHaveLength(3);
    expect(text(lines)).not.toContain('y .yml');
    expect(text(lines)).toMatch(/^ \$ docker compose -p shop(?:.|\n)*\n {3}….*y\.yml up -d$/);
  });

  test('of a down: that what was written outside of volumes is lost, on a small screen too', () => {
    for (const width of [60, 80, 120])
      expect(
        text(lossLines({...loss, containers: ['shop-web-1', 'shop-api-1']}, width, 19, plainLook)).replace(/\s+/g, ' '),
      ).toContain('removes 2 containers and their networks; what they wrote outside of volumes is lost shop-web-1');
  });

  test('the chosen line of the menu is a bar from edge to edge', () => {
    for (const [width] of sizes) {
      const rows = menuLines(viewOf({}), width, 30, plainLook).filter(line => /^ {3}up {2}/.test(bare(line)));
      expect(rows.map(cells)).toEqual([width]);
    }
  });

  test('of a down -v: what volumes without a name hold, once it is measured', () => {
    const [first, second] = loss.volumes?.anonymous ?? [];
    const said = (anonymous: readonly (typeof first)[], sizes: 'asking' | 'told'): string => {
      const named = anonymous.flatMap(volume => volume ?? []);
      return text(lossLines({...loss, volumes: {lost: [], kept: [], anonymous: named, sizes}}, 80, 30, plainLook));
    };
    expect(said([first], 'asking')).toMatch(/deletes 1 volume without a name$/m);
    expect(said([first], 'told')).toMatch(/deletes 1 volume without a name, 4\.8M$/m);
    expect(said([first, second], 'told')).toMatch(/deletes 2 volumes without a name, 4\.8M and more$/m);
    expect(said([second], 'told')).toMatch(/deletes 1 volume without a name$/m);
  });

  test('a menu that does not fit shows the part with the chosen line', () => {
    const view = viewOf({chosen: 9});
    expect(text(menuLines(view, 60, 4, plainLook))).toContain('down --rmi all');
  });

  test('of a failure: how it ended, why, what is left, and what compose wrote', () => {
    const view = viewOf({
      ...output([' Container shop-web-1  Starting', 'Error: port is already allocated', 'try another'], {
        end: {kind: 'done', at: 1500, exitCode: 1, ok: false, message: 'Error: port is already allocated', hint: ''},
      }),
      left: ['Half done: 1 of 2 containers run; before there was none.', 'shop-web-1 is new: created, not started'],
    });
    const {answer} = view;
    if (!answer) throw new Error('it has run');
    expect(bare(outputTitle(view, answer, 9000, 80, plainLook))).toBe(' shop  compose up · failed, exit code 1 · 1.5 s');
    expect(text(outputLines(view, answer, 80, 20, plainLook))).toBe(`\
 $ docker compose -p shop -f /srv/shop/compose.yml up -d
 ▲ Error: port is already allocated
 Half done: 1 of 2 containers run; before there was none.
   shop-web-1 is new: created, not started

   Container shop-web-1  Starting
  Error: port is already allocated
  try another`);
  });

  test('while it runs: since when, and of several steps which', () => {
    const view = viewOf(output([], {progress: 'step 1 of 2'}));
    const {answer} = view;
    if (!answer) throw new Error('it runs');
    expect(bare(outputTitle(view, answer, 65_000, 80, plainLook))).toBe(' shop  compose up · running · step 1 of 2 · 1 min 5 s');
  });

  test('what down takes away, with sizes as far as they are known', () => {
    const [first, second, , , , ...rest] = lossLines(loss, 70, 30, plainLook).map(line => bare(line).trimEnd());
    expect([first, second]).toEqual([
      '   removes 30 containers and their networks; what they wrote outside',
      '   of volumes is lost',
    ]);
    expect(rest.join('\n')).toMatch(/deletes 2 volumes and the data in them, being measured/);
    expect(rest.join('\n')).toMatch(/shop_data +2\.9M/);
    expect(rest.join('\n')).toMatch(/shop_x+… +–/);
    expect(rest.join('\n')).toMatch(/deletes 2 volumes without a name\n +leaves their, /);
  });
});

test('what compose wrote is followed: the newest line is the last on screen', () => {
  const lines = Array.from({length: 100}, (_, place) => `line ${place}`);
  const view = viewOf(output(lines));
  const {answer} = view;
  if (!answer) throw new Error('it runs');
  const page = composePage(view, answer, 80, 19);
  expect(topOf(answer, page).line).toBe(100 - page.height);
  expect(bare(outputLines(view, answer, 80, 19, plainLook).at(-1) ?? '')).toBe('  line 99');
  expect(outputLines(view, answer, 80, 19, plainLook).length + 1).toBeLessThanOrEqual(19);
});
