import {expect, test} from 'vitest';
import {select} from '../stories/list.js';
import {Terminal} from '../support/terminal.js';
import {createTopic, produce, readAs} from './broker.js';
import {describeWithServices, type LabService, redis, serviceId, serviceStack} from './service-stack.js';
import {docker} from './support.js';

/** How many programs were started in a service's container since then (s since 1970). */
const execsSince = async (service: LabService, since: number): Promise<number> => {
  const filters = ['--filter', `container=${await serviceId(service)}`, '--filter', 'event=exec_create'];
  const until = String(Math.floor(Date.now() / 1000) + 1);
  return (await docker('events', '--since', String(since), '--until', until, ...filters)).split('\n').filter(Boolean).length;
};

describeWithServices('vital signs of', ['tka-postgres', 'redis', 'kafka'], () => {
  const open = async (service: string): Promise<Terminal> => {
    const terminal = Terminal.open({args: [`stack=${serviceStack}`], env: {DOCKER_HOST: 'unix:///var/run/docker.sock'}});
    await terminal.sees(/▾ services /);
    await select(terminal, serviceStack, service);
    return terminal;
  };

  test('a database: connections, size, cache hits, the longest query', async () => {
    const terminal = await open('tka-postgres');
    await terminal.press('enter');
    await terminal.sees(/postgres +connections \d+ of 100 +database size [\d.]+M +cache hits \S+ +longest query/);
    terminal.picture('stories/real-vitals-postgres');
  });

  test('a cache, and that it is nearly full or throws keys away, in the why line', async () => {
    await redis('redis', 'CONFIG', 'SET', 'maxmemory', '3mb', 'maxmemory-policy', 'noeviction');
    try {
      const terminal = await open('redis');
      await terminal.press('enter'); // where it is asked every few seconds
      // It ends where the memory does: what the server says then is no failure of the story.
      const fill = () =>
        redis('redis', 'EVAL', "for i = 1, 400 do redis.call('set', 'k' .. i, string.rep('x', 8000)) end", '0').catch(() => '');
      await fill();
      await terminal.sees(/redis: [\d.]+M of 3\.0M of its memory/, {within: 20_000});
      await redis('redis', 'CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
      await fill();
      await terminal.sees(/evicted [1-9]\d*/, {within: 20_000});
      terminal.picture('stories/real-vitals-redis');
    } finally {
      await redis('redis', 'FLUSHALL');
      await redis('redis', 'CONFIG', 'SET', 'maxmemory', '0');
    }
  });

  test('a broker: topics, partitions, the lag of the worst group', async () => {
    await createTopic('vitals', 2);
    await produce('vitals', [...'abcdefghij']); // no other story's group lags as far
    await readAs('slow-reader', 'vitals', 2);
    const terminal = await open('kafka');
    await terminal.press('enter');
    await terminal.sees(/kafka +topics \d+ +under-replicated 0 of \d+ partitions/);
    await terminal.sees(/slow-reader/);
    terminal.picture('stories/real-vitals-kafka');
  });

  test('only the one that is looked at is asked', async () => {
    const terminal = await open('redis');
    await terminal.press('enter');
    await terminal.sees(/redis +memory /);
    await terminal.press('esc');
    await select(terminal, serviceStack, 'tka-postgres');
    await terminal.press('enter');
    await terminal.sees(/postgres +connections/);
    const since = Math.ceil(Date.now() / 1000);
    await expect.poll(() => execsSince('tka-postgres', since), {timeout: 60_000, interval: 500}).toBeGreaterThanOrEqual(2);
    expect(await execsSince('redis', since)).toBe(0);
  });
});
