import {describe, expect, it} from 'vitest';
import {containerFromInspect} from '../../source/engine/inspect.js';

const docker20 = {
  Id: 'a1',
  Name: '/auren-db-1',
  Created: '2026-01-02T03:04:05.678901234Z',
  Image: 'sha256:1',
  RestartCount: 3,
  State: {
    Status: 'running',
    Running: true,
    OOMKilled: false,
    Pid: 4711,
    ExitCode: 0,
    Error: '',
    StartedAt: '2026-01-02T03:04:06.5Z',
    FinishedAt: '0001-01-01T00:00:00Z',
    Health: {
      Status: 'unhealthy',
      FailingStreak: 2,
      Log: [{Start: '2026-01-02T03:05:06.5+01:00', End: '2026-01-02T03:05:07.5+01:00', ExitCode: 1, Output: 'timed out'}],
    },
  },
  Config: {
    Image: 'postgres:16',
    Tty: true,
    Env: ['A=1'],
    Cmd: ['postgres'],
    Entrypoint: 'docker-entrypoint.sh',
    WorkingDir: '/data',
    User: '70',
    Hostname: 'db',
    StopSignal: 'SIGINT',
    StopTimeout: 60,
    ExposedPorts: {'5432/tcp': {}},
    Labels: {'com.docker.compose.project': 'auren', 'com.docker.compose.depends_on': 'redis:service_healthy:false'},
    Healthcheck: {Test: ['CMD', 'pg_isready'], Interval: 5_000_000_000},
  },
  HostConfig: {
    Memory: 838860800,
    NanoCpus: 1500000000,
    NetworkMode: 'default',
    RestartPolicy: {Name: 'unless-stopped'},
    LogConfig: {Type: 'json-file'},
  },
  Mounts: [{Type: 'volume', Name: 'data', Source: '/v', Destination: '/data', RW: true}],
  NetworkSettings: {
    Ports: {'5432/tcp': [{HostIp: '127.0.0.1', HostPort: '15432'}], '9/udp': null},
    Networks: {auren: {IPAddress: '10.0.0.2', Gateway: '10.0.0.1', MacAddress: '02:42', Aliases: ['db']}},
  },
};

function withState(state: object) {
  return {...docker20, State: {...docker20.State, ...state}};
}

describe('an inspected container', () => {
  it('of Docker 20.10', () => {
    expect(containerFromInspect(docker20)).toMatchObject({
      id: 'a1',
      name: 'auren-db-1',
      image: 'postgres:16',
      imageId: 'sha256:1',
      project: 'auren',
      state: 'running',
      health: 'unhealthy',
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      networks: ['auren'],
      networkMode: 'bridge',
      dependsOn: [{service: 'redis', condition: 'service_healthy'}],
      ports: [
        {ip: null, privatePort: 9, publicPort: null, protocol: 'udp'},
        {ip: '127.0.0.1', privatePort: 5432, publicPort: 15432, protocol: 'tcp'},
      ],
      inspection: {
        startedAt: Date.UTC(2026, 0, 2, 3, 4, 6, 500),
        finishedAt: null,
        exitCode: null,
        restarts: 3,
        pid: 4711,
        memoryLimit: 838860800,
        cpuLimit: 1.5,
        tty: true,
        entrypoint: ['docker-entrypoint.sh'],
        stopTimeout: 60,
        healthTest: ['CMD', 'pg_isready'],
        healthInterval: 5,
        failingStreak: 2,
        probes: [
          {start: Date.UTC(2026, 0, 2, 2, 5, 6, 500), end: Date.UTC(2026, 0, 2, 2, 5, 7, 500), exitCode: 1, output: 'timed out'},
        ],
        mounts: [{type: 'volume', name: 'data', source: '/v', destination: '/data', writable: true}],
        networks: [{name: 'auren', networkId: '', ip: '10.0.0.2', gateway: '10.0.0.1', mac: '02:42', aliases: ['db']}],
        exposedPorts: ['5432/tcp'],
        restartPolicy: 'unless-stopped',
        logDriver: 'json-file',
      },
    });
  });

  it.each([
    [
      'never started',
      {Status: 'created', StartedAt: '0001-01-01T00:00:00Z', Pid: 0},
      {startedAt: null, exitCode: null, pid: null},
    ],
    ['killed', {Status: 'exited', ExitCode: 137, OOMKilled: true, Pid: 0}, {exitCode: 137, oomKilled: true}],
    ['could not start', {Status: 'created', Error: 'port in use'}, {error: 'port in use'}],
    ['Podman’s words after a second start', {Status: 'running', Error: 'container is running'}, {error: ''}],
    ['without health', {Health: null}, {probes: [], failingStreak: 0}],
    ['Podman without a check', {Health: {Status: '', FailingStreak: 0, Log: null}}, {probes: []}],
  ])('%s', (_, state, expected) => {
    expect(containerFromInspect(withState(state)).inspection).toMatchObject(expected);
  });

  it('keeps no health of a run that is over', () => {
    expect(containerFromInspect(withState({Status: 'exited'})).health).toBe('none');
    expect(containerFromInspect(withState({Health: {Status: ''}})).health).toBe('none');
  });

  it.each([
    ['no limits', {Memory: 0, NanoCpus: 0}, {memoryLimit: null, cpuLimit: null}],
    ['quota and period', {NanoCpus: 0, CpuQuota: 50_000, CpuPeriod: 100_000}, {cpuLimit: 0.5}],
    ['quota alone', {CpuQuota: 200_000}, {cpuLimit: 2}],
  ])('%s', (_, host, expected) => {
    expect(containerFromInspect({...docker20, HostConfig: host}).inspection).toMatchObject(expected);
  });

  it('takes a check that was turned off for none', () => {
    const config = {...docker20.Config, Healthcheck: {Test: ['NONE']}};
    expect(containerFromInspect({...docker20, Config: config}).inspection?.healthTest).toEqual([]);
  });

  it.each([
    null,
    'x',
    {},
    {State: null, Config: null, HostConfig: null, NetworkSettings: null, Mounts: null},
    {State: {Health: {Log: [null]}}, Mounts: [null], NetworkSettings: {Ports: {x: null}, Networks: {n: null}}},
  ])('survives %j', raw => {
    expect(containerFromInspect(raw)).toMatchObject({id: '', state: 'unknown', inspection: {exitCode: null, memoryLimit: null}});
  });
});
