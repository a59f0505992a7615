import {afterAll, afterEach, beforeAll, describe, test} from 'vitest';
import type {DemoEngine} from '../../source/demo/options.js';
import {startDemoEngine} from '../../source/demo/start.js';
import {rowShows, select} from '../stories/list.js';
import {Terminal} from '../support/terminal.js';

// Only Linux has the whole of 127.0.0.0/8, where the demo's services answer.
describe.runIf(process.platform === 'linux')('health over HTTP, on the demo engine', () => {
  let engine: DemoEngine | undefined;
  beforeAll(async () => {
    engine = await startDemoEngine({systems: ['agent-tracer']});
  });
  afterEach(() => Terminal.closeAll());
  afterAll(() => engine?.close());

  test('has a mark of its own, the why line says what a 503 said, and what is mended is well again', async () => {
    const terminal = Terminal.open({env: {DOCKER_HOST: engine?.host ?? ''}, columns: 140, rows: 30});
    await rowShows(terminal, ['agent-tracer', 'query_api'], /◆ healthy/, {within: 15_000});
    engine?.world.breakHealth('agent-tracer/query_api', {output: 'Database connection failed'});
    await rowShows(terminal, ['agent-tracer', 'query_api'], /▲ HTTP 503/, {within: 25_000});
    await rowShows(terminal, ['agent-tracer', 'ingest_api'], /◆ healthy/);
    await select(terminal, 'agent-tracer', 'query_api');
    await terminal.sees(/GET :8001\/health says 503 “.*Database connection failed/);
    terminal.picture('stories/demo-http-health');
    engine?.world.heal('agent-tracer/query_api');
    await rowShows(terminal, ['agent-tracer', 'query_api'], /◆ healthy/, {within: 25_000});
    await terminal.unsees(/says 503/);
  }, 90_000);
});
