import type {ServiceKind, ServiceProfile} from '../../model/profile.js';
import {plainVoice} from '../logs/tools.js';
import type {Behaviour} from '../world/spec.js';
import type {Character} from './story.js';

const mebibyte = 1024 * 1024;

/** MiB by kind, where no profile says what is usual. */
const usual: Readonly<Record<ServiceKind, number>> = {
  postgres: 90,
  redis: 12,
  kafka: 620,
  ngrok: 28,
  mysql: 380,
  mongo: 160,
  rabbitmq: 120,
  zookeeper: 110,
  nginx: 12,
  traefik: 60,
  http: 120,
  job: 40,
  other: 80,
};

const memoryOf = (service: ServiceProfile): number =>
  service.usualMemory === null ? usual[service.kind] * mebibyte : service.usualMemory * 0.96;

/** A plausible life for a service of its kind, where its story says nothing else. */
export const behaviourOf = (service: ServiceProfile, character: Character): Behaviour => {
  const [rx, tx] = character.net ?? [4, 4];
  const [read, write] = character.disk ?? [0, 2];
  return {
    kind: service.kind,
    cpu: character.cpu ?? 0.02,
    memory: character.memory === undefined ? memoryOf(service) : character.memory * mebibyte,
    memorySwing: 0.03,
    cache: service.kind === 'postgres' ? 60 * mebibyte : 12 * mebibyte,
    leak: 0,
    rx: rx * 1000,
    tx: tx * 1000,
    read: read * 1000,
    write: write * 1000,
    processes: service.kind === 'postgres' ? 7 : service.kind === 'kafka' ? 90 : 3,
    readyAfter: 3500,
    stopAfter: service.kind === 'kafka' ? 900 : 350,
    flapping: null,
    wellOutput: '',
    illOutput: 'curl: (7) Failed to connect to localhost port 8000 after 0 ms: Connection refused\n',
    voice: character.voice ?? plainVoice(service.name, ['tick']),
    ...character.behaviour,
  };
};
