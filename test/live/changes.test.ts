import type {ServerResponse} from 'node:http';
import {describe, expect, test} from 'vitest';
import {runRequest} from '../../source/live/changes.js';
import type {ActionRequest} from '../../source/state/activity.js';
import {inCompose} from '../../source/state/compose.js';
import type {State} from '../../source/state/state.js';
import {createStore, type Store} from '../../source/state/store.js';
import {withView} from '../../source/state/view-updates.js';
import {reply} from '../engine-room/support/fake-engine.js';
import {container} from '../model/sample.js';
import {scriptedEngine} from '../operations/scripted.js';
import {stateWith} from '../state/sample.js';
import {composeScene, output} from '../ui/support/compose-scene.js';

const on = scriptedEngine();
const names = ['a', 'b', 'c'] as const;
const targets = names.map(name => ({key: `s/${name}/1`, id: name, label: `s/${name}`}));
const accepts = (method = 'POST', pattern = /./): void =>
  on.fake.route(method, pattern, (_, response) => void response.writeHead(204).end());
const fresh = (): Store<State> => createStore(stateWith(names.map(name => container(`s/${name}`, {id: name}))));
const run = (store: Store<State>, request: Partial<ActionRequest>): Promise<void> =>
  runRequest(on.engine, store, {action: 'stop', targets, ...request}, on.signal);
const phases = (store: Store<State>): string[] =>
  [...store.get().activities].map(
    ([key, {phase, outcome, endedAt}]) => `${key} ${phase} ${outcome} ${endedAt === null ? 'open' : 'ended'}`,
  );

describe('what was asked for and confirmed', () => {
  test('is done one after another, dependents first when they are stopped', async () => {
    accepts();
    const store = fresh();
    await run(store, {action: 'stop'});
    expect(on.asked()).toEqual(['POST c/stop', 'POST b/stop', 'POST a/stop']);
    expect(phases(store).sort()).toEqual(targets.map(({key}) => `${key} stopped done ended`));
    expect(store.get().notice?.text).toBe('stop: all 3 done');
  });

  test('dependencies first otherwise', async () => {
    accepts();
    await run(fresh(), {action: 'pause'});
    expect(on.asked()).toEqual(['POST a/pause', 'POST b/pause', 'POST c/pause']);
  });

  test('shows in the row what it is at', async () => {
    const store = fresh();
    const seen = new Set<string>();
    store.subscribe(() => {
      for (const line of phases(store)) seen.add(line);
    });
    accepts();
    await run(store, {action: 'stop', targets: targets.slice(0, 1)});
    expect([...seen]).toEqual(['s/a/1 stopping running open', 's/a/1 stopped done ended']);
  });

  test('those whose turn has not come wait, say so, and are spoken for', async () => {
    const stops: ServerResponse[] = [];
    on.fake.route('POST', /stop$/, (_, response) => void stops.push(response));
    const store = fresh();
    const running = run(store, {action: 'stop', targets: targets.slice(0, 2)});
    await expect.poll(() => stops).toHaveLength(1);
    expect(phases(store).sort()).toEqual(['s/a/1 waiting running open', 's/b/1 stopping running open']);
    await run(store, {action: 'pause', targets: targets.slice(0, 1)});
    expect([stops.length, store.get().notice?.text]).toEqual([1, 's/a is being worked on already']);
    stops[0]?.writeHead(204).end();
    await expect.poll(() => stops).toHaveLength(2);
    expect(phases(store).sort()).toEqual(['s/a/1 stopping running open', 's/b/1 stopped done ended']);
    stops[1]?.writeHead(204).end();
    await running;
  });

  test('waits for nobody: while compose changes the stack nothing is begun, and that is said', async () => {
    accepts();
    const store = createStore(inCompose(composeScene(), 1, output(['Creating'])));
    await run(store, {action: 'restart', targets: [{key: 'shop/web/1', id: 'web', label: 'shop/web'}]});
    expect([on.asked(), phases(store), store.get().notice?.text]).toEqual([
      [],
      [],
      'compose up of shop still runs: one thing after another',
    ]);
  });

  test.each([
    ['signal', {signal: 'SIGHUP'}, 'POST a/kill signal=SIGHUP'],
    ['signal', {}, 'POST a/kill signal=SIGTERM'],
    ['remove', {}, 'DELETE a'],
  ] as const)('%s %j', async (action, more, asked) => {
    accepts('POST');
    accepts('DELETE');
    await run(fresh(), {action, targets: targets.slice(0, 1), ...more});
    expect(on.asked()[0]).toContain(asked);
  });

  test('unties the tags of what was done, and no others', async () => {
    accepts();
    const store = fresh();
    store.update(state => withView(state, {tagged: new Set(['s/a/1', 't/x/1'])}));
    await run(store, {action: 'pause', targets: targets.slice(0, 1)});
    expect([...store.get().view.tagged]).toEqual(['t/x/1']);
  });
});

describe('when something fails', () => {
  test('the rest is left as it was, and that is said', async () => {
    accepts();
    on.fake.route('POST', /\/b\/pause$/, (_, response) => reply(response, 500, {message: 'cgroup freezer says no'}));
    const store = fresh();
    await run(store, {action: 'pause'});
    expect(on.asked()).toEqual(['POST a/pause', 'POST b/pause']);
    expect(store.get().view.outcome).toMatchObject({
      key: 's/b/1',
      title: 's/b: pause failed',
      reason: expect.stringMatching(/cgroup freezer says no.*; 1 more was left as it was$/),
      lines: [],
    });
    expect(phases(store)).toEqual(['s/a/1 paused done ended', 's/b/1 pause failed failed ended']);
  });

  test('what was told of the last time goes when something new is done', async () => {
    accepts();
    const store = fresh();
    store.update(state => withView(state, {outcome: {key: 'x', title: '', reason: '', lines: []}}));
    await run(store, {action: 'pause', targets: targets.slice(0, 1)});
    expect(store.get().view.outcome).toBeNull();
  });

  test('a container that is being worked on is not begun again', async () => {
    const store = fresh();
    const activity = {action: 'restart', phase: 'stopping', startedAt: 0, endedAt: null, outcome: 'running'} as const;
    store.update(state => ({...state, activities: new Map([['s/b/1', activity]])}));
    await run(store, {action: 'stop'});
    expect([on.asked(), store.get().notice?.text]).toEqual([[], 's/b is being worked on already']);
  });

  test('a row that was called off does not stay busy', async () => {
    const looks = on.looks(['running']);
    on.fake.route('POST', /restart$/, () => {}); // never answers
    const store = fresh();
    const running = run(store, {action: 'restart', targets: targets.slice(0, 1)});
    await looks.seen(2);
    on.abort();
    await expect(running).rejects.toThrow();
    expect(phases(store)).toEqual(['s/a/1 failed failed ended']);
  });
});
