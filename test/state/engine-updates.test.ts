import {describe, expect, test} from 'vitest';
import type {ContainerEvent} from '../../source/model/engine-info.js';
import {changed, connected, happened, listed, lost, removed} from '../../source/state/engine-updates.js';
import {initialState} from '../../source/state/initial.js';
import type {State} from '../../source/state/state.js';
import {createStore} from '../../source/state/store.js';
import {sampled, ticked} from '../../source/state/usage-updates.js';
import {notify} from '../../source/state/view-updates.js';
import {container, ended, hour, inspection, now, second, usage} from '../model/sample.js';
import {beginning, engine, listOf, stateWith} from './sample.js';

const event = (id: string, action: string, more: Partial<ContainerEvent> = {}): ContainerEvent => ({
  action,
  id,
  name: id,
  time: now,
  exitCode: null,
  attributes: {},
  ...more,
});
const only = (state: State, id: string) => state.containers.get(id);

describe('a list', () => {
  const known = stateWith([container('s/a', {inspection: inspection({restarts: 7})}), container('t/b')]);

  test('without inspections keeps those that are known', () => {
    const next = listed(known, [container('s/a', {inspection: null}), container('t/b', {inspection: null})], now);
    expect(only(next, 'id-s-a-1')?.inspection?.restarts).toBe(7);
  });
  test('drops the inspection of one whose state is another now', () => {
    const next = listed(known, [container('s/a', {inspection: null, state: 'exited', statusExitCode: 1})], now);
    expect(only(next, 'id-s-a-1')?.inspection).toBeNull();
  });
  test('that tells no health leaves what the inspection said', () => {
    const ill = stateWith([container('s/a', {health: 'unhealthy'})]);
    expect(only(listed(ill, [container('s/a', {inspection: null})], now), 'id-s-a-1')?.health).toBe('unhealthy');
    const well = listed(ill, [container('s/a', {inspection: null, health: 'healthy'})], now);
    expect(only(well, 'id-s-a-1')?.health).toBe('healthy');
  });
  test('forgets containers that are no more, and their figures', () => {
    const measured = sampled(known, new Map([['id-t-b-1', usage({memory: 1})]]), now);
    const next = listed(measured, [container('s/a')], now);
    expect(listOf(next)).toEqual(['>s', '  a']);
    expect([next.usage.size, next.histories.has('id-t-b-1')]).toEqual([0, false]);
  });
  test('moves a container whose project is another now', () => {
    const moved = listed(known, [container('u/a', {id: 'id-s-a-1'})], now);
    expect(moved.stacks.map(({name}) => name)).toEqual(['u']);
  });
});

describe('what inspections found', () => {
  const state = stateWith([container('s/a'), container('t/b'), container('lone')]);

  test('regroups its stack and leaves the others the very objects they were', () => {
    const next = changed(state, [container('s/a', {health: 'unhealthy'})], now);
    expect(next.stacks[0]).not.toBe(state.stacks[0]);
    expect(next.stacks[1]).toBe(state.stacks[1]);
    expect(next.stacks[2]).toBe(state.stacks[2]);
    expect(next.stacks[0]?.worst?.status.kind).toBe('unhealthy');
  });
  test('adds a new container to its stack, and a new stack in its place', () => {
    const next = changed(state, [container('s/c'), container('sa/x')], now);
    expect(listOf(next)).toEqual(['>s', '  a', '  c', ' sa', '  x', ' t', '  b', ' (no stack)', '  lone']);
  });
  test('empties the stack that a container left', () => {
    expect(changed(state, [container('t/a', {id: 'id-s-a-1'})], now).stacks.map(({name}) => name)).toEqual(['t', '(no stack)']);
  });
  test('notes when health or state became another, not the first sight of it', () => {
    const ill = changed(state, [container('s/a', {health: 'unhealthy'}), container('s/new', {health: 'unhealthy'})], now);
    expect([...ill.changes]).toEqual([['s/a/1', now]]);
    expect(changed(state, [container('s/a')], now).changes.size).toBe(0);
    const later = changed(ill, [container('t/b', {state: 'paused'})], now + 6 * second);
    expect([...later.changes.keys()]).toEqual(['t/b/1']);
  });
});

describe('a container that is removed', () => {
  test('goes with its figures, and its stack with the last of it', () => {
    const state = sampled(stateWith([container('s/a'), container('t/b')]), new Map([['id-s-a-1', usage({cpuPercent: 1})]]), now);
    const next = removed(state, 'id-s-a-1', now);
    expect(listOf(next)).toEqual(['>t', '  b']);
    expect([next.usage.size, next.histories.size]).toEqual([0, 0]);
    expect(next.stacks[0]).toBe(state.stacks[1]);
  });
  test('that nobody knows changes nothing', () => {
    const state = stateWith([container('s/a')]);
    expect(removed(state, 'nobody', now)).toBe(state);
  });
});

