import {afterEach, expect, test} from 'vitest';
import {run} from '../commands/program.js';
import {rowShows, select} from '../stories/list.js';
import {Terminal} from '../support/terminal.js';
import {breakApi, describeWithServices, mendApi, serviceId, serviceStack} from './service-stack.js';
import {docker} from './support.js';

const host = 'unix:///var/run/docker.sock';

describeWithServices('health over HTTP, of a service without a check', ['api'], () => {
  afterEach(async () => {
    await docker('start', await serviceId('api'));
    await mendApi();
  });
  const open = async (): Promise<Terminal> => {
    const terminal = Terminal.open({args: [`stack=${serviceStack}`], env: {DOCKER_HOST: host}});
    await rowShows(terminal, [serviceStack, 'api'], /◆ healthy/);
    return terminal;
  };

  test('has a mark of its own, and the why line says what a 503 said', async () => {
    const terminal = await open();
    await breakApi();
    await rowShows(terminal, [serviceStack, 'api'], /▲ HTTP 503/, {within: 15_000});
    await select(terminal, serviceStack, 'api');
    await terminal.sees('GET :8000/health says 503 “Database connection failed: could not connect');
    // Just after its start it may say so; check asks once, and cannot know that it had answered well before.
    const check = () => run(['check', serviceStack, '--host', host]);
    await expect.poll(check, {timeout: 60_000, interval: 500}).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^services\/api: unhealthy for .*says 503 "Database connection failed/),
    });
    terminal.picture('stories/real-http-health');
    await mendApi();
    await rowShows(terminal, [serviceStack, 'api'], /◆ healthy/);
  });

  test('is watched after a restart until it answers', async () => {
    const terminal = await open();
    await select(terminal, serviceStack, 'api');
    await breakApi();
    await rowShows(terminal, [serviceStack, 'api'], /HTTP 503/, {within: 15_000});
    await terminal.press('r');
    await terminal.sees('Restart services/api?');
    await terminal.press('enter');
    await rowShows(terminal, [serviceStack, 'api'], /checking/);
    await mendApi();
    await rowShows(terminal, [serviceStack, 'api'], /healthy \d+s|◆ healthy/);
  });

  test('is no health when it does not run', async () => {
    const terminal = await open();
    await docker('stop', '-t', '1', await serviceId('api'));
    await rowShows(terminal, [serviceStack, 'api'], /stopped|exited/);
    await docker('start', await serviceId('api'));
    await rowShows(terminal, [serviceStack, 'api'], /◆ healthy/, {within: 15_000});
  });
});
