import {expect, test} from 'vitest';
import {record, text as textOf} from '../../source/engine/read.js';
import {address, id, imageId, json, mac, never, number, text, time} from './forms.js';
import {entryOf} from './list.js';
import {type Clauses, refusal, type Subject} from './subject.js';

const inspect = async (subject: Subject, service: string) =>
  record(await subject.read(`/containers/${textOf((await entryOf(subject, service)).Id)}/json`));

const variables = expect.arrayContaining([expect.stringMatching(/^\w+=/)]);

const stateKeys = [
  ...['Dead', 'Error', 'ExitCode', 'FinishedAt', 'OOMKilled', 'Paused'],
  ...['Pid', 'Restarting', 'Running', 'StartedAt', 'Status'],
];

export const inspection: Clauses = subject => {
  test('a container that runs tells of its state and of the last runs of its check', async () => {
    const {State, ...web} = await inspect(subject(), 'web');
    expect(web).toMatchObject({
      Id: id,
      Name: expect.stringMatching(/^\/shop[_-]web[_-]1$/),
      Created: time,
      Image: imageId,
      Path: text,
      Args: expect.any(Array),
      RestartCount: 0,
    });
    expect(Object.keys(record(State)).sort()).toEqual([...stateKeys, 'Health'].sort());
    expect(State).toMatchObject({
      Status: 'running',
      Running: true,
      Paused: false,
      Restarting: false,
      OOMKilled: false,
      Dead: false,
      ExitCode: 0,
      Error: '',
      StartedAt: time,
      Health: {
        Status: 'healthy',
        FailingStreak: 0,
        Log: expect.arrayContaining([{Start: time, End: time, ExitCode: 0, Output: text}]),
      },
    });
    expect(Number(record(State).Pid)).toBeGreaterThan(0);
    const runs = record(record(State).Health).Log;
    expect(Array.isArray(runs) && runs.length).toBeLessThanOrEqual(5);
  });

  test('it tells how it was made', async () => {
    const {Config, HostConfig, Mounts} = await inspect(subject(), 'postgres');
    expect(Config).toMatchObject({
      Image: text,
      Env: variables,
      Labels: {'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'postgres'},
      Tty: false,
      User: '',
      WorkingDir: text,
      Hostname: expect.stringMatching(/^[0-9a-f]{12}$/),
      ExposedPorts: {'5432/tcp': {}},
      Healthcheck: {
        Test: ['CMD', 'pg_isready', '-q', '-h', '127.0.0.1', '-U', 'shop', '-d', 'orders'],
        Interval: number,
        Timeout: number,
        Retries: number,
      },
    });
    expect(Number(record(record(Config).Healthcheck).Interval)).toBeGreaterThanOrEqual(1e8);
    expect(HostConfig).toMatchObject({
      Memory: 256 * 2 ** 20,
      NanoCpus: 0,
      CpuQuota: 0,
      CpuPeriod: 0,
      NetworkMode: 'shop_default',
      RestartPolicy: {Name: text, MaximumRetryCount: 0},
      LogConfig: {Type: 'json-file', Config: {}},
    });
    const place = {Type: 'volume', Name: 'shop_data', Destination: '/var/lib/postgresql/data', RW: true};
    expect(Mounts).toEqual([expect.objectContaining({...place, Source: text})]);
  });

  test('it tells of its networks and ports; the flat address is there up to API 1.51', async () => {
    const {minor} = subject();
    const web = record((await inspect(subject(), 'web')).NetworkSettings);
    expect(web).toMatchObject({
      Ports: {'8000/tcp': [{HostIp: expect.stringMatching(/^127\./), HostPort: expect.stringMatching(/^\d+$/)}]},
      Networks: {
        shop_default: {
          IPAddress: address,
          Gateway: address,
          MacAddress: mac,
          GlobalIPv6Address: '',
          Aliases: expect.arrayContaining(['web']),
        },
      },
    });
    expect('IPAddress' in web).toBe(minor < 52);
    expect(record((await inspect(subject(), 'redis')).NetworkSettings).Ports).toEqual({'6379/tcp': null});
  });

  test('a job that is done has its exit code and end, and no process, ports or health', async () => {
    const {State, NetworkSettings} = await inspect(subject(), 'job');
    expect(Object.keys(record(State)).sort()).toEqual(stateKeys);
    expect(State).toMatchObject({Status: 'exited', Running: false, Pid: 0, ExitCode: 0, StartedAt: time, FinishedAt: time});
    expect(NetworkSettings).toMatchObject({Ports: {}, Networks: {shop_default: {IPAddress: ''}}});
  });

  test('it is found by its name and by the start of its id, not by the start of its name', async () => {
    const {ask, read} = subject();
    const web = await inspect(subject(), 'web');
    const name = textOf(web.Name).slice(1);
    expect(await read(`/containers/${name}/json`)).toMatchObject({Id: web.Id});
    expect(await read(`/containers/${textOf(web.Id).slice(0, 12)}/json`)).toMatchObject({Id: web.Id});
    const start = name.slice(0, -2);
    expect(refusal(await ask('GET', `/containers/${start}/json`))).toEqual({
      status: 404,
      type: json,
      message: `No such container: ${start}`,
    });
  });

  test('a container that has no check and never ended says so', async () => {
    const {bring, read, sendGuestsHome} = subject();
    const guest = await bring('quiet', 'unended');
    expect(await read(`/containers/${guest}/json`)).toMatchObject({State: {Status: 'running', FinishedAt: never}});
    expect(await read(`/containers/${guest}/json`)).not.toHaveProperty('State.Health');
    await sendGuestsHome();
  });

  test('its processes are told as ps tells them', async () => {
    const {read} = subject();
    const web = textOf((await entryOf(subject(), 'web')).Id);
    const plain = record(await read(`/containers/${web}/top`));
    expect(plain.Titles).toEqual(['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD']);
    expect(plain.Processes).toEqual(expect.arrayContaining([expect.arrayContaining([expect.stringContaining('web')])]));
    const aux = record(await read(`/containers/${web}/top?ps_args=aux`));
    expect(aux.Titles).toEqual([...['USER', 'PID', '%CPU', '%MEM', 'VSZ', 'RSS', 'TTY', 'STAT', 'START', 'TIME', 'COMMAND']]);
    for (const {Titles, Processes} of [plain, aux])
      for (const row of Array.isArray(Processes) ? Processes : [])
        expect(row).toHaveLength(Array.isArray(Titles) ? Titles.length : 0);
  });
};
