import {afterAll, beforeAll, expect, test} from 'vitest';
import {rowShows, select} from '../../stories/list.js';
import {describeSystems, downSystem, openSystem, reportOf, startsOf, upSystem, withFigures} from '../system-stack.js';

const [dev, tests] = ['ichrisbirch', 'ichrisbirch-test'] as const;

describeSystems('ichrisbirch, dev and test side by side', ['ichrisbirch'], () => {
  beforeAll(async () => {
    await Promise.all([upSystem('ichrisbirch', dev), upSystem('ichrisbirch', tests)]);
  }, 400_000);
  afterAll(async () => {
    for (const project of [dev, tests]) await downSystem(project);
  }, 400_000);

  test('both are known, and are two stacks with containers and ports of their own', async () => {
    const reports = [await reportOf(dev), await reportOf(tests)];
    for (const {profile, health, running, total} of reports)
      expect({profile, health, running, total}).toEqual({profile: 'ichrisbirch', health: 'healthy', running: 7, total: 7});
    const ids = reports.flatMap(({containers}) => containers.map(({id}) => id));
    expect(new Set(ids).size).toBe(14);
    const ports = reports.flatMap(({containers}) => containers.flatMap(one => one.ports));
    expect(ports.length).toBeGreaterThanOrEqual(10);
    expect(new Set(ports).size).toBe(ports.length);
  });

  test('only the one that is meant is restarted', async () => {
    const terminal = openSystem(dev);
    for (const project of [dev, tests]) await rowShows(terminal, [project, null], /7\/7 ● healthy/);
    terminal.picture('stories/system-ichrisbirch');
    const [devBefore, testsBefore] = [await startsOf(dev), await startsOf(tests)];
    await withFigures(`${tests}, restarted beside ${dev}`, terminal, async () => {
      await select(terminal, tests);
      await terminal.press('r');
      await terminal.sees(/Restart .*ichrisbirch-test/);
      await terminal.press('enter');
      const left = async (): Promise<readonly string[]> => {
        const now = await startsOf(tests);
        return [...testsBefore.keys()].filter(service => now.get(service) === testsBefore.get(service));
      };
      await expect.poll(left, {timeout: 150_000, interval: 500}).toEqual([]);
      await terminal.sees(/7 restarted in|ichrisbirch-test +7\/7 ● healthy/, {within: 30_000});
    });
    terminal.picture('stories/system-ichrisbirch-restarted');
    expect(await startsOf(dev)).toEqual(devBefore);
  });
});
