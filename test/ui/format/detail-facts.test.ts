import {expect, test} from 'vitest';
import type {Usage} from '../../../source/model/usage.js';
import {memberIn} from '../../../source/state/selectors.js';
import {sampled} from '../../../source/state/usage-updates.js';
import {factLines, factsOf, sourceLine} from '../../../source/ui/format/detail-facts.js';
import {MiB, usage} from '../../model/sample.js';
import {bare, cells, plainLook} from '../sample.js';
import {container, key, noon, sceneOf} from '../support/detail-scene.js';

test.each([
  ['cgroup', null, "figures from the kernel's cgroup files, 3 s old, every 1 s"],
  ['one-shot', null, 'figures from the engine, asked each time, 3 s old, every 2 s'],
  ['stream', null, "figures from the engine's stream, 3 s old, every 1 s"],
  ['cgroup', 5000, "figures from the kernel's cgroup files, 3 s old, every 5 s"],
  ['one-shot', 500, 'figures from the engine, asked each time, 3 s old, every 0.5 s'],
  ['stream', 5000, "figures from the engine's stream, 3 s old, every 1 s"],
])('figures from %s, asked for every %s ms, say how often they are read', (source, intervalMs, words) => {
  const {id} = container();
  const figures = new Map([[id, {...usage({cache: 0}), source, readAt: noon - 3000}]]);
  const state = sampled({...sceneOf({tab: 'overview'}), intervalMs}, figures, noon);
  expect(bare(sourceLine(state, id, 120, plainLook)).trim()).toBe(words);
});

test.each([
  ['remote', "; not from the kernel's files: the engine is not on this machine"],
  ['unlike', "; not from the kernel's files: they told other figures than the engine"],
] as const)('why they are not from the files: %s', (withoutFiles, words) => {
  const {id} = container();
  const figures = new Map([[id, usage({source: 'stream', readAt: noon, withoutFiles})]]);
  const state = sampled(sceneOf({tab: 'overview'}), figures, noon);
  expect(bare(sourceLine(state, id, 140, plainLook)).trim()).toBe(`figures from the engine's stream, 0 s old, every 1 s${words}`);
});

test('short facts share a line, and none is cut while the other has room', () => {
  const facts = [
    {label: 'started', value: '2026-11-22 06:07 · 1 h 34 min', short: true},
    {label: 'created', value: '2026-11-22 06:06 · 1 h 35 min', short: true},
    {label: 'user', value: 'as the image has it', short: true},
    {label: 'id', value: '9259e1ba1520', short: true},
  ];
  const shown = factLines(facts, 80, plainLook).map(bare);
  expect(shown).toHaveLength(2);
  expect(shown[0]).toMatch(/^ started {3}2026-11-22 06:07 · 1 h 34 min {2}user {6}as the image has it *$/);
  expect(shown[1]).toContain(' id        9259e1ba1520');
  const wide = [
    ...facts.slice(2),
    {label: 'folder', value: '/srv/some/where/that/is/deep/down/there', short: true},
    ...facts.slice(3),
  ];
  expect(factLines(wide, 90, plainLook).map(bare).join('\n')).toContain('/srv/some/where/that/is/deep/down/there');
  for (const width of [40, 72, 80, 120])
    for (const line of factLines([...facts, ...wide], width, plainLook)) expect(cells(line)).toBeLessThanOrEqual(width);
});

test('the stream of Podman comes every five seconds', () => {
  const {id} = container();
  const state = sampled(sceneOf({tab: 'overview'}), new Map([[id, usage({source: 'stream', readAt: noon})]]), noon);
  const podman = {...state, engine: state.engine && {...state.engine, product: 'Podman'}};
  expect(bare(sourceLine(podman, id, 140, plainLook))).toContain('every 5 s');
});

const closely: readonly (readonly [string, Partial<Usage>, readonly string[]])[] = [
  ['nothing was looked at', {}, []],
  [
    'all is known',
    {
      parts: {anonymous: 212 * MiB, shared: 16 * MiB, cache: 88 * MiB, kernel: 9 * MiB},
      oomKills: {count: 2, seenAt: noon - 180_000},
      pressure: {cpu: 4.2, memory: 0, io: 12.4},
    },
    [
      'memory anon 212M · shared 16M · cache 88M · kernel 9.0M',
      'oom kills 2, last 3 min ago',
      'pressure cpu 4.2% mem 0.0% io 12.4%',
    ],
  ],
  [
    'some is not: it is left out, never 0',
    {
      parts: {anonymous: 212 * MiB, shared: 0, cache: null, kernel: null},
      oomKills: {count: 1, seenAt: null},
      pressure: {cpu: null, memory: 1, io: null},
    },
    ['memory anon 212M', 'oom kills 1', 'pressure mem 1.0%'],
  ],
  [
    'there were no kills',
    {oomKills: {count: 0, seenAt: null}, parts: {anonymous: null, shared: null, cache: null, kernel: null}},
    [],
  ],
];
test.each(closely)('what memory is made of, kills and pressure, when %s', (_, more, expected) => {
  const {id} = container();
  const state = sampled(sceneOf({tab: 'overview'}), new Map([[id, usage({readAt: noon, ...more})]]), noon);
  const member = memberIn(state, key)?.member;
  const facts = member ? factsOf(member, state, plainLook) : [];
  const told = facts.filter(({label}) => ['memory', 'oom kills', 'pressure'].includes(label));
  expect(told.map(({label, value}) => `${label} ${value}`)).toEqual(expected);
});
