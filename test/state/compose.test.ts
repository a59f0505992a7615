import {expect, test} from 'vitest';
import {waiting} from '../../source/state/activity.js';
import {composeOn, inCompose, workOn} from '../../source/state/compose.js';
import type {State} from '../../source/state/state.js';
import {composeScene, output} from '../ui/support/compose-scene.js';

const stackKey = (state: State): string => state.compose?.key ?? '';
const keysIn = ({stacks}: State): ReadonlySet<string> => new Set(stacks.flatMap(({members}) => members.map(({key}) => key)));
const ended = {kind: 'done', at: 9, exitCode: 0, ok: true, message: '', hint: ''} as const;

test('what is being done to a container of the stack is told, and what is over is not', () => {
  const state = composeScene();
  const doing = waiting('restart', 1);
  const busy = {...state, activities: new Map([['shop/web/1', doing]])};
  expect(workOn(busy, stackKey(state))).toBe('shop/web is being worked on (restart): compose can run once that is done');
  expect(workOn(busy, 'another')).toBeNull();
  expect(workOn(state, stackKey(state))).toBeNull();
  expect(workOn({...state, activities: new Map([['shop/web/1', {...doing, outcome: 'done'}]])}, stackKey(state))).toBeNull();
  expect(workOn({...state, activities: new Map([['other/web/1', doing]])}, stackKey(state))).toBeNull();
});

test('what compose does to the stack of a container is told while it runs, when it changes anything', () => {
  const idle = composeScene();
  const running = inCompose(idle, 1, output(['Creating']));
  expect(composeOn(running, keysIn(running))).toBe('compose up of shop still runs: one thing after another');
  expect(composeOn(running, new Set(['other/web/1']))).toBeNull();
  expect(composeOn(idle, keysIn(idle))).toBeNull();
  expect(composeOn(inCompose(idle, 1, output([], {end: ended})), keysIn(idle))).toBeNull();
  expect(composeOn(inCompose(running, 1, {action: 'config'}), keysIn(idle))).toBeNull();
});
