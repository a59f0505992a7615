import {afterEach, expect, test} from 'vitest';
import {breakWeb, containerOf, describeOnEngine, docker, healthBecomes, healthOf, mendWeb, services, stacks} from './support.js';

describeOnEngine('the stacks that all stories share', () => {
  afterEach(() => mendWeb('shop'));

  test.each(stacks)('%s is up with all its services, and its job is done', async stack => {
    const states = await docker('ps', '-a', '--filter', `label=com.docker.compose.project=${stack}`, '--format', '{{.State}}');
    expect(states.split('\n').sort()).toEqual(['exited', 'running', 'running', 'running']);
    const health = async (): Promise<unknown> =>
      Object.fromEntries(
        await Promise.all(services.map(async service => [service, await healthOf(await containerOf(stack, service))] as const)),
      );
    await expect.poll(health, {timeout: 60_000}).toEqual({postgres: 'healthy', redis: 'healthy', web: 'healthy', job: 'exited'});
    expect(await docker('inspect', '--format', '{{.State.ExitCode}}', await containerOf(stack, 'job'))).toBe('0');
  });

  test('the servers are real ones, and the web service writes numbered lines to both streams', async () => {
    const sql = ['psql', '-U', 'shop', '-d', 'orders', '-XAtc', "select count(*) from pg_tables where tablename = 'orders'"];
    expect(await docker('exec', await containerOf('shop', 'postgres'), ...sql)).toBe('1');
    expect(await docker('exec', await containerOf('shop', 'redis'), 'redis-cli', 'ping')).toBe('PONG');
    const web = await containerOf('shop', 'web');
    await expect.poll(() => docker('logs', web), {timeout: 60_000}).toMatch(/INFO web line 1:[\s\S]*INFO web line 2:/);
  });

  test('the web service falls ill in one stack and not in the other, and recovers', async () => {
    const web = await containerOf('shop', 'web');
    await breakWeb('shop');
    await healthBecomes(web, 'unhealthy');
    expect(await healthOf(await containerOf('shop-test', 'web'))).toBe('healthy');
    await mendWeb('shop');
    await healthBecomes(web, 'healthy');
  });
});
