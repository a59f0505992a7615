import {expect, test} from 'vitest';
import {createPlanActions} from '../../source/live/plan-actions.js';
import {planOf} from '../../source/model/plan.js';
import {inCompose} from '../../source/state/compose.js';
import {createStore} from '../../source/state/store.js';
import {scriptedEngine} from '../operations/scripted.js';
import {composeScene, output} from '../ui/support/compose-scene.js';

const on = scriptedEngine();

test('no plan begins while compose changes its stack: that is said, and nothing is asked of the engine', async () => {
  const store = createStore(inCompose(composeScene(), 1, output(['Creating'])));
  const work: Promise<void>[] = [];
  const plans = createPlanActions({engine: on.engine, store, signal: on.signal, start: one => void work.push(one)});
  const [stack] = store.get().stacks;
  if (!stack) throw new Error('no stack');
  plans.run(planOf('restart', [{stack, members: stack.members, whole: true}]));
  await Promise.all(work);
  const {notice, plans: begun, activities} = store.get();
  expect([notice?.text, begun, activities.size, on.asked()]).toEqual([
    'compose up of shop still runs: one thing after another',
    [],
    0,
    [],
  ]);
});
