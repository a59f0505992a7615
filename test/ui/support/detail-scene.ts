import type {Container, Inspection} from '../../../source/model/container.js';
import type {DetailData} from '../../../source/state/detail.js';
import {detailScreen, nothingYet} from '../../../source/state/detail.js';
import {connected, listed} from '../../../source/state/engine-updates.js';
import {initialState} from '../../../source/state/initial.js';
import type {State} from '../../../source/state/state.js';
import {sampled} from '../../../source/state/usage-updates.js';
import type {DetailTab} from '../../../source/state/view.js';
import {push, resized} from '../../../source/state/view-updates.js';

/** A moment that all scenes are drawn at. */
export const noon = Date.UTC(2026, 4, 1, 12, 0, 0);

const inspection: Inspection = {
  startedAt: noon - 3_600_000,
  finishedAt: null,
  exitCode: null,
  oomKilled: false,
  restarts: 3,
  error: '',
  pid: 4242,
  memoryLimit: 800 * 1024 ** 2,
  cpuLimit: 1.5,
  tty: false,
  env: ['PATH=/usr/bin', 'POSTGRES_PASSWORD=hunter2'],
  workingDir: '/srv',
  user: 'postgres',
  entrypoint: ['docker-entrypoint.sh'],
  command: ['postgres', '-c', 'fsync=off'],
  hostname: 'db1',
  restartPolicy: 'unless-stopped',
  stopSignal: 'SIGINT',
  stopTimeout: 30,
  networkMode: 'auren_default',
  exposedPorts: ['5432/tcp'],
  healthTest: ['CMD-SHELL', 'pg_isready -U postgres'],
  healthInterval: 5,
  failingStreak: 0,
  probes: [{start: noon - 5000, end: noon - 4900, exitCode: 0, output: 'accepting connections\n'}],
  mounts: [
    {type: 'volume', name: 'pgdata', source: '/var/lib/docker/volumes/pgdata/_data', destination: '/data', writable: true},
  ],
  networks: [
    {name: 'auren_default', networkId: '', ip: '172.18.0.2', gateway: '172.18.0.1', mac: '02:42:ac:12:00:02', aliases: ['db']},
  ],
  logDriver: 'json-file',
};

export const container = (change: Partial<Container> = {}, inspected: Partial<Inspection> = {}): Container => ({
  id: 'a'.repeat(64),
  name: 'auren-postgres-1',
  image: 'postgres:16',
  imageId: 'sha256:1',
  project: 'auren',
  service: 'postgres',
  number: 1,
  oneOff: false,
  state: 'running',
  health: 'healthy',
  createdAt: noon - 86_400_000,
  labels: {'com.example.team': 'data', api_token: 'abc123'},
  ports: [{ip: '0.0.0.0', privatePort: 5432, publicPort: 15432, protocol: 'tcp'}],
  dependsOn: [],
  networks: ['auren_default'],
  networkMode: 'auren_default',
  statusExitCode: null,
  inspection: {...inspection, ...inspected},
  ...change,
});

export const key = 'auren/postgres/1';

export interface Scene {
  readonly of?: Container;
  readonly tab: DetailTab;
  readonly columns?: number;
  readonly rows?: number;
  readonly detail?: Partial<Omit<DetailData, 'key'>>;
  /** Five minutes of figures, rising. */
  readonly figures?: boolean;
}

/** The state with one container and its detail open. */
export const sceneOf = ({of = container(), tab, columns = 80, rows = 24, detail, figures = false}: Scene): State => {
  let state = initialState({endpoint: 'test', local: true, filter: '', intervalMs: 2000, readOnly: false, now: noon});
  const engine = {
    product: 'Docker',
    version: '26.1.5',
    apiVersion: '1.45',
    hostName: 'web-01',
    cpus: 8,
    memoryTotal: 16 * 1024 ** 3,
    operatingSystem: 'Debian',
    cgroupVersion: '2',
    cgroupDriver: 'systemd',
    rootless: false,
    demo: false,
  } as const;
  state = listed(connected(state, engine, noon), [of], noon);
  for (let sample = 150; figures && sample >= 0; sample--) {
    const readAt = noon - sample * 2000;
    const share = 1 - sample / 150;
    const usage = {
      readAt,
      cpuPercent: 41 * share,
      memory: 640 * 1024 ** 2 * share,
      cache: 1024 ** 2,
      rxRate: 2 * 1024 ** 2 * share,
      txRate: 10_240,
      readRate: 0,
      writeRate: 5 * 1024 ** 2,
      rx: 1,
      tx: 1,
      pids: 5,
      source: 'cgroup',
    };
    state = sampled(state, new Map([[of.id, usage]]), noon);
  }
  if (detail) state = {...state, detail: {...nothingYet(key), ...detail}};
  return push(resized(state, columns, rows), detailScreen(key, tab));
};
