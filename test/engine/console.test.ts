import {expect, test} from 'vitest';
import {endInput, say} from '../stories/bash.js';
import {consoleStories} from '../stories/console.js';
import {select} from '../stories/list.js';
import {Terminal} from '../support/terminal.js';
import {storiesOnEngine} from './on-engine.js';
import {databases, describeWithServices, redisPasswords, serviceId, serviceStack} from './service-stack.js';
import {docker, eventsWhile} from './support.js';

storiesOnEngine('a console', consoleStories);

describeWithServices('a console of', ['tka-postgres', 'dimini-postgres', 'tracer-postgres', 'redis-locked', 'redis-env'], () => {
  const open = async (service: string): Promise<Terminal> => {
    const terminal = Terminal.open({args: [`stack=${serviceStack}`], env: {DOCKER_HOST: 'unix:///var/run/docker.sock'}});
    await terminal.sees(/▾ services /);
    await select(terminal, serviceStack, service);
    return terminal;
  };

  test.each(['tka-postgres', 'dimini-postgres', 'tracer-postgres'] as const)(
    '%s is that of its user and database',
    async service => {
      const {user, database, password} = databases[service];
      const terminal = await open(service);
      await terminal.press('x');
      await terminal.sees(new RegExp(`^${database}=# ?$`, 'm'));
      await say(terminal, "select current_user || '@' || current_database() as who;");
      await terminal.sees(`${user}@${database}`);
      await endInput(terminal, new RegExp(`^${database}=# ?$`));
      await terminal.sees(`psql in services/${service} ended: exit code 0`);
      expect(terminal.raw).not.toContain(password);
    },
  );

  test.each(['redis-locked', 'redis-env'] as const)('%s has its password, which nobody sees', async service => {
    const password = redisPasswords[service];
    const id = await serviceId(service);
    const terminal = await open(service);
    const events = await eventsWhile(id, async () => {
      await terminal.press('x');
      await terminal.sees(/^127\.0\.0\.1:6379> ?$/m);
      await say(terminal, 'PING');
      await terminal.sees(/^PONG$/m);
      const arguments_ = await docker('top', id, '-eo', 'pid,args');
      expect(arguments_.split('\n').filter(line => line.includes('redis-cli'))).toHaveLength(1);
      expect(arguments_).not.toContain(password);
      await endInput(terminal, /^127\.0\.0\.1:6379> ?$/);
      await terminal.sees(`redis-cli in services/${service} ended: exit code 0`);
    });
    expect(events).toMatch(/exec_create: [\s\S]*redis-cli/);
    expect(events).not.toContain(password);
    expect(terminal.raw).not.toContain(password);
  });
});
