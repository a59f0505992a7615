import type {Container, HealthProbe, Inspection} from '../../source/model/container.js';
import {type Stack, stackOf} from '../../source/model/stack.js';
import type {Usage} from '../../source/model/usage.js';

/** A fixed moment that all samples are about: 2026-01-01T12:00:00Z. */
export const now = Date.UTC(2026, 0, 1, 12);
export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const MiB = 1024 * 1024;

export const inspection = (more: Partial<Inspection> = {}): Inspection => ({
  startedAt: now - hour,
  finishedAt: null,
  exitCode: null,
  oomKilled: false,
  restarts: 0,
  error: '',
  pid: 100,
  memoryLimit: null,
  cpuLimit: null,
  tty: false,
  env: [],
  workingDir: '/',
  user: '',
  entrypoint: [],
  command: [],
  hostname: 'host',
  restartPolicy: 'no',
  stopSignal: '',
  stopTimeout: null,
  networkMode: 'bridge',
  exposedPorts: [],
  healthTest: [],
  healthInterval: null,
  failingStreak: 0,
  probes: [],
  mounts: [],
  networks: [],
  logDriver: 'json-file',
  ...more,
});

/** A running container without a check; its id, name and service are made of one word, `project/service` or `name`. */
export const container = (title: string, more: Partial<Container> = {}): Container => {
  const [project, service] = title.includes('/') ? title.split('/') : [null, null];
  const number = more.number ?? (service ? 1 : null);
  const name = service ? `${project}-${service}-${number}` : title;
  return {
    id: `id-${name}`,
    name,
    image: `${service ?? title}:1`,
    imageId: 'sha256:1',
    project: project ?? null,
    service: service ?? null,
    oneOff: false,
    state: 'running',
    health: 'none',
    createdAt: now - hour,
    labels: {},
    ports: [],
    dependsOn: [],
    networks: [],
    networkMode: 'bridge',
    statusExitCode: null,
    inspection: inspection(),
    ...more,
    number,
  };
};

/** The same, ended. */
export const ended = (title: string, exitCode: number, more: Partial<Inspection> = {}, own: Partial<Container> = {}): Container =>
  container(title, {
    state: 'exited',
    statusExitCode: exitCode,
    inspection: inspection({exitCode, finishedAt: now - 5 * minute, pid: null, ...more}),
    ...own,
  });

export const needs = (...services: readonly string[]): Pick<Container, 'dependsOn'> => ({
  dependsOn: services.map(service => ({service, condition: 'service_started' as const})),
});

export const probe = (start: number, exitCode: number, output = ''): HealthProbe => ({start, end: start + 100, exitCode, output});

export const usage = (more: Partial<Usage> = {}): Usage => ({
  readAt: now,
  cpuPercent: null,
  memory: null,
  cache: null,
  rxRate: null,
  txRate: null,
  readRate: null,
  writeRate: null,
  rx: null,
  tx: null,
  pids: null,
  source: 'cgroup',
  ...more,
});

/** The one stack of some containers, which are of one project. */
export const stackWith = (...containers: readonly Container[]): Stack => stackOf(containers[0]?.project ?? null, containers);
