import {describe, expect, test} from 'vitest';
import {problemsOf, wellLine} from '../../source/commands/check.js';
import type {Container} from '../../source/model/container.js';
import {groupStacks, type Stack} from '../../source/model/stack.js';
import {findTarget} from '../../source/model/target.js';
import {nothingFound} from '../../source/model/why.js';
import {container, ended, MiB, needs, now} from '../model/sample.js';

const ill = (title: string, ...services: readonly string[]): Container =>
  container(title, {health: 'unhealthy', inspection: null, ...needs(...services)});
const auren = groupStacks([
  ended('auren/redis', 137, {oomKilled: true, memoryLimit: 300 * MiB}),
  ill('auren/api', 'redis'),
  container('auren/nginx', needs('api')),
  ill('auren/bridge', 'api'),
  ill('blog/web'),
  container('blog/db', {health: 'healthy'}),
]);
const checked = (stacks: readonly Stack[], target?: string): string[] => {
  const found = target === undefined ? null : findTarget(stacks, target);
  if (found?.kind === 'none') throw new Error(found.message);
  const hits = found?.hits ?? stacks.flatMap(stack => stack.members.map(member => ({stack, member})));
  return problemsOf(hits, found, nothingFound, now);
};
const redis = 'auren/redis: exited with 137, out of memory at its limit of 300M, 5 min ago';

describe('check', () => {
  test('has one line for each cause, with all that follows from it', () => {
    expect(checked(auren)).toEqual([`${redis} → api, bridge cannot work, nginx may not work`, 'blog/web: unhealthy']);
  });
  test('of a stack looks at that alone', () => {
    expect(checked(auren, 'blog')).toEqual(['blog/web: unhealthy']);
  });
  test('of a cause says what follows from it', () => {
    expect(checked(auren, 'auren/redis')).toEqual([`${redis} → api, bridge cannot work, nginx may not work`]);
  });
  test('of one that is unwell because of another names that', () => {
    expect(checked(auren, 'auren/bridge')).toEqual([
      'auren/bridge ← api ← redis exited with 137, out of memory at its limit of 300M, 5 min ago; unhealthy',
    ]);
  });
  test('of one that runs says nothing of others', () => {
    expect(checked(auren, 'auren/nginx')).toEqual([]);
    expect(checked(auren, 'blog/db')).toEqual([]);
  });
  test('finds a service that is missing and that something needs', () => {
    const [stack] = groupStacks([container('shop/web', {health: 'healthy', ...needs('redis')})]);
    const missing = {key: 'shop/redis/1', name: 'redis', namedBy: 'compose', dependsOn: [], before: 0} as const;
    const line = 'shop/redis: is missing: the compose file names it, and it has no container → web needs it';
    const stacks = stack ? [{...stack, missing: [missing]}] : [];
    expect(checked(stacks)).toEqual([line]);
    expect(checked(stacks, 'shop/web')).toEqual([line]);
  });
  test('does not mind one that is missing and that nothing needs, or that was stopped', () => {
    const [stack] = groupStacks([container('shop/web', {health: 'healthy'}), ended('shop/db', 143)]);
    const missing = {key: 'shop/redis/1', name: 'redis', namedBy: 'profile', dependsOn: [], before: 0} as const;
    expect(checked(stack ? [{...stack, missing: [missing]}] : [])).toEqual([]);
  });
  test('does not mind one that only a label names: that is told as a label that lies', () => {
    expect(checked(groupStacks([container('shop/web', {health: 'healthy', ...needs('redis')})]))).toEqual([]);
  });
  test('minds what was stopped when something that needs it is unwell', () => {
    expect(checked(groupStacks([ended('shop/db', 143), ill('shop/web', 'db')]))).toEqual([
      'shop/db: stopped 5 min ago → web cannot work',
    ]);
  });
  test('asked for something that does not run at all, says that', () => {
    expect(checked(groupStacks([ended('shop/db', 143), ended('shop/web', 143)]), 'shop')).toEqual(['shop: does not run']);
  });
  test('says what it looked at when all is well', () => {
    expect(wellLine(groupStacks([container('shop/web')]).flatMap(stack => stack.members.map(member => ({stack, member}))))).toBe(
      'well: 1 container of 1 stack',
    );
  });
  test('all is well but for a service without a container that nobody needs: names it, unless only another was asked for', () => {
    const missing = [{key: 'shop/mail/1', name: 'mail', namedBy: 'compose', dependsOn: [], before: 0} as const];
    const stacks = groupStacks([container('shop/db'), container('shop/web')]).map(stack => ({...stack, missing}));
    const hits = stacks.flatMap(stack => stack.members.map(member => ({stack, member})));
    expect(wellLine(hits)).toBe('well: 2 containers of 1 stack; not there, and nothing that runs needs it: shop/mail');
    expect(wellLine(hits.slice(1))).toBe('well: 1 container of 1 stack');
  });
});
