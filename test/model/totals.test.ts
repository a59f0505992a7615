import {describe, expect, test} from 'vitest';
import type {Container} from '../../source/model/container.js';
import {totalsOf} from '../../source/model/totals.js';
import type {Usage} from '../../source/model/usage.js';
import {container, ended, hour, inspection, MiB, now, stackWith, usage} from './sample.js';

const totals = (containers: readonly Container[], known: Readonly<Record<string, Partial<Usage>>> = {}) =>
  totalsOf(stackWith(...containers), id => {
    const more = known[id];
    return more && usage(more);
  });

describe('totals of a stack', () => {
  test('of CPU and memory are unknown until all that run have told', () => {
    const both = [container('s/a'), container('s/b')];
    const first = totals(both, {'id-s-a-1': {memory: 100, cpuPercent: 1, rxRate: 7}});
    expect([first.memory, first.cpuPercent, first.rxRate]).toEqual([null, null, 7]);
    const second = totals(both, {'id-s-a-1': {memory: 100, cpuPercent: 1}, 'id-s-b-1': {memory: 50}});
    expect([second.memory, second.cpuPercent]).toEqual([150, null]);
  });

  test('are as old as the oldest sample in them', () => {
    const old = totals([container('s/a'), container('s/b'), ended('s/c', 0)], {
      'id-s-a-1': {readAt: now - 5},
      'id-s-b-1': {readAt: now - 9},
      'id-s-c-1': {readAt: now - 99},
    });
    expect(old.oldest?.readAt).toBe(now - 9);
  });

  test('are sums of what is known', () => {
    expect(
      totals(
        [container('s/a'), container('s/b', {inspection: inspection({startedAt: now - 2 * hour, restarts: 2})}), ended('s/c', 1)],
        {
          'id-s-a-1': {cpuPercent: 1.5, memory: 100, cache: 10, rxRate: 5, txRate: 6, readRate: 7, writeRate: 8},
          'id-s-b-1': {cpuPercent: 2, memory: 200, cache: null, rxRate: null, txRate: 1, readRate: null, writeRate: 1},
        },
      ),
    ).toEqual({
      cpuPercent: 3.5,
      memory: 300,
      cache: 10,
      limit: null,
      rxRate: 5,
      txRate: 7,
      readRate: 7,
      writeRate: 9,
      restarts: 2,
      startedAt: now - 2 * hour,
      oldest: expect.objectContaining({memory: 100}),
    });
  });

  test('are unknown, not 0, where nothing is known', () => {
    const {cpuPercent, memory, rxRate, limit, restarts, startedAt} = totals([container('s/a', {inspection: null})]);
    expect([cpuPercent, memory, rxRate, limit, restarts, startedAt]).toEqual([null, null, null, null, null, null]);
  });

  test('count a shared network once', () => {
    const owner = container('s/app');
    const guest = container('s/proxy', {networkMode: `container:${owner.id}`});
    const rates = {rxRate: 100, txRate: 10, memory: 1};
    const sum = totals([owner, guest], {[owner.id]: rates, [guest.id]: rates});
    expect([sum.rxRate, sum.txRate, sum.memory]).toEqual([100, 10, 2]);
  });

  test('have a limit only when every running container has one', () => {
    const limited = (title: string): Container => container(title, {inspection: inspection({memoryLimit: 256 * MiB})});
    expect(totals([limited('s/a'), limited('s/b')]).limit).toBe(512 * MiB);
    expect(totals([limited('s/a'), container('s/b')]).limit).toBeNull();
    expect(totals([limited('s/a'), ended('s/b', 1)]).limit).toBe(256 * MiB);
    expect(totals([ended('s/b', 1, {memoryLimit: MiB})]).limit).toBeNull();
  });

  test('leave out the last figures of those that stopped', () => {
    const sum = totals([ended('s/a', 1, {restarts: 4}), container('s/b', {state: 'paused'})], {
      'id-s-a-1': {memory: 100},
      'id-s-b-1': {memory: 7},
    });
    expect([sum.memory, sum.restarts]).toEqual([7, 4]);
  });
});
