import {beforeEach, describe, expect, test} from 'vitest';
import type {PlanEvent} from '../../../source/model/plan-progress.js';
import {planBegun, planScreen, planTold} from '../../../source/state/plan.js';
import {push, withView} from '../../../source/state/view-updates.js';
import {container, needs, now} from '../../model/sample.js';
import {type Desk, deskWith} from './desk.js';

const shop = [container('shop/db'), container('shop/api', needs('db')), container('shop/web', needs('api'))];
let desk: Desk;
const tell = (...events: readonly PlanEvent[]): void =>
  desk.store.update(state => events.reduce((next, event) => planTold(next, 1, event, now), state));
const question = (): string | null => {
  const prompt = desk.prompt();
  return prompt && 'question' in prompt ? prompt.question : null;
};
const plans = (): readonly string[] => desk.asked.map(line => line.slice(0, 40));

/** The plan of the whole stack, as it was confirmed, under way. */
beforeEach(() => {
  desk = deskWith(shop);
  desk.press('r');
  const prompt = desk.prompt();
  if (prompt?.kind !== 'confirm' || prompt.goal.kind !== 'plan' || prompt.goal.goal.kind !== 'run') throw new Error('no plan');
  const {plan} = prompt.goal.goal;
  desk.press('esc');
  desk.store.update(state => push(planBegun(state, 1, plan, now), planScreen(1)));
  tell({kind: 'phase', key: 'shop/db/1', phase: 'stopping'});
});

describe('while a plan is carried out', () => {
  test.each(['esc', 'ctrl-c'])('%s asks whether to stop after what is under way, and Enter has it stopped', key => {
    desk.press(key);
    expect(question()).toBe('Stop after db? 2 more are left as they are');
    desk.press('esc');
    expect([question(), desk.asked]).toEqual([null, []]);
    desk.press(key, 'enter');
    expect(desk.asked).toEqual(['plans.stop 1']);
  });
  test.each(['tab', 'q', 'f10'])('%s puts the frame away, and r on one of its rows shows it again', key => {
    desk.press(key);
    expect([desk.screens(), desk.asked]).toEqual([['stacks'], []]);
    desk.store.update(state => ({
      ...state,
      activities: new Map([
        ['shop/db/1', {action: 'restart', phase: 'stopping', startedAt: now, endedAt: null, outcome: 'running'}],
      ]),
    }));
    desk.press('r');
    expect([desk.screens(), question()]).toEqual([['stacks', 'plan'], null]);
    desk.press('tab', 'down', 'S');
    expect(desk.screens()).toEqual(['stacks', 'plan']);
  });
  test('Enter does not close it, and says what does', () => {
    desk.press('enter');
    expect([desk.screens(), desk.said()]).toEqual([['stacks', 'plan'], 'Enter: it goes on: Tab puts it away, Esc stops it']);
  });
  test('l opens the log of what is being worked on, later of what failed', () => {
    desk.press('l', 'q');
    tell({kind: 'failed', key: 'shop/api/1', phase: 'exited 1', reason: '', lines: []});
    desk.press('l');
    expect(desk.asked).toEqual(['openLogs shop/db/1', 'closeLogs', 'openLogs shop/api/1']);
  });
  test('what was told of another action is closed first', () => {
    const outcome = {key: 'x', title: '', reason: '', lines: []};
    for (const key of ['esc', 'q']) {
      desk.store.update(state => withView(state, {outcome}));
      desk.press(key);
      expect([desk.screens(), desk.store.get().view.outcome, question()]).toEqual([['stacks', 'plan'], null, null]);
    }
  });
});

test.each(['esc', 'q', 'tab', 'enter'])('when it is over %s closes it, and it is forgotten', key => {
  tell({kind: 'ended', came: []});
  expect(desk.footer()[0]).toBe('Esc close');
  desk.press(key);
  expect([desk.screens(), desk.store.get().plans, plans()]).toEqual([['stacks'], [], []]);
});

test('a plan that is longer than the screen is scrolled while it is asked about, and the question stays', () => {
  desk = deskWith(Array.from({length: 60}, (_, index) => container(`long/s${index}`)));
  const top = (): unknown => {
    const prompt = desk.prompt();
    return prompt?.kind === 'confirm' ? prompt.top : null;
  };
  desk.press('r', 'down', 'down');
  expect(top()).toBe(2);
  desk.press('G');
  const last = Number(top());
  expect(last).toBeGreaterThan(30);
  desk.press('down', 'up', 'up');
  expect(top()).toBe(last - 2);
  desk.press('g', 'y');
  expect(plans()).toEqual([expect.stringMatching(/^plans\.run /)]);
});
