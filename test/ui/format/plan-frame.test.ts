import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Container} from '../../../source/model/container.js';
import {type Plan, planOf} from '../../../source/model/plan.js';
import type {PlanEvent} from '../../../source/model/plan-progress.js';
import {bodyHeight} from '../../../source/state/layout.js';
import {planBegun, planScreen, planTold} from '../../../source/state/plan.js';
import type {State} from '../../../source/state/state.js';
import {ask, push, resized} from '../../../source/state/view-updates.js';
import {planFrame} from '../../../source/ui/format/plan-frame.js';
import {container, needs, now, second} from '../../model/sample.js';
import {stateWith} from '../../state/sample.js';
import {hostileName} from '../hostile.js';
import {asciiLook, bare, cells, obeyed, plainLook} from '../sample.js';

const wholeOf = (state: State): Plan =>
  planOf(
    'restart',
    state.stacks.map(stack => ({stack, members: stack.members, whole: true})),
  );
const asked = (containers: readonly Container[], columns = 80, rows = 24): State => {
  const state = resized(stateWith(containers), columns, rows);
  const plan = wholeOf(state);
  return ask(state, {kind: 'confirm', goal: {kind: 'plan', goal: {kind: 'run', plan}}, question: 'Restart?'});
};
const running = (containers: readonly Container[], events: readonly PlanEvent[], columns = 80, rows = 24): State => {
  const state = resized(stateWith(containers), columns, rows);
  const begun = push(planBegun(state, 1, wholeOf(state), now), planScreen(1));
  return events.reduce((next, event) => planTold(next, 1, event, now + second), begun);
};
const drawn = (state: State, look = plainLook): string[] => (planFrame({...state, now: now + 5 * second}, look) ?? []).map(bare);

const shop = [
  container('shop/db', {health: 'healthy'}),
  container('shop/api', {dependsOn: [{service: 'db', condition: 'service_healthy'}]}),
  container('shop/web', needs('api', 'nowhere')),
];
const [db, api] = ['shop/db/1', 'shop/api/1'] as const;

describe('the frame of a plan', () => {
  test('shows what is done in which order before it is done, and warnings', () => {
    const lines = drawn(asked(shop));
    expect(lines[0]).toMatch(/^╭ Restart 3 containers of shop, dependencies first ─+╮$/);
    expect(lines.slice(1, -1).map(line => line.slice(1, -1).trim())).toEqual([
      'web needs nowhere, and there is no such container',
      '',
      'db',
      expect.stringMatching(/^└ api +after db healthy$/),
      expect.stringMatching(/^└ web +after api started$/),
    ]);
  });
  test('shows how it goes: signs, words, seconds, and what still waits for what', () => {
    const lines = drawn(
      running(shop, [
        {kind: 'done', key: db, phase: 'healthy'},
        {kind: 'phase', key: api, phase: 'checking'},
      ]),
    );
    expect(lines[0]).toContain('Restart 3 containers of shop: 1 of 3 restarted after 5 s');
    expect(lines[1]).toMatch(/│ ✓ db +healthy +0s │/);
    expect(lines[2]).toMatch(/│ ↻ └ api +checking +4s │/);
    expect(lines[3]).toMatch(/│ · {3}└ web +waits for api started +│/);
  });
  test('says at the end why it failed, with the last lines, and what is done and what is not', () => {
    const text = drawn(
      running(shop, [
        {kind: 'done', key: db, phase: 'healthy'},
        {kind: 'failed', key: api, phase: 'exited 1', reason: 'exit code 1', lines: ['no such table']},
        {kind: 'halted', why: 'failed'},
        {kind: 'ended', came: ['shop/db/2']},
      ]),
    ).join('\n');
    expect(text).toMatch(/▲ └ api +exited 1/);
    expect(text).toMatch(/· {3}└ web +not restarted/);
    expect(text).toMatch(/api: exit code 1 +│\n│ no such table/);
    expect(text).toContain('came meanwhile, and was not restarted: shop/db/2');
    expect(text).toContain('1 restarted, 1 failed, 1 not begun after 1 s');
  });
  test('follows what is being worked on where it is longer than the screen, and says where one is', () => {
    const chain = Array.from({length: 60}, (_, index) =>
      container(`deep/s${String(index).padStart(2, '0')}`, index === 0 ? {} : needs(`s${String(index - 1).padStart(2, '0')}`)),
    );
    const events = Array.from(
      {length: 40},
      (_, index): PlanEvent => ({kind: 'done', key: `deep/s${String(index).padStart(2, '0')}/1`, phase: 'x'}),
    );
    const state = running(chain, [...events, {kind: 'phase', key: 'deep/s40/1', phase: 'stopping'}]);
    const lines = drawn(state);
    expect(lines.length).toBeLessThanOrEqual(bodyHeight(state));
    expect(lines.join('\n')).toMatch(/↻ .*s40 +stopping/);
    expect(lines.at(-1)).toMatch(/ \d+-\d+ of 60 ─╯$/);
    const moved = {...state, view: {...state.view, screens: [{kind: 'plan', id: 1, top: 0} as const]}};
    expect(drawn(moved)[1]).toMatch(/✓ s00/);
  });
});

const anyStack = fc
  .array(fc.tuple(hostileName, fc.array(fc.nat(9), {maxLength: 3})), {minLength: 1, maxLength: 12})
  .map(services =>
    services.map(([name, needed], index) =>
      container(`p/s${index}`, {
        service: name,
        ...needs(...needed.flatMap(other => services[other]?.[0] ?? [])),
      }),
    ),
  );

test('every line of it is as wide as the others, on any terminal, whatever the names', () => {
  fc.assert(
    fc.property(
      anyStack,
      fc.integer({min: 40, max: 200}),
      fc.integer({min: 8, max: 60}),
      fc.boolean(),
      (stack, columns, rows, ascii) => {
        const look = ascii ? asciiLook : plainLook;
        const key = stateWith(stack).stacks[0]?.members[0]?.key ?? '';
        const events: readonly PlanEvent[] = [
          {kind: 'failed', key, phase: stack[0]?.name ?? '', reason: stack[0]?.service ?? '', lines: [stack[0]?.service ?? '']},
          {kind: 'ended', came: stack.map(({service}) => service ?? '')},
        ];
        for (const state of [
          asked(stack, columns, rows),
          running(stack, [], columns, rows),
          running(stack, events, columns, rows),
        ]) {
          const lines = drawn(state, look);
          expect(lines.length).toBeLessThanOrEqual(bodyHeight(state));
          for (const line of lines) {
            expect(line).not.toMatch(obeyed);
            expect(cells(line)).toBe(cells(lines[0] ?? ''));
            expect(cells(line)).toBeLessThanOrEqual(columns - 2);
          }
        }
      },
    ),
    {numRuns: 60},
  );
});