describe('events', () => {
  const state = stateWith([container('s/a'), container('s/a', {id: 'run', name: 's-a-run-1', oneOff: true})]);

  test('become the past of the service', () => {
    const next = happened(state, event('id-s-a-1', 'die', {exitCode: 137}), now);
    expect(next.pasts.get('s/a/1')?.exits).toEqual([{time: now, code: 137, oomKilled: false, signals: []}]);
  });
  test('stay its past when it is recreated', () => {
    const died = happened(state, event('id-s-a-1', 'die', {exitCode: 1}), now);
    const recreated = changed(removed(died, 'id-s-a-1', now), [container('s/a', {id: 'new'})], now);
    const again = happened(recreated, event('new', 'die', {exitCode: 1}), now);
    expect(again.pasts.get('s/a/1')?.exits).toHaveLength(2);
  });
  test('of a one-off run go with it', () => {
    const died = happened(state, event('run', 'die', {exitCode: 1}), now);
    expect(died.pasts.size).toBe(1);
    expect(removed(died, 'run', now).pasts.size).toBe(0);
  });
  test('of a container of no project go with it', () => {
    const lone = stateWith([container('s/a', {id: 'lone', name: 'happy_turing', project: null, service: null})]);
    const died = happened(lone, event('lone', 'die', {exitCode: 1}), now);
    expect(died.pasts.size).toBe(1);
    expect(removed(died, 'lone', now).pasts.size).toBe(0);
  });
  test('of more services than anybody has are forgotten, the oldest first', () => {
    const many = Array.from({length: 2500}, (_, index) => container(`s/a${index}`));
    let next = stateWith(many);
    for (const {id} of many) next = happened(next, event(id, 'die', {exitCode: 1}), now);
    expect(next.pasts.size).toBe(2000);
    expect([next.pasts.has('s/a0/1'), next.pasts.has('s/a2499/1')]).toEqual([false, true]);
  });
  test('that say nothing, or of containers nobody knows, change nothing', () => {
    expect(happened(state, event('id-s-a-1', 'exec_start'), now)).toBe(state);
    expect(happened(state, event('nobody', 'die'), now)).toBe(state);
  });
});

describe('the engine', () => {
  const loss = {message: 'connection refused', hint: '', retryAt: now + second, attempt: 1};

  test('is lost since the first failure, and keeps what was listed', () => {
    const first = lost(stateWith([container('s/a')]), loss, now);
    const again = lost(first, {...loss, attempt: 2}, now + hour);
    expect(again.connection).toMatchObject({kind: 'lost', since: now, attempt: 2});
    expect(listOf(again)).toEqual(['>s', '  a']);
    expect(connected(again, engine, now + hour).connection).toEqual({kind: 'connected'});
  });
});

describe('samples', () => {
  const state = stateWith([container('s/a'), ended('s/b', 0)]);

  test('of containers nobody knows are dropped, the others remembered', () => {
    const next = sampled(
      state,
      new Map([
        ['id-s-a-1', usage({memory: 5})],
        ['nobody', usage()],
      ]),
      now,
    );
    expect([...next.usage.keys()]).toEqual(['id-s-a-1']);
    expect(next.histories.get('id-s-a-1')?.memory.cells(1, 1, now)).toEqual([5]);
    expect(next.stacks).toBe(state.stacks);
  });
  test('leave the figures of those that were not read', () => {
    const first = sampled(state, new Map([['id-s-a-1', usage({memory: 5})]]), now);
    expect(sampled(first, new Map([['id-s-b-1', usage({memory: 1})]]), now).usage.get('id-s-a-1')?.memory).toBe(5);
    expect(sampled(first, new Map(), now + hour)).toBe(first);
  });
});

describe('the clock', () => {
  test('takes notices and finished activities away when their time is over', () => {
    const activity = {action: 'restart', phase: 'healthy', startedAt: now, outcome: 'done'} as const;
    const state: State = {
      ...notify(initialState(beginning), 'hello'),
      activities: new Map([
        ['over', {...activity, endedAt: now - 6 * second}],
        ['fresh', {...activity, endedAt: now - second}],
        ['running', {...activity, endedAt: null, outcome: 'running' as const}],
      ]),
    };
    const until = state.notice?.until ?? 0;
    expect(ticked(state, until - 1).notice?.text).toBe('hello');
    expect(ticked(state, until).notice).toBeNull();
    expect([...ticked(state, now).activities.keys()]).toEqual(['fresh', 'running']);
  });
});

describe('the store', () => {
  test('tells its listeners of another value, and of nothing else', () => {
    const store = createStore(1);
    const seen: number[] = [];
    const stop = store.subscribe(() => seen.push(store.get()));
    store.update(value => value + 1);
    store.update(value => value);
    stop();
    store.update(value => value + 1);
    expect([seen, store.get()]).toEqual([[2], 3]);
  });
});
