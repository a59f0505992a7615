import {expect, test} from 'vitest';
import {createTopic, groupRows, lagIn, produce, readAs, startReader, topics} from './broker.js';
import {
  arrivedAtApi,
  breakApi,
  callThroughTunnel,
  databases,
  describeWithServices,
  inService,
  limitMemory,
  mendApi,
  publishedUrl,
  redis,
  redisPasswords,
  serviceId,
  sql,
} from './service-stack.js';
import {docker} from './support.js';

const json = async (url: string, init?: RequestInit): Promise<unknown> => (await fetch(url, init)).json();

describeWithServices('the stories’ services', [], () => {
  test.each([
    ['tka-postgres', 'select count(*), (select count(*) from calls) from patients', '500|2000'],
    ['dimini-postgres', 'select count(*) from sessions', '40'],
    ['tracer-postgres', 'select count(*), (select count(*) from spans) from traces', '100|300'],
  ] as const)('%s has its user, its database and rows in it', async (service, statement, rows) => {
    expect(await sql(service, statement)).toBe(rows);
    expect(await sql(service, 'select current_user, current_database()')).toBe(
      `${databases[service].user}|${databases[service].database}`,
    );
  });

  test('a database asks for its password when it is called over the network', async () => {
    const call = ['psql', '-w', '-XAtq', '-h', 'tka-postgres', '-U', 'user', '-d', 'tka_voice', '-c', 'select 1'];
    await expect(inService('dimini-postgres', call)).rejects.toThrow('no password supplied');
    expect(await inService('dimini-postgres', call, [`PGPASSWORD=${databases['tka-postgres'].password}`])).toBe('1');
  });

  test.each(['redis', 'redis-locked', 'redis-env'] as const)('%s answers, and only to its password', async service => {
    expect(await redis(service, 'ping')).toBe('PONG');
    if (redisPasswords[service] === null) return;
    await expect(inService(service, ['redis-cli', '-e', 'ping'])).rejects.toThrow('NOAUTH');
  });

  test('the broker has topics with messages, and groups that lag', async () => {
    await createTopic('biometric-events', 3);
    await produce('biometric-events', ['one', 'two', 'three', 'four', 'five']);
    await produce('system-events', ['host:up', 'host:down'], {keyed: true}); // the broker makes the topic
    expect(await topics()).toEqual(expect.arrayContaining(['biometric-events', 'system-events']));

    await readAs('neuros', 'biometric-events', 2);
    const left = await groupRows('neuros');
    expect(left.map(({topic, member}) => [topic, member])).toEqual(Array(3).fill(['biometric-events', null]));
    expect(lagIn(left)).toBe(3);
  });

  test('a reader is a member of its group until it is stopped, and then gone from the container', async () => {
    await produce('agent-communications', ['hello']);
    const reader = await startReader('watchers', 'agent-communications');
    await reader.stop();
    expect((await groupRows('watchers')).every(({member}) => member === null)).toBe(true);
    const processes = async (): Promise<string> => docker('top', await serviceId('kafka'));
    await expect.poll(processes, {timeout: 60_000}).toContain('kafka.Kafka');
    await expect.poll(processes, {timeout: 60_000}).not.toContain('ConsoleConsumer');
  });

  test('the limit of the broker’s memory can be moved while it runs', async () => {
    const limit = async (): Promise<number> =>
      Number(await docker('inspect', '--format', '{{.HostConfig.Memory}}', await serviceId('kafka')));
    expect(await limit()).toBe(800 * 2 ** 20);
    await limitMemory('kafka', 600);
    expect(await limit()).toBe(600 * 2 ** 20);
    await limitMemory('kafka', 800);
    expect(await limit()).toBe(800 * 2 ** 20);
  });

  test('the agent tells its tunnel and what came through it, and replays', async () => {
    const agent = await publishedUrl('ngrok', 4040);
    const tunnel = {name: 'command_line', public_url: expect.stringMatching(/^https:\/\/\w+\.ngrok-free\.app$/), proto: 'https'};
    expect(await json(`${agent}/api/tunnels`)).toMatchObject({tunnels: [{...tunnel, config: {addr: 'http://api:8000'}}]});
    expect(await json(`${agent}/api/tunnels/command_line`)).toMatchObject(tunnel);

    const arrivedBefore: unknown[] = JSON.parse(await arrivedAtApi());
    expect(await callThroughTunnel('/webhooks/voice?call=1')).toBe(200);
    expect(await callThroughTunnel('/nowhere', 'GET')).toBe(404);
    const answer = await json(`${agent}/api/requests/http?limit=2`);
    expect(answer).toMatchObject({
      requests: [
        {request: {method: 'GET', uri: '/nowhere'}, response: {status_code: 404}, duration: expect.any(Number)},
        {tunnel_name: 'command_line', request: {method: 'POST', uri: '/webhooks/voice?call=1'}, response: {status: '200 OK'}},
      ],
    });
    const id = JSON.stringify(answer).match(/"id":"(\w+)","tunnel_name":"command_line"[^}]*"method":"POST"/)?.[1];
    const headers = {'content-type': 'application/json'};
    const replayed = await fetch(`${agent}/api/requests/http`, {method: 'POST', headers, body: JSON.stringify({id})});
    expect(replayed.status).toBe(204);
    expect(JSON.parse(await arrivedAtApi()).slice(arrivedBefore.length)).toEqual(Array(2).fill('/webhooks/voice?call=1'));
    expect((await fetch(`${agent}/api/requests/http`, {method: 'DELETE'})).status).toBe(204);
    expect(await json(`${agent}/api/requests/http`)).toMatchObject({requests: []});
  });

  test('a tunnel that was started again has another public URL', async () => {
    const tunnels = async (): Promise<string> => JSON.stringify(await json(`${await publishedUrl('ngrok', 4040)}/api/tunnels`));
    const before = /https:[\w/.-]+/.exec(await tunnels())?.[0];
    await docker('restart', '-t', '1', await serviceId('ngrok'));
    await expect.poll(() => tunnels().catch(() => ''), {timeout: 60_000}).toContain('ngrok-free.app');
    expect(await tunnels()).not.toContain(before);
  });

  test('the health of api is only to be had over HTTP, and breaks with a reason', async () => {
    expect(await inService('api', ['ask', 'http://localhost:8000/health'])).toContain('healthy');
    await breakApi();
    try {
      await expect(inService('api', ['ask', 'http://localhost:8000/health'])).rejects.toThrow('503');
      expect(await inService('api', ['curl', '-s', 'http://localhost:8000/health'])).toContain('"Database connection failed: ');
    } finally {
      await mendApi();
    }
    const inspected = await docker(
      'inspect',
      '--format',
      '{{.State.Health}} {{index .Config.Labels "stacktop.health"}}',
      await serviceId('api'),
    );
    expect(inspected).toBe('<nil> :8000/health');
  });

  test('web is published, and bare has not even a shell', async () => {
    expect(await json(`${await publishedUrl('web', 8000)}/health`)).toMatchObject({status: 'healthy'});
    await expect(inService('bare', ['sh', '-c', 'true'])).rejects.toMatchObject({code: 126});
  });
});
