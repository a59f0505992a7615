import {describe, expect, test} from 'vitest';
import type {Container} from '../../source/model/container.js';
import {countTrouble, groupStacks, type Stack} from '../../source/model/stack.js';
import {container, ended, inspection, now, stackWith} from './sample.js';

const labels = (stack: Stack | undefined): string[] => (stack?.members ?? []).map(({label}) => label);
const keys = (stack: Stack | undefined): string[] => (stack?.members ?? []).map(({key}) => key);

describe('containers as stacks', () => {
  test('the same services in two projects stay two stacks', () => {
    const stacks = groupStacks(['dev/api', 'dev/db', 'test/api', 'test/db'].map(title => container(title)));
    expect(stacks.map(({name, total}) => [name, total])).toEqual([
      ['dev', 2],
      ['test', 2],
    ]);
    expect(stacks.flatMap(keys)).toEqual(['dev/api/1', 'dev/db/1', 'test/api/1', 'test/db/1']);
  });

  test('those of no project form one stack, the last', () => {
    const stacks = groupStacks([container('zeta'), container('web/api'), container('alpha')]);
    expect(stacks.map(({name, key}) => [name, key])).toEqual([
      ['web', ':web'],
      ['(no stack)', ':'],
    ]);
    expect(labels(stacks[1])).toEqual(['alpha', 'zeta']);
    expect(keys(stacks[1])).toEqual(['=alpha', '=zeta']);
  });

  test('stacks sort as people count', () => {
    expect(groupStacks(['s10/a', 's9/a', 'S1/a'].map(title => container(title))).map(({name}) => name)).toEqual([
      'S1',
      's9',
      's10',
    ]);
  });

  test('replicas are numbered, a single one is not', () => {
    expect(labels(stackWith(container('s/api', {number: 1}), container('s/api', {number: 2}), container('s/db')))).toEqual([
      'api 1',
      'api 2',
      'db',
    ]);
  });

  test('while compose recreates one there are two of it: two rows with keys of their own, the older keeps the identity', () => {
    const old = container('s/api', {id: 'old', createdAt: now - 1000});
    const young = container('s/api', {id: 'young', name: 'abc_s-api-1', createdAt: now});
    for (const order of [
      [old, young],
      [young, old],
    ]) {
      const stack = stackWith(...order);
      expect(keys(stack)).toEqual(['s/api/1', 's/api/1#young']);
      expect(labels(stack)).toEqual(['api', 'api']);
    }
    expect(keys(stackWith(young))).toEqual(['s/api/1']);
  });

  test('a one-off run stands last, by its own name, and makes no replica of its service', () => {
    const stack = stackWith(container('s/api', {oneOff: true, name: 's-api-run-77'}), container('s/api'));
    expect(labels(stack)).toEqual(['api', 's-api-run-77']);
    expect(keys(stack)).toEqual(['s/api/1', '=s-api-run-77']);
  });

  test('counts those that run of those that are meant to: a job that is done is not meant to', () => {
    const {running, total} = stackWith(
      container('s/a'),
      container('s/b', {state: 'paused'}),
      container('s/c', {state: 'restarting'}),
      ended('s/d', 1),
      ended('s/migrate', 0),
    );
    expect([running, total]).toEqual([3, 4]);
  });

  test('the worst member is the one to worry about', () => {
    const worst = (...containers: readonly Container[]): string | undefined => stackWith(...containers).worst?.label;
    const fine = container('s/a', {health: 'healthy'});
    expect(worst(fine, container('s/b', {health: 'starting'}))).toBe('b');
    expect(worst(fine, container('s/b', {health: 'starting'}), ended('s/c', 1))).toBe('c');
    expect(worst(fine, ended('s/c', 1), container('s/d', {health: 'unhealthy'}))).toBe('d');
    const notStarted = container('s/e', {state: 'created', inspection: inspection({error: 'port is taken'})});
    expect(worst(fine, notStarted, container('s/b', {health: 'starting'}))).toBe('e');
  });

  test('trouble is counted over all stacks', () => {
    const stacks = groupStacks([
      container('s/a', {health: 'unhealthy'}),
      container('t/a', {health: 'unhealthy'}),
      ended('t/b', 1),
      ended('t/c', 0),
      container('t/d', {state: 'restarting'}),
      container('t/e', {health: 'starting'}),
    ]);
    expect([countTrouble(stacks, 'unhealthy'), countTrouble(stacks, 'failed')]).toEqual([2, 2]);
  });
});

test('one that ended well is not counted before an inspection tells whether it is a job', () => {
  const stack = stackWith(container('s/a'), container('s/job', {state: 'exited', statusExitCode: 0, inspection: null}));
  expect([stack.running, stack.total]).toEqual([1, 1]);
});
