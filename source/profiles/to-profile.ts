import {probeOf} from '../model/probe-text.js';
import type {Profile, ProfileCheck, ProfilePort, ServiceProfile} from '../model/profile.js';
import {bytesOf, secondsOf} from '../model/units.js';
import type {WrittenProfile, WrittenService} from './schema.js';

const bytes = (text: string | undefined) => (text === undefined ? null : bytesOf(text));
const seconds = (text: string | undefined) => (text === undefined ? null : secondsOf(text));

const toPort = (text: string): ProfilePort => {
  const [first, second] = text.split(':');
  return second === undefined ? {container: Number(first), host: null} : {container: Number(second), host: Number(first)};
};

const toVolume = (text: string) => {
  const colon = text.indexOf(':');
  return {name: text.slice(0, colon), path: text.slice(colon + 1)};
};

const toCheck = (check: NonNullable<WrittenService['check']>): ProfileCheck => ({
  test: check.test,
  interval: seconds(check.interval),
  timeout: seconds(check.timeout),
  retries: check.retries ?? null,
  startPeriod: seconds(check.start_period),
});

const toService = (name: string, written: WrittenService): ServiceProfile => ({
  name,
  kind: written.kind,
  image: written.image ?? null,
  base: written.base ?? null,
  container: written.container ?? null,
  role: written.role ?? '',
  ports: (written.ports ?? []).map(toPort),
  dependsOn: Object.entries(written.depends_on ?? {}).map(([service, condition]) => ({service, condition})),
  check: written.check ? toCheck(written.check) : null,
  probe: probeOf(written.health),
  usualMemory: bytes(written.memory?.usual),
  memoryLimit: bytes(written.memory?.limit),
  job: written.job ?? false,
  slowStart: seconds(written.slow_start),
  user: written.user ?? null,
  database: written.database ?? null,
  volumes: (written.volumes ?? []).map(toVolume),
  topics: written.topics ?? [],
  tables: written.tables ?? [],
  keys: written.keys ?? [],
  commands: (written.commands ?? []).map(one => ({
    name: one.name,
    argv: one.argv,
    danger: one.danger ?? false,
    interactive: one.interactive ?? false,
  })),
  links: (written.links ?? []).map(one => ({
    name: one.name,
    url: one.url ?? null,
    port: one.port ?? null,
    path: one.path ?? '/',
  })),
  webhooks: written.webhooks ?? [],
  tunnel: written.tunnel ?? null,
});

/** The checked words of a file as the plain data that the rest of the program uses. */
export const toProfile = (file: string, written: WrittenProfile): Profile => ({
  name: written.name,
  title: written.title ?? written.name,
  file,
  projects: written.projects,
  composeFiles: written.compose ?? [],
  network: written.network ?? null,
  hostTunnel: written.host_tunnel ?? null,
  services: Object.entries(written.services).map(([name, service]) => toService(name, service)),
});
