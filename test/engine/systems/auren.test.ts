import {expect, test} from 'vitest';
import {listen} from '../../stories/engine-socket.js';
import {rowShows} from '../../stories/list.js';
import {idOf} from '../support.js';
import {checked, describeWithSystem, host, openSystem, reportOf, startsOf, withFigures} from '../system-stack.js';

const project = 'auren';

/** Who waits for whom, and whether until it is healthy (lab/systems/auren). */
const waits: readonly (readonly [service: string, started: readonly string[], healthy: readonly string[]])[] = [
  ['postgres', [], []],
  ['redis', [], []],
  ['chromadb', [], []],
  ['zookeeper', [], []],
  ['kafka', ['zookeeper'], []],
  ['auren-api', ['chromadb'], ['postgres', 'redis']],
  ['nginx', [], ['auren-api']],
  ['kafka-ui', ['kafka'], []],
  ['biometric-bridge', ['chromadb', 'zookeeper', 'kafka'], ['postgres', 'redis', 'auren-api']],
];

describeWithSystem('auren', {}, () => {
  test('is known by its name, every service as what it is', async () => {
    const {profile, health, running, total, containers} = await reportOf(project);
    expect({profile, health, running, total}).toEqual({profile: 'auren', health: 'healthy', running: 9, total: 9});
    expect(Object.fromEntries(containers.map(({service, kind}) => [service, kind]))).toMatchObject({
      postgres: 'postgres',
      redis: 'redis',
      chromadb: 'http',
      zookeeper: 'zookeeper',
      kafka: 'kafka',
      nginx: 'nginx',
      'auren-api': 'http',
    });
  });

  test('has nine services, which r Enter restarts in order, each when those that it needs are well', async () => {
    const terminal = openSystem(project);
    await rowShows(terminal, [project, null], /9\/9 ● healthy/);
    const before = await startsOf(project);
    const ids = new Map(await Promise.all(waits.map(async ([service]) => [service, await idOf(project, service)] as const)));
    const events = await listen({host});
    const when = (service: string, action: string): readonly number[] =>
      events.told.filter(event => event.id === ids.get(service) && event.action === action).map(({at}) => at);
    try {
      await withFigures(`${project}, nine services restarted in order until well`, terminal, async () => {
        await terminal.press('r');
        await terminal.sees(/Restart .*auren/);
        terminal.picture('stories/system-auren-asked');
        await terminal.press('enter');
        await expect.poll(() => when('postgres', 'start'), {timeout: 60_000}).toHaveLength(1);
        terminal.picture('stories/system-auren-restarting');
        const left = async (): Promise<readonly string[]> => {
          const now = await startsOf(project);
          return waits.map(([service]) => service).filter(service => now.get(service) === before.get(service));
        };
        await expect.poll(left, {timeout: 180_000, interval: 500}).toEqual([]);
        await terminal.sees(/9 restarted in|9\/9 ● healthy/, {within: 30_000});
      });
    } finally {
      events.stop();
    }
    terminal.picture('stories/system-auren-restarted');
    // A broker that is started again by the engine may just be down.
    await expect.poll(async () => (await checked(project)).code, {timeout: 60_000, interval: 500}).toBe(0);

    for (const [service, started, healthy] of waits) {
      // A broker that finds its place in ZooKeeper still taken is started again by the engine.
      if (service !== 'kafka') expect(when(service, 'start'), `starts of ${service}`).toHaveLength(1);
      const [began = 0] = when(service, 'start');
      for (const needed of [...started, ...healthy])
        expect(began, `${service} after ${needed}`).toBeGreaterThan(when(needed, 'start')[0] ?? Number.POSITIVE_INFINITY);
      for (const needed of healthy) {
        const [restarted = 0] = when(needed, 'start');
        const well = when(needed, 'health_status: healthy').find(at => at > restarted);
        expect(began, `${service} after ${needed} was healthy`).toBeGreaterThan(well ?? Number.POSITIVE_INFINITY);
      }
    }
  }, 400_000);
});
