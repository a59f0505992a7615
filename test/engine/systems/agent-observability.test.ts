import {afterEach, expect, test} from 'vitest';
import {rowShows, select} from '../../stories/list.js';
import {docker, healthBecomes, idOf} from '../support.js';
import {checked, describeWithSystem, openSystem, reportOf, withFigures} from '../system-stack.js';

const project = 'agent-observability';
const apis = ['ingest_api', 'query_api'] as const;

describeWithSystem('agent-observability', {}, () => {
  afterEach(async () => {
    const id = await idOf(project, 'postgres');
    await docker('start', id);
    await healthBecomes(id, 'healthy');
  });

  test('is known by its name, every service as what it is', async () => {
    const {profile, health, containers} = await reportOf(project);
    expect({profile, health}).toEqual({profile: 'agent-tracer', health: 'healthy'});
    expect(Object.fromEntries(containers.map(({service, kind}) => [service, kind]))).toEqual({
      postgres: 'postgres',
      ingest_api: 'http',
      query_api: 'http',
    });
  });

  test('without its database both APIs are unwell because of it, on screen and for scripts; with it all is well again', async () => {
    const terminal = openSystem(project);
    for (const api of apis) await rowShows(terminal, [project, api], /◆ healthy/);
    await withFigures(`${project}, its database stopped until what hangs on it is explained`, terminal, async () => {
      await select(terminal, project, 'postgres');
      await terminal.press('S');
      await terminal.sees(`Stop ${project}/postgres?`);
      await terminal.press('enter');
      for (const api of apis) await rowShows(terminal, [project, api], /▲ HTTP 503/, {within: 30_000});
      // The cause first, and what follows from it.
      await select(terminal, project);
      await terminal.sees(/postgres .*stopped.*ingest_api.*query_api/);
    });
    terminal.picture('stories/system-agent-tracer-cause');
    for (const api of apis) {
      await select(terminal, project, api);
      await terminal.sees(new RegExp(`${api} .*postgres.*stopped`));
    }
    terminal.picture('stories/system-agent-tracer-consequence');
    // Just after their start they may say so; check asks once, and cannot know that they had answered well before.
    const told = async (): Promise<unknown> => {
      const {code, stdout} = await checked(project);
      return {code, lines: stdout.trim().split('\n')};
    };
    const cause = expect.stringMatching(new RegExp(`^${project}/postgres: .*stopped.*ingest_api.*query_api`));
    // One line: a consequence is no cause of its own.
    await expect.poll(told, {timeout: 60_000, interval: 500}).toEqual({code: 1, lines: [cause]});

    await withFigures(`${project}, its database started until all is well`, terminal, async () => {
      await select(terminal, project, 'postgres');
      await terminal.press('S');
      await terminal.sees(`Start ${project}/postgres?`);
      await terminal.press('enter');
      for (const api of apis) await rowShows(terminal, [project, api], /◆ healthy/, {within: 20_000});
      await rowShows(terminal, [project, null], /3\/3 ● healthy/);
    });
    expect(await checked(project)).toMatchObject({code: 0});
  });
});
