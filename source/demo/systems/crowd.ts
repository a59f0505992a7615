import type {ServiceKind} from '../../model/profile.js';
import {jsonVoice} from '../logs/apps.js';
import {silent} from '../logs/voice.js';
import {between, chance} from '../random.js';
import type {ContainerSpec} from '../world/spec.js';
import type {World} from '../world/world.js';

const services = ['api', 'worker', 'postgres', 'redis', 'web'] as const;
const mebibyte = 1024 * 1024;

const kindOf = (service: string): ServiceKind => (service === 'postgres' || service === 'redis' ? service : 'http');

/** One container of no story, for tests and measurements. */
export const plainSpec = (project: string, service: string, number: number, more: Partial<ContainerSpec> = {}): ContainerSpec => {
  const seed = `${project}/${service}/${number}`;
  return {
    name: `${project}-${service}-${number}`,
    project,
    service,
    number,
    oneOff: false,
    image: service === 'postgres' ? 'postgres:16' : service === 'redis' ? 'redis:7-alpine' : `${project}-${service}`,
    entrypoint: [],
    command: [service],
    env: [],
    workingDir: '',
    user: '',
    tty: false,
    labels: {
      'com.docker.compose.project': project,
      'com.docker.compose.service': service,
      'com.docker.compose.container-number': String(number),
      'com.docker.compose.oneoff': 'False',
    },
    ports: [],
    mounts: [],
    networks: [`${project}_default`],
    memoryLimit: 0,
    nanoCpus: 0,
    restartPolicy: 'unless-stopped',
    stopSignal: 'SIGTERM',
    check: null,
    behaviour: {
      kind: kindOf(service),
      cpu: 0.002 + chance(seed, 'cpu') * 0.04,
      memory: between(8, 240, seed, 'memory') * mebibyte,
      memorySwing: 0.03,
      cache: 4 * mebibyte,
      leak: 0,
      rx: between(100, 9000, seed, 'rx'),
      tx: between(100, 9000, seed, 'tx'),
      read: 0,
      write: 500,
      processes: 2,
      readyAfter: 2000,
      stopAfter: 200,
      flapping: null,
      wellOutput: '',
      illOutput: 'not ready\n',
      voice: chance(seed, 'voice') < 0.5 ? silent : jsonVoice(service, ['request served', 'job done'], 5000),
    },
    ...more,
  };
};

/** A crowd of containers, ten to a project: five services twice. */
export const crowd = (count: number): readonly ContainerSpec[] =>
  Array.from({length: count}, (_, index) => {
    const service = services[index % services.length] ?? 'api';
    return plainSpec(`load-${String(Math.floor(index / 10) + 1).padStart(3, '0')}`, service, (Math.floor(index / 5) % 2) + 1);
  });

/** Puts containers there that have been running for some hours. */
export const settleCrowd = (world: World, specs: readonly ContainerSpec[]): void => {
  const now = world.now();
  for (const spec of specs) {
    const age = between(1, 300, spec.name, 'age') * 60_000;
    const container = world.add(spec, now - age - 1000);
    world.beginLife(container, now - age);
    container.status = 'running';
    container.pid = world.nextPid();
  }
};
