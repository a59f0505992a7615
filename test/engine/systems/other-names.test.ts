import {afterAll, beforeAll, expect, test} from 'vitest';
import {rowShows} from '../../stories/list.js';
import {describeSystems, downSystem, openSystem, reportOf, type System, systems, upSystem} from '../system-stack.js';

/** Somebody cloned each into a folder of another name. Nothing else tells what it is but its services. */
const renamed: readonly (readonly [System, string])[] = [
  ['surgical-care-companion', 'elsewhere-voice'],
  ['dimini', 'elsewhere-prod'],
  ['agent-observability', 'elsewhere-traces'],
  ['auren', 'elsewhere-neuros'],
  ['ichrisbirch', 'elsewhere-home'],
];

describeSystems('systems under other names', ['auren'], () => {
  beforeAll(async () => {
    const up = async (some: typeof renamed): Promise<void> => {
      for (const [system, project] of some) await upSystem(system, project);
    };
    await Promise.all([up(renamed.slice(0, 3)), up(renamed.slice(3))]); // all at once would be too much for what else runs
  }, 900_000);
  afterAll(async () => {
    for (const [, project] of renamed) await downSystem(project);
  }, 900_000);

  test.each(renamed)('%s is known as %s too, and well', async (system, project) => {
    const {profile, health} = await reportOf(project);
    expect({profile, health}).toEqual({profile: systems[system], health: 'healthy'});
  });

  test('all five are on one screen, each a stack of its own', async () => {
    const terminal = openSystem('elsewhere', {rows: 50});
    for (const [, project] of renamed) await rowShows(terminal, [project, null], /● healthy +[\d.]+/);
    await rowShows(terminal, ['elsewhere-traces', 'ingest_api'], /◆ healthy/); // its profile tells where to ask
    terminal.picture('stories/systems');
  });
});
