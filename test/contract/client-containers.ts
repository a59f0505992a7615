import {afterAll, expect, test} from 'vitest';
import {inspectContainer, listContainers, listProcesses} from '../../source/engine/containers.js';
import {
  killContainer,
  pauseContainer,
  removeContainer,
  restartContainer,
  startContainer,
  stopContainer,
  unpauseContainer,
} from '../../source/engine/lifecycle.js';
import type {Container} from '../../source/model/container.js';
import {clientOf} from './client-engine.js';
import {type Clauses, eventually} from './subject.js';

export const clientContainers: Clauses = subject => {
  const client = clientOf(subject);
  afterAll(() => subject().sendGuestsHome());

  const shop = async (): Promise<readonly Container[]> => {
    const {engine, signal} = client();
    const all = await listContainers(engine, signal);
    return all.filter(({project}) => project === 'shop').sort((a, b) => (a.service ?? '').localeCompare(b.service ?? ''));
  };

  test('it learns who answers', async () => {
    const {engine, signal} = client();
    expect(engine).toMatchObject({apiVersion: `1.${subject().minor}`, product: 'Docker'});
    const info = await engine.info(signal);
    expect(info).toMatchObject({
      product: 'Docker',
      apiVersion: engine.apiVersion,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      hostName: expect.stringMatching(/./),
      operatingSystem: expect.stringMatching(/./),
      cgroupVersion: expect.stringMatching(/^[12]$/),
      cgroupDriver: expect.stringMatching(/^(cgroupfs|systemd)$/),
      rootless: expect.any(Boolean),
    });
    expect(info.cpus).toBeGreaterThan(0);
    expect(info.memoryTotal).toBeGreaterThan(2 ** 28);
  });

  test('it lists the shop: who runs, how well, on which ports and networks', async () => {
    const up = {project: 'shop', number: 1, oneOff: false, state: 'running', health: 'healthy', statusExitCode: null};
    const at = {networks: ['shop_default'], networkMode: 'shop_default'};
    const local = expect.stringMatching(/^127\./);
    const closed = (privatePort: number) => [{ip: null, privatePort, publicPort: null, protocol: 'tcp'}];
    expect(await shop()).toMatchObject([
      {...up, ...at, service: 'job', state: 'exited', health: 'none', statusExitCode: 0, ports: []},
      {...up, ...at, service: 'postgres', ports: closed(5432)},
      {...up, ...at, service: 'redis', ports: closed(6379)},
      {...up, ...at, service: 'web', ports: [{ip: local, privatePort: 8000, publicPort: expect.any(Number), protocol: 'tcp'}]},
    ]);
  });

  test('list and inspection say the same of each container', async () => {
    const {engine, signal} = client();
    for (const listed of await shop()) {
      const inspected = await inspectContainer(engine, listed.id, signal);
      expect({...inspected, inspection: null}).toEqual(listed);
    }
  });

  test('an inspection tells what the screens show beyond the list', async () => {
    const {engine, signal} = client();
    const [job, postgres] = await Promise.all((await shop()).map(({id}) => inspectContainer(engine, id, signal)));
    expect(postgres?.inspection).toMatchObject({
      startedAt: expect.any(Number),
      exitCode: null,
      oomKilled: false,
      restarts: 0,
      error: '',
      pid: expect.any(Number),
      memoryLimit: 256 * 2 ** 20,
      cpuLimit: null,
      tty: false,
      env: expect.arrayContaining(['POSTGRES_USER=shop', 'POSTGRES_DB=orders']),
      exposedPorts: ['5432/tcp'],
      healthTest: ['CMD', 'pg_isready', '-q', '-h', '127.0.0.1', '-U', 'shop', '-d', 'orders'],
      healthInterval: expect.any(Number),
      failingStreak: 0,
      probes: expect.arrayContaining([
        {start: expect.any(Number), end: expect.any(Number), exitCode: 0, output: expect.any(String)},
      ]),
      mounts: [
        expect.objectContaining({type: 'volume', name: 'shop_data', destination: '/var/lib/postgresql/data', writable: true}),
      ],
      networks: [expect.objectContaining({name: 'shop_default', aliases: expect.arrayContaining(['postgres'])})],
      logDriver: 'json-file',
    });
    expect(job?.inspection).toMatchObject({exitCode: 0, pid: null, probes: [], healthTest: [], failingStreak: 0});
    expect(job?.inspection?.finishedAt).toBeGreaterThanOrEqual(job?.inspection?.startedAt ?? Number.POSITIVE_INFINITY);
  });

  test('processes have a command in the last column', async () => {
    const {engine, signal} = client();
    const web = (await shop()).find(({service}) => service === 'web');
    const {titles, rows} = await listProcesses(engine, web?.id ?? '', signal);
    expect(titles.at(-1)).toBe('CMD');
    expect(rows[0]?.at(-1)).toContain('web');
  });

  test('it is told whether something was done or so already, and why something cannot be', async () => {
    const {engine, signal} = client();
    const id = await subject().bring('quiet', 'driven');
    const soon = {timeoutS: 30};
    expect(await startContainer(engine, id, signal)).toBe('already');
    expect(await pauseContainer(engine, id, signal)).toBe('done');
    await expect(pauseContainer(engine, id, signal)).rejects.toMatchObject({code: 'conflict', status: 409});
    expect(await unpauseContainer(engine, id, signal)).toBe('done');
    expect(await stopContainer(engine, id, soon, signal)).toBe('done');
    expect(await stopContainer(engine, id, soon, signal)).toBe('already');
    await expect(killContainer(engine, id, 'KILL', signal)).rejects.toMatchObject({code: 'conflict', status: 409});
    await expect(listProcesses(engine, id, signal)).rejects.toMatchObject({code: 'conflict', status: 409});
    expect(await restartContainer(engine, id, soon, signal)).toBe('done');
    await expect(removeContainer(engine, id, {}, signal)).rejects.toMatchObject({code: 'conflict', status: 409});
    expect(await killContainer(engine, id, 'KILL', signal)).toBe('done');
    await eventually(() => inspectContainer(engine, id, signal)).toMatchObject({state: 'exited', inspection: {exitCode: 137}});
    expect(await removeContainer(engine, id, {volumes: true}, signal)).toBe('done');
    await expect(inspectContainer(engine, id, signal)).rejects.toMatchObject({code: 'not-found', status: 404});
    await expect(startContainer(engine, id, signal)).rejects.toMatchObject({code: 'not-found'});
  });
};
