import {describe, expect, test} from 'vitest';
import type {Plan, PlanStep} from '../../source/model/plan.js';
import type {PlanEvent} from '../../source/model/plan-progress.js';
import {runPlan} from '../../source/operations/run-plan.js';
import {reply} from '../engine-room/support/fake-engine.js';
import {scriptedEngine} from './scripted.js';

const on = scriptedEngine();

const step = (name: string, more: Partial<PlanStep> = {}): PlanStep => ({
  key: `shop/${name}/1`,
  id: name,
  stack: 'shop',
  label: name,
  target: `shop/${name}`,
  service: name,
  wave: 0,
  waits: [],
  behind: null,
  checks: [],
  until: 'stopped',
  ...more,
});
const waitFor = (service: string) => ({service, condition: 'stopped', keys: [`shop/${service}/1`], via: null}) as const;

/** What is said in a run, and what it threw. */
const said = async (steps: readonly PlanStep[], stop = new AbortController().signal) => {
  const plan: Plan = {action: 'stop', steps, warnings: [], whole: 'shop'};
  const events: PlanEvent[] = [];
  let thrown: unknown = null;
  try {
    const options = {factsOf: () => ({probe: null, slowMs: 0}), signal: on.signal, stop};
    for await (const event of runPlan(on.engine, plan, options)) events.push(event);
  } catch (error) {
    thrown = error;
  }
  return {events, thrown};
};
const stops = (id: string): void =>
  on.fake.route('POST', new RegExp(`^/containers/${id}/stop$`), (_, response) => void response.writeHead(204).end());

describe('a plan that is carried out', () => {
  test('on an engine that is lost says what failed and what is done, and ends', async () => {
    on.fake.route('GET', /^\/containers\/json$/, (_, response) => reply(response, 503, {message: 'it is going down'}));
    stops('b');
    const {events, thrown} = await said([step('a'), step('b'), step('c', {waits: [waitFor('a')]})]);
    expect(thrown).toBeNull();
    expect(events).toContainEqual({kind: 'done', key: 'shop/b/1', phase: 'stopped'});
    expect(events).toContainEqual(
      expect.objectContaining({kind: 'failed', key: 'shop/a/1', reason: expect.stringMatching(/gone.*it is going down/)}),
    );
    expect(events.slice(-2)).toEqual([
      {kind: 'halted', why: 'failed'},
      {kind: 'ended', came: []},
    ]);
    expect(on.asked()).not.toContain('POST c/stop');
  });

  test('finishes what it is at when it is asked to stop, and begins nothing more', async () => {
    const stop = new AbortController();
    on.fake.route('POST', /^\/containers\/a\/stop$/, (_, response) => {
      stop.abort();
      response.writeHead(204).end();
    });
    const {events, thrown} = await said([step('a'), step('b', {waits: [waitFor('a')]})], stop.signal);
    expect(thrown).toBeNull();
    expect(events.map(({kind}) => kind)).toEqual(expect.arrayContaining(['done', 'halted', 'ended']));
    expect(on.asked()).toEqual(['POST a/stop']);
  });
});
