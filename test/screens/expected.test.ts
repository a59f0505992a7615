import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import type {DemoEngine} from '../../source/demo/options.js';
import {startDemoEngine} from '../../source/demo/start.js';
import {run} from '../commands/program.js';
import {ask} from '../stories/engine-socket.js';
import {rowOf, rowShows, select} from '../stories/list.js';
import {Terminal} from '../support/terminal.js';

describe('what is expected, and what there is, on the demo engine', () => {
  let engine: DemoEngine | undefined;
  const host = (): string => engine?.host ?? '';
  const open = (more: object = {}): Terminal => Terminal.open({env: {DOCKER_HOST: host()}, ...more});
  beforeAll(async () => {
    engine = await startDemoEngine({systems: ['auren', 'surgical-care-companion', 'agent-tracer']});
  });
  afterEach(() => Terminal.closeAll());
  afterAll(() => engine?.close());

  test('an image whose name was given to another one since is a drift', async () => {
    const terminal = open();
    await rowShows(terminal, ['surgical-care-companion', 'pgadmin'], /· – ≠ drift/, {within: 15_000});
    await rowShows(terminal, ['surgical-care-companion', 'postgres'], /● healthy {2}/);
    await select(terminal, 'surgical-care-companion', 'pgadmin');
    await terminal.sees('pgadmin: dpage/pgadmin4 is another image by now, tagged 2 h 12 min ago · C up recreates it');
    terminal.picture('stories/demo-drift');
    await terminal.press('enter');
    await terminal.sees('drift     dpage/pgadmin4 is another image by now');
  }, 60_000);

  // What becomes of a leak takes more than a minute to be told: that is a story of the real engine alone.
  test('memory at its limit is no alarm where that is usual', async () => {
    const terminal = open();
    await rowShows(terminal, ['auren', 'postgres'], / 7\d\dM +\/800M/, {within: 15_000});
    expect(rowOf(terminal, 'auren', 'postgres')?.text).not.toContain('!');
  });

  test('a service that only the profile names is a row when its container is removed, and its keys say that it has none', async () => {
    const terminal = open({args: ['stack=agent-tracer']});
    await rowShows(terminal, ['agent-tracer', 'postgres'], /● healthy/, {within: 15_000});
    await select(terminal, 'agent-tracer', 'postgres');
    await ask({host: host()}, 'DELETE', '/containers/agent_observability_db?force=1');
    await rowShows(terminal, ['agent-tracer', 'postgres'], /◌ missing/);
    await rowShows(terminal, ['agent-tracer', null], /2\/3/);
    expect(terminal.selected()).toMatch(/ postgres /);
    await terminal.sees('postgres is named by the profile agent-tracer, and has no container · ingest_api, query_api need it');
    terminal.picture('stories/demo-missing');
    for (const key of ['l', 'e', 'x', 'r', 'u', 'space']) {
      await terminal.press(key);
      await terminal.sees(`${key === 'space' ? 'Space' : key}: it has no container: C can bring it up`);
    }
    await terminal.press('c');
    await terminal.sees('Copy');
    await terminal.press('esc');
    const {stdout} = await run(['ls', 'agent-tracer', '--json'], {env: {DOCKER_HOST: host()}});
    expect(JSON.parse(stdout)).toMatchObject([{missing: ['postgres'], health: 'unhealthy', running: 2, total: 3}]);
  }, 60_000);
});
